// SPDX-License-Identifier: Apache-2.0

/// The few curves the model needs, computed here rather than by a C library so that every machine gets the
/// same bits.
package enum Curves {
  /// e to the power of x, within 2 units of the last place.
  package static func exponential(_ x: Float) -> Float {
    let bounded = Double(min(87, max(-87, x)))
    let power = (bounded * 1.4426950408889634).rounded()
    let rest = bounded - power * 0.6931471805599453
    var sum = 1.0
    for divisor in stride(from: 9.0, to: 0, by: -1) { sum = 1 + sum * rest / divisor }
    return Float(sum * Double(sign: .plus, exponent: Int(power), significand: 1))
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
