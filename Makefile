# The one door: every way to build, try, test and install Earshot.

PREFIX ?= /usr/local
DESTDIR ?=
libexecdir = $(PREFIX)/libexec
unitdir = $(PREFIX)/lib/systemd/system
SWIFT ?= swift
BINARIES ?= .build/release
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

BUILD_PACKAGES = libcurl4-openssl-dev libpsl-dev libsqlite3-dev libsystemd-dev pkg-config
TEST_PACKAGES = $(BUILD_PACKAGES) python3 python3-venv procps iproute2 openssl ca-certificates nginx-light postfix \
  dovecot-imapd dovecot-lmtpd systemd-container chromium fonts-noto-core tidy
BENCH_PACKAGES = $(BUILD_PACKAGES) libicu-dev libhyperscan-dev ripgrep python3-venv xz-utils
CALLING = CommandTests|ControlTests
TALKING = TransportTests|PipelineTests
# One copy of functions alike, no symbols for others: 1 MB less of binary.
RELEASE = -c release --static-swift-stdlib -Xlinker -s -Xlinker --icf=safe -Xlinker --exclude-libs -Xlinker ALL \
  -Xlinker --no-export-dynamic

# The texts the sentiment model is trained on; they are not part of the repository (see NOTICE).
DATA ?= ../shared/sentiment

# The sentences the languages are told by; they are not part of the repository either.
SENTENCES ?= ../shared/matchbench/data/langid.tsv.xz

SECONDS ?= 20

.PHONY: help build demo test fuzz bench model languages packs figures man lint format install clean build-packages \
  test-packages bench-packages

help:
	@echo 'make demo     install what is needed, build, and watch Earshot listen to a sample town'
	@echo '              (make demo KEEP=1 leaves it running)'
	@echo 'make test     install what is needed and run every test'
	@echo 'make build    release binaries in .build/release'
	@echo 'make install  install them, the units and the sample configuration (DESTDIR=, PREFIX=)'
	@echo 'make fuzz     read anything at all, SECONDS=20 for each reader'
	@echo 'make bench    measure, as ratios to yardsticks in the same run'
	@echo 'make model    train the sentiment model anew from the texts in DATA='
	@echo 'make languages train what tells languages anew from SENTENCES= and the English in DATA='
	@echo 'make man      the manual page of expressions anew from its document'
	@echo 'make packs    build the packs of other languages anew, with lists from PyPI'
	@echo 'make figures  measure the model beside VADER, AFINN and TextBlob; renews the page of Sentiment'
	@echo 'make lint     check format, imports and module borders;  make format mends the format'

# Installs with apt what of $(1) is not there; asks nothing.
define apt_install
@missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
if [ -n "$$missing" ]; then echo "installing:" $$missing; \
  $(SUDO) apt-get update -qq && \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi
endef

build-packages:
	$(call apt_install,$(BUILD_PACKAGES))

bench-packages:
	$(call apt_install,$(BENCH_PACKAGES))

test-packages:
	$(call apt_install,$(TEST_PACKAGES))

build: build-packages
	$(SWIFT) build $(RELEASE) --product earshotd
	$(SWIFT) build $(RELEASE) --product earshot

demo: build-packages
	@$(SWIFT) build
	@KEEP=$(KEEP) Tests/Sampletown/demo

test: test-packages
	@Tests/Labs/prepare
	$(SWIFT) build --build-tests
	# First what talks to servers and so has deadlines, then what only computes and would keep it waiting.
	$(SWIFT) test --skip-build --filter LabTests
	# What starts processes goes apart from what holds many sockets: Foundation's Process fails among too many.
	$(SWIFT) test --skip-build --filter '$(CALLING)'
	$(SWIFT) test --skip-build --filter '$(TALKING)'
	$(SWIFT) test --skip-build --skip 'LabTests|$(CALLING)|$(TALKING)'

fuzz: build-packages
	Tests/Fuzz/run $(SECONDS)

bench: bench-packages
	BENCH=1 $(SWIFT) build -c release --product SentimentBenchmark
	BENCH=1 $(SWIFT) build -c release --product RulesBenchmark
	BENCH=1 $(SWIFT) build -c release --product FeedsBenchmark
	BENCH=1 $(SWIFT) build -c release --product ItemsBenchmark
	BENCH=1 $(SWIFT) build -c release --product earshotd
	BENCH=1 $(SWIFT) build -c release --product earshot
	Tests/Benchmarks/run

model: build-packages
	BENCH=1 $(SWIFT) run -c release train $(DATA)

languages: build-packages
	BENCH=1 $(SWIFT) run -c release train-languages $(SENTENCES) $(DATA)/train

man:
	debian/make-expressions <Sources/Rules/Rules.docc/Expressions.md >debian/earshot-expressions.7

packs: build-packages
	Tests/Training/Packs/fetch .build/lists
	BENCH=1 $(SWIFT) run -c release train $(DATA) packs .build/lists

figures: build-packages
	SWIFT=$(SWIFT) BENCH=1 Tests/Training/evaluate $(DATA)

lint: build-packages
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	@if grep -rnE '^ *((public|package|internal|@_exported) )?import (Foundation|FoundationNetworking|FoundationXML)$$' \
	  Sources; then echo 'lint: full Foundation is not for Sources' >&2; exit 1; fi
	$(SWIFT) build --explicit-target-dependency-import-check error

format:
	$(SWIFT) format format --in-place --recursive --parallel Package.swift Sources Tests

install:
	install -Dm755 $(BINARIES)/earshotd $(DESTDIR)$(libexecdir)/earshotd
	install -Dm755 $(BINARIES)/earshot $(DESTDIR)$(PREFIX)/bin/earshot
	install -d $(DESTDIR)$(unitdir)
	for unit in earshotd.service earshotd.socket; do \
	  sed -e 's|/usr/libexec/|$(libexecdir)/|g' -e 's|/usr/bin/|$(PREFIX)/bin/|g' systemd/$$unit \
	    >$(DESTDIR)$(unitdir)/$$unit; done
	install -Dm644 systemd/earshot.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/earshot.conf
	install -Dm644 systemd/earshot.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/earshot.conf
	install -Dm644 systemd/earshot.catalog $(DESTDIR)$(PREFIX)/lib/systemd/catalog/earshot.catalog
	[ -e $(DESTDIR)/etc/earshot/earshot.toml ] || \
	  install -Dm640 etc/earshot/earshot.toml $(DESTDIR)/etc/earshot/earshot.toml
	install -d -m750 $(DESTDIR)/etc/earshot/earshot.toml.d $(DESTDIR)/etc/earshot/recipes
	install -m644 etc/earshot/recipes/*.toml $(DESTDIR)/etc/earshot/recipes
	install -d $(DESTDIR)$(PREFIX)/share/earshot/packs
	install -m644 Sources/CWeights/Packs/*.pack $(DESTDIR)$(PREFIX)/share/earshot/packs
	install -Dm644 debian/earshot.1 $(DESTDIR)$(PREFIX)/share/man/man1/earshot.1
	install -Dm644 debian/earshotd.8 $(DESTDIR)$(PREFIX)/share/man/man8/earshotd.8
	install -Dm644 debian/earshot-expressions.7 $(DESTDIR)$(PREFIX)/share/man/man7/earshot-expressions.7
	install -Dm644 debian/earshot.toml.5 $(DESTDIR)$(PREFIX)/share/man/man5/earshot.toml.5

clean:
	$(SWIFT) package clean
