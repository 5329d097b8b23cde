// SPDX-License-Identifier: Apache-2.0
import Testing
import Transport

@Suite struct RegistrableDomainTests {
  @Test(arguments: [
    ("shop.example", "shop.example"), ("a.b.shop.example", "shop.example"), ("a.tumblr.com", "tumblr.com"),
    ("blog.shop.co.uk", "shop.co.uk"), ("www.city.kawasaki.jp", "city.kawasaki.jp"), ("com", "com"),
    ("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]", "[::1]"),
    ("shop.example.", "shop.example"),
    // Names that a platform lets others use are still its own.
    ("a.blogspot.com", "blogspot.com"), ("b.github.io", "github.io"),
  ])
  func `hosts of one owner are one`(host: String, domain: String) {
    #expect(registrableDomain(of: host) == domain)
  }
}
