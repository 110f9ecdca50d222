// The functions of numbers that lessons need, so that a cell need not import Foundation, which takes the compiler longer than the
// cell itself. A cell that imports it all the same gets Foundation's: hence disfavoured here, or each call would be ambiguous.

/// e to the power of a number.
@_disfavoredOverload public func exp(_ x: Double) -> Double { Machine.exp(x) }
/// The natural logarithm.
@_disfavoredOverload public func log(_ x: Double) -> Double { Machine.log(x) }
/// The square root.
@_disfavoredOverload public func sqrt(_ x: Double) -> Double { x.squareRoot() }
/// One number to the power of another.
@_disfavoredOverload public func pow(_ x: Double, _ y: Double) -> Double { Machine.pow(x, y) }
/// The hyperbolic tangent.
@_disfavoredOverload public func tanh(_ x: Double) -> Double { Machine.tanh(x) }

/// e to the power of each number.
public func exp(_ x: Tensor) -> Tensor { x.map { Machine.exp($0) } }
/// The natural logarithm of each number.
public func log(_ x: Tensor) -> Tensor { x.map { Machine.log($0) } }
/// The square root of each number.
public func sqrt(_ x: Tensor) -> Tensor { x.map { $0.squareRoot() } }
/// The absolute value of each number.
public func abs(_ x: Tensor) -> Tensor { x.map { $0.magnitude } }
/// The hyperbolic tangent of each number.
public func tanh(_ x: Tensor) -> Tensor { x.map { Machine.tanh($0) } }
