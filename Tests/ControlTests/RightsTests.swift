import ControlSamples
import Foundation
import Model
import Testing
import Text

// SPDX-License-Identifier: Apache-2.0
@testable import Control

@Suite struct RightsTests {
  @Test(arguments: Method.allCases)
  func `only admins change what is watched and sent`(method: Control.Method) async throws {
    let router = CallRouter(handling: SampleHandling(), product: Product())
    let call = try Call(message: JSON.object(of: ["method": .string(method.qualified)]).bytes)
    let stranger = Caller(pid: 1, uid: 1000, gid: 1000, isAdmin: false)
    let reply = await router.answer(call, from: stranger) { _ in true }
    #expect(reply.isDenied == method.isForAdmins)
    let admin = Caller(pid: 1, uid: 0, gid: 0, isAdmin: true)
    #expect(await !router.answer(call, from: admin) { _ in true }.isDenied)
  }

  @Test func `what is said to be for admins is so in the definition`() throws {
    let description = Interface.control.description
    for method in Method.allCases {
      let declaration = try #require(description.range(of: "method \(method.rawValue)("), "\(method)")
      let comment = description[..<declaration.lowerBound].split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .dropLast().reversed().prefix { $0.hasPrefix("#") }
      #expect(
        comment.last.map { $0.hasPrefix("# admin") && !$0.contains("admin where") } ?? false
          == method.isForAdmins)
    }
    #expect(description.components(separatedBy: "\nmethod ").count - 1 == Method.allCases.count)
  }

  @Test func `looking into private networks is for admins`() async throws {
    let router = CallRouter(handling: SampleHandling(), product: Product())
    let call = try Call(
      message: Array(
        #"{"method":"io.earshot.Control.TrySource","parameters":{"url":"http://a","allowPrivate":true}}"#.utf8
      ))
    for isAdmin in [true, false] {
      let caller = Caller(pid: 1, uid: 1000, gid: 1000, isAdmin: isAdmin)
      #expect(await router.answer(call, from: caller) { _ in true }.isDenied == !isAdmin)
    }
  }

  @Test func `root, the daemon's own user and those named are admins`() {
    let admins = Admins(uids: [1001], gids: [50])
    func isAdmin(_ uid: UInt32, _ groups: Set<UInt32>) -> Bool {
      Peer(pid: 1, uid: uid, gid: groups.first ?? 0, groups: groups).caller(admins).isAdmin
    }
    #expect(isAdmin(0, [0]))
    #expect(isAdmin(geteuid(), [1]))
    #expect(isAdmin(1001, [1001]))
    #expect(isAdmin(1002, [1002, 50]))
    #expect(!isAdmin(1002, [1002, 51]))
  }

  @Test func `admins are named by user, number or group`() {
    let (admins, unknown) = Admins.named([
      "root", "1234", "@root", "@77", "no-such-user", "@no-such-group", "",
    ])
    #expect(admins == Admins(uids: [0, 1234], gids: [0, 77]))
    #expect(unknown == ["no-such-user", "@no-such-group", ""])
    #expect(Caller(pid: 1, uid: 0, gid: 0, isAdmin: true).userName == "root")
    #expect(Caller(pid: 1, uid: 4_000_000_000, gid: 0, isAdmin: true).userName == "4000000000")
  }
}

extension Reply {
  fileprivate var isDenied: Bool {
    if case .error(.service(.permissionDenied)) = self { true } else { false }
  }
}
