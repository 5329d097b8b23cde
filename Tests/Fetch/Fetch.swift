// SPDX-License-Identifier: Apache-2.0
import Glibc
import Transport

/// Fetches addresses one after the other with the daemon's own transport, for labs that have an Internet of their own.
///
/// `fetch [+private|+any-certificate] URL ...` prints a line for each address: the status, or the kind of failure, then
/// the final address or the words of the failure, parted by a tab. What is said before an address holds for that alone.
@main struct Fetch {
  static func main() async {
    let transport = Transport(
      userAgent: "Earshot/0 (+https://earshot.example)",
      politeness: Politeness(pace: Pace(permits: 1, spacing: .zero)))
    var request = Request(url: "")
    for word in CommandLine.arguments.dropFirst() {
      switch word {
      case "+private": request.allowPrivate = true
      case "+any-certificate": request.acceptsAnyCertificate = true
      default:
        request.url = word
        switch await transport.fetch(request) {
        case .success(let answer): print("\(answer.status)\t\(answer.url)")
        case .failure(let error): print("\(error.kind.rawValue)\t\(error.message)")
        }
        request = Request(url: "")
      }
    }
    fflush(nil)
  }
}
