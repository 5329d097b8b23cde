// SPDX-License-Identifier: Apache-2.0
internal import CCurl

/// How an attempt to send a mail ended, by what is to be done next.
package enum Delivery: Hashable, Sendable {
  /// The server took it; the text is its receipt, often with its queue number.
  case sent(String)
  /// Not now: the server's code (0 where it said none) and words. Try again later.
  case retry(code: Int, text: String)
  /// Never for this recipient: the server's code and words.
  case bounced(code: Int, text: String)
  /// The settings are wrong; nothing will get through until somebody mends them.
  case misconfigured(String)
  /// The whole message was handed over but the answer never came: it may have been delivered.
  case ambiguous(String)

  /// The word it is stored and shown by.
  package var word: String {
    switch self {
    case .sent: "sent"
    case .retry: "retry"
    case .bounced: "bounced"
    case .misconfigured: "misconfigured"
    case .ambiguous: "ambiguous"
    }
  }
}

/// What was observed of one SMTP transaction.
struct Transaction {
  /// What libcurl says.
  var code: CURLcode
  /// libcurl's own words.
  var complaint = ""
  /// The code of the server's last reply, 0 where it said nothing.
  var reply = 0
  /// The server's last reply, its lines joined by spaces.
  var words = ""
  /// Whether the server was past its greeting and EHLO, so that a refusal is about this mail and not about
  /// us.
  var isPastHello = false
  /// Whether libcurl has read the message to its end.
  var isWholeMessageRead = false
  /// Whether we stopped it because the server had not authenticated us.
  var lacksAuthentication = false

  /// What is to be done next; the order of the questions matters.
  var delivery: Delivery {
    if code == CURLE_OK { return .sent(words) }
    if lacksAuthentication {
      return .misconfigured(
        "the server offers no authentication, but a user is set; remove the user or ask for TLS")
    }
    if Self.configurationFaults.contains(code.rawValue) { return .misconfigured(complaint) }
    if code == CURLE_LOGIN_DENIED, !(400...499).contains(reply) {
      return .misconfigured("the server refused the user or the password: \(said)")
    }
    if [530, 534, 535, 538].contains(reply) {
      return .misconfigured("the server wants other credentials: \(said)")
    }
    if reply == 354 {
      return isWholeMessageRead
        ? .ambiguous("no answer after the message: \(complaint)") : .retry(code: 0, text: complaint)
    }
    if (500...599).contains(reply), isPastHello, code != CURLE_LOGIN_DENIED {
      return .bounced(code: reply, text: said)
    }
    return .retry(code: reply >= 400 ? reply : 0, text: reply >= 400 ? said : complaint)
  }

  private var said: String { words.isEmpty ? complaint : words }

  /// What no repetition mends: certificates, TLS not offered, an address or option of ours.
  private static let configurationFaults: Set<UInt32> = [
    CURLE_PEER_FAILED_VERIFICATION.rawValue, CURLE_USE_SSL_FAILED.rawValue, CURLE_SSL_CACERT_BADFILE.rawValue,
    CURLE_URL_MALFORMAT.rawValue, CURLE_UNSUPPORTED_PROTOCOL.rawValue, CURLE_SSL_CIPHER.rawValue,
    CURLE_SSL_ISSUER_ERROR.rawValue, CURLE_SSL_CERTPROBLEM.rawValue,
  ]
}
