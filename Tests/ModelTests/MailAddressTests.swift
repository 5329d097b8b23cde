// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@Suite struct MailAddressTests {
  @Test(arguments: [
    "a@b", "owner@acme.example", "o'neil+x@sub.acme.example", "A.b-c_d@xn--bcher-kva.example",
  ])
  func `usual addresses are addresses`(address: String) {
    #expect(isMailAddress(address))
  }

  @Test(arguments: [
    "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", "ok@h>\r\nRCPT TO:<evil@h", "jörg@acme.example",
    "a@bücher.example",
    ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@-b", "a@b-", "\"a\"@b", "a@[127.0.0.1]", "a@b\n", "<a@b>",
    String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
  ]) func `what could be anything else is no address`(address: String) {
    #expect(!isMailAddress(address))
  }
}
