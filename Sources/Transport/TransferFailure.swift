// SPDX-License-Identifier: Apache-2.0
internal import CCurl

extension Landing {
  /// The failure of a transfer in our own words, with libcurl's where they add something.
  func error(at authority: Authority?, limits: Limits) -> TransferError {
    let host = authority?.description ?? "the server"
    if isTooLarge { return TransferError(.tooLarge, "\(host): \(excess(limits))") }
    if code == CURLE_COULDNT_CONNECT, connections == 0, !refused.isEmpty {
      let addresses = refused.joined(separator: ", ")
      return TransferError(
        .refusedAddress, "\(host) is at \(addresses), which must not be reached; allow it where that is meant"
      )
    }
    if code == CURLE_OK { return TransferError(.cut, "\(host): the connection ended within the headers") }
    guard let (kind, what) = Self.kinds[code.rawValue] else {
      return TransferError(.other, "\(host): no HTTP answer (\(complaint))")
    }
    return TransferError(kind, "\(host): \(what) (\(complaint))")
  }

  private func excess(_ limits: Limits) -> String {
    head.isComplete
      ? "the body is longer than \(limits.maxBytes) bytes, the most we take"
      : "the headers are longer than \(limits.maxHeaderBytes) bytes, the most we take"
  }

  private static let kinds: [UInt32: (TransferError.Kind, String)] = [
    CURLE_URL_MALFORMAT.rawValue: (.malformedRequest, "the address is malformed"),
    CURLE_COULDNT_RESOLVE_HOST.rawValue: (.resolve, "the name has no address"),
    CURLE_COULDNT_CONNECT.rawValue: (.connect, "no connection"),
    CURLE_OPERATION_TIMEDOUT.rawValue: (.timeout, "no complete answer in time"),
    CURLE_SSL_CONNECT_ERROR.rawValue: (.tls, "the TLS handshake failed"),
    CURLE_PEER_FAILED_VERIFICATION.rawValue: (.tls, "the certificate is not to be trusted"),
    CURLE_SSL_CACERT_BADFILE.rawValue: (.tls, "the certificates of authorities cannot be read"),
    CURLE_SSL_CIPHER.rawValue: (.tls, "the server offers no acceptable cipher"),
    CURLE_SSL_INVALIDCERTSTATUS.rawValue: (.tls, "the certificate is not to be trusted"),
    CURLE_BAD_CONTENT_ENCODING.rawValue: (.encoding, "the body cannot be decompressed"),
    CURLE_GOT_NOTHING.rawValue: (.cut, "the connection ended before an answer came"),
    CURLE_PARTIAL_FILE.rawValue: (.cut, "the connection ended before the answer was complete"),
    CURLE_RECV_ERROR.rawValue: (.cut, "the connection was lost"),
    CURLE_SEND_ERROR.rawValue: (.cut, "the connection was lost"),
    CURLE_HTTP2.rawValue: (.cut, "the HTTP/2 conversation broke down"),
    CURLE_HTTP2_STREAM.rawValue: (.cut, "the HTTP/2 conversation broke down"),
  ]
}
