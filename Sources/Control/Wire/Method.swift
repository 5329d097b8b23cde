// SPDX-License-Identifier: Apache-2.0

/// A method of the interface.
package enum Method: String, CaseIterable, Sendable {
  case getStatus = "GetStatus"
  case listBrands = "ListBrands"
  case addBrand = "AddBrand"
  case removeBrand = "RemoveBrand"
  case listKeywords = "ListKeywords"
  case addKeyword = "AddKeyword"
  case removeKeyword = "RemoveKeyword"
  case testKeyword = "TestKeyword"
  case listSources = "ListSources"
  case getSource = "GetSource"
  case addSource = "AddSource"
  case removeSource = "RemoveSource"
  case pollNow = "PollNow"
  case trySource = "TrySource"
  case discoverSources = "DiscoverSources"
  case listMentions = "ListMentions"
  case getMention = "GetMention"
  case markMentions = "MarkMentions"
  case correctMention = "CorrectMention"
  case rescore = "Rescore"
  case setAdjustment = "SetAdjustment"
  case follow = "Follow"
  case previewDigest = "PreviewDigest"
  case sendDigest = "SendDigest"
  case listOutbox = "ListOutbox"
  case retryOutbox = "RetryOutbox"
  case reload = "Reload"

  /// Reads a qualified name.
  package init(qualified name: String) throws(ServiceError) {
    guard let dot = name.lastIndex(of: ".") else { throw .interfaceNotFound(name) }
    guard name[..<dot] == Interface.control.name else { throw .interfaceNotFound(String(name[..<dot])) }
    guard let method = Method(rawValue: String(name[name.index(after: dot)...])) else {
      throw .methodNotFound(name)
    }
    self = method
  }

  /// The name with its interface.
  package var qualified: String { Interface.control.name + "." + rawValue }

  /// Whether it changes what is watched or sent, and so is not for everybody.
  package var isForAdmins: Bool {
    switch self {
    case .addBrand, .removeBrand, .addKeyword, .removeKeyword, .addSource, .removeSource, .pollNow,
      .sendDigest,
      .retryOutbox, .reload, .setAdjustment:
      true
    case .getStatus, .listBrands, .listKeywords, .testKeyword, .listSources, .getSource, .trySource,
      .discoverSources, .listMentions, .getMention, .markMentions, .correctMention, .rescore, .follow,
      .previewDigest, .listOutbox:
      false
    }
  }
}
