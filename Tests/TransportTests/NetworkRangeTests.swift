// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Transport

@Suite struct NetworkAddressTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::1", "::1"), ("::", "::"),
    ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("::ffff:10.1.2.3", "10.1.2.3"), ("::ffff:0a01:0203", "10.1.2.3"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("fe80::", "fe80::"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
  ])
  func `an address is read and written in its shortest form`(text: String, canonical: String) throws {
    let address = try #require(NetworkAddress(text))
    #expect(address.description == canonical)
    #expect(NetworkAddress(canonical) == address)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "0x7f.0.0.1", " 1.2.3.4", ":", ":::",
    "1::2::3",
    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "fe80::1%eth0", "[::1]", "1.2.3.4::", "::1.2.3",
    "1:2:3:4:5:6:7::8",
    "１.2.3.4",
  ])
  func `what is no address is not read`(text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  @Test(arguments: Seed.first(200))
  func `every address survives being written and read`(seed: Seed) throws {
    var seed = seed
    let bits = UInt64.random(in: 0...UInt64.max, using: &seed)
    let address = NetworkAddress(
      high: seed.next() & (bits & 1 == 0 ? ~0 : 0xFFFF_0000_0000_FFFF),
      low: seed.next() & (bits & 2 == 0 ? ~0 : 0xFFFF))
    #expect(NetworkAddress(address.description) == address)
  }
}

@Suite struct NetworkRangeTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("10.0.0.0/8", "::ffff:10.1.1.1", true),
    ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
    ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false), ("::/0", "fd00::1", true),
    ("::/0", "8.8.8.8", false),
    ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("::1", "::1", true),
    ("::1", "::2", false),
    ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::", false),
    ("2001:db8::/65", "2001:db8::8000:0:0:0", false),
    ("2001:db8::/65", "2001:db8::7fff:0:0:0", true), ("::ffff:10.0.0.0/104", "10.2.3.4", true),
  ])
  func `a range holds what begins as it does`(range: String, address: String, holds: Bool) throws {
    #expect(try NetworkRange(parsing: range).contains(try #require(NetworkAddress(address))) == holds)
  }

  @Test(arguments: [
    "10.0.0.0/8", "192.168.4.0/22", "127.0.0.1/32", "::/0", "fd00::/8", "::1/128", "0.0.0.0/0",
  ])
  func `a range is written as it is read`(text: String) throws {
    #expect(try NetworkRange(parsing: text).description == text)
  }

  @Test(arguments: [
    ("town.example", "‘town.example’ is no network address; write one such as 192.168.0.0/16 or fd00::/8"),
    ("10.0.0.0/33", "‘10.0.0.0/33’ needs a prefix length of 0 to 32 after the slash"),
    ("10.0.0.0/", "‘10.0.0.0/’ needs a prefix length of 0 to 32 after the slash"),
    ("fd00::/-1", "‘fd00::/-1’ needs a prefix length of 0 to 128 after the slash"),
    ("10.1.2.3/8", "‘10.1.2.3/8’ has bits set beyond its prefix; did you mean 10.0.0.0/8?"),
  ])
  func `what is no range is refused with what to write`(text: String, message: String) {
    #expect { try NetworkRange(parsing: text) } throws: { "\($0)" == message }
  }
}

@Suite struct AddressGuardTests {
  @Test(arguments: [
    ("0.1.2.3", "this network"), ("10.0.0.1", "private network"), ("100.127.255.255", "carrier-grade NAT"),
    ("127.255.0.1", "loopback"), ("169.254.169.254", "link-local"), ("172.31.255.255", "private network"),
    ("192.0.0.170", "protocol assignments"), ("192.168.0.1", "private network"),
    ("198.19.0.1", "benchmarking"),
    ("224.0.0.251", "multicast"), ("255.255.255.255", "reserved"), ("::", "unspecified or IPv4-compatible"),
    ("::1", "loopback"), ("::7f00:1", "unspecified or IPv4-compatible"), ("::ffff:127.0.0.1", "loopback"),
    ("64:ff9b::7f00:1", "NAT64"), ("64:ff9b:1:2::1", "NAT64"),
    ("2001:0:4136:e378::1", "protocol assignments (Teredo, ORCHID)"),
    ("2002:7f00:1::1", "6to4"), ("fc00::1", "unique local"), ("fd12::1", "unique local"),
    ("fe80::1", "link-local"),
    ("febf::1", "link-local"), ("fec0::1", "site-local"), ("ff02::1", "multicast"),
    ("2001:db8::1", "documentation"),
  ])
  func `special addresses are refused by name`(address: String, name: String) throws {
    #expect(AddressGuard().refusal(of: try #require(NetworkAddress(address))) == name)
  }

  @Test(arguments: [
    "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "128.0.0.1", "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255", "192.169.0.0", "223.255.255.255", "2606:4700::1", "2a00:1450::1", "64:ff9c::1",
    "2001:200::1",
  ])
  func `addresses of the Internet pass`(address: String) throws {
    #expect(AddressGuard().refusal(of: try #require(NetworkAddress(address))) == nil)
  }

  @Test func `an allowed range passes and nothing else does`() throws {
    let addressGuard = AddressGuard(allowing: [try NetworkRange(parsing: "10.1.0.0/16")])
    #expect(addressGuard.refusal(of: try #require(NetworkAddress("10.1.2.3"))) == nil)
    #expect(addressGuard.refusal(of: try #require(NetworkAddress("::ffff:10.1.2.3"))) == nil)
    #expect(addressGuard.refusal(of: try #require(NetworkAddress("10.2.0.1"))) == "private network")
  }
}
