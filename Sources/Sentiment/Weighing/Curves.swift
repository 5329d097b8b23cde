// SPDX-License-Identifier: Apache-2.0

/// The few curves the model needs, computed here rather than by a C library so that every machine gets the
/// same bits.
package enum Curves {
  /// e to the power of x, within 2 units of the last place.
  package static func exponential(_ x: Float) -> Float {
    let bounded = Double(min(87, max(-87, x)))
    let power = Int(bounded * 1.4426950408889634 + (bounded < 0 ? -0.5 : 0.5))
    let rest = bounded - Double(power) * 0.6931471805599453
    var sum = 1 + rest * (1.0 / 8)
    sum = 1 + sum * rest * (1.0 / 7)
    sum = 1 + sum * rest * (1.0 / 6)
    sum = 1 + sum * rest * (1.0 / 5)
    sum = 1 + sum * rest * (1.0 / 4)
    sum = 1 + sum * rest * (1.0 / 3)
    sum = 1 + sum * rest * (1.0 / 2)
    sum = 1 + sum * rest
    return Float(sum * Double(bitPattern: UInt64(power + 1023) << 52))
  }

  /// The natural logarithm of x > 0.
  package static func logarithm(_ x: Float) -> Float {
    let significand = Double(x.significand)
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 15.0, to: 0, by: -2) { sum = sum * square + 1 / odd }
    return Float(2 * ratio * sum + Double(x.exponent) * 0.6931471805599453)
  }

  /// The hyperbolic tangent, -1...1.
  package static func squash(_ x: Float) -> Float { x == 0 ? 0 : 1 - 2 / (exponential(2 * x) + 1) }
}
