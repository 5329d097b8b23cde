// SPDX-License-Identifier: Apache-2.0

/// The legacy charset that unlabelled bytes, which are no UTF-8, look like; nil where none stands out.
func guessedCharset(of bytes: [UInt8]) -> Charset? { nil }
