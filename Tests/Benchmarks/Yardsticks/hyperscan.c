// SPDX-License-Identifier: Apache-2.0
// hyperscan FOLDER NAMES: finds the names of a file, one a line, in the texts of FOLDER/corpus.txt with Hyperscan's
// literals, ASCII case aside, and keeps those with no letter or digit at either end. Says "ready", then for each line
// read makes one pass and prints "SECONDS COUNT".
#include <ctype.h>
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static unsigned *lengths;
static unsigned long count;
static const unsigned char *text;
static size_t text_length;
static unsigned char is_word[256];

static int found(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  size_t start = to - lengths[id];
  (void)from, (void)flags, (void)context;
  if ((start == 0 || !is_word[text[start - 1]] || !is_word[text[start]])
      && (to == text_length || !is_word[text[to]] || !is_word[text[to - 1]]))
    count++;
  return 0;
}

static char *contents(const char *path, size_t *length) {
  FILE *file = fopen(path, "r");
  if (!file) exit(66);
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  if (fread(bytes, 1, *length, file) != *length) exit(66);
  fclose(file);
  bytes[*length] = 0;
  return bytes;
}

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  char path[4096];
  size_t corpus_length, names_length;
  snprintf(path, sizeof path, "%s/corpus.txt", argv[1]);
  const unsigned char *corpus = (unsigned char *)contents(path, &corpus_length);
  char *names = contents(argv[2], &names_length);
  size_t capacity = 16, number = 0;
  for (size_t at = 0; at < names_length; at++) capacity += names[at] == '\n';
  const char **expressions = calloc(capacity, sizeof *expressions);
  size_t *sizes = calloc(capacity, sizeof *sizes);
  unsigned *flags = calloc(capacity, sizeof *flags), *ids = calloc(capacity, sizeof *ids);
  lengths = calloc(capacity, sizeof *lengths);
  for (char *name = strtok(names, "\n"); name; name = strtok(NULL, "\n"), number++) {
    expressions[number] = name;
    sizes[number] = lengths[number] = strlen(name);
    flags[number] = HS_FLAG_CASELESS;
    ids[number] = number;
  }
  for (int byte = 0; byte < 256; byte++) is_word[byte] = isalnum(byte) || byte == '_' || byte >= 128;
  hs_database_t *database;
  hs_compile_error_t *error;
  hs_scratch_t *scratch = NULL;
  if (hs_compile_lit_multi(expressions, flags, ids, sizes, number, HS_MODE_BLOCK, NULL, &database, &error)) return 70;
  if (hs_alloc_scratch(database, &scratch)) return 71;
  puts("ready");
  fflush(stdout);
  for (char line[16]; fgets(line, sizeof line, stdin);) {
    double start = seconds();
    count = 0;
    for (size_t at = 0; at < corpus_length;) {
      const unsigned char *end = memchr(corpus + at, '\n', corpus_length - at);
      text = corpus + at;
      text_length = end ? (size_t)(end - text) : corpus_length - at;
      hs_scan(database, (const char *)text, text_length, 0, scratch, found, NULL);
      at += text_length + 1;
    }
    printf("%f %lu\n", seconds() - start, count);
    fflush(stdout);
  }
  return 0;
}
