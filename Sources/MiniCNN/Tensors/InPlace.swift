// Arithmetic that changes a tensor instead of making another.

extension Tensor {
  public static func += (left: inout Tensor, right: Tensor) { left = left + right }
  public static func -= (left: inout Tensor, right: Tensor) { left = left - right }
  public static func *= (left: inout Tensor, right: Tensor) { left = left * right }
  public static func /= (left: inout Tensor, right: Tensor) { left = left / right }

  public static func += (left: inout Tensor, right: Double) { left = left + right }
  public static func -= (left: inout Tensor, right: Double) { left = left - right }
  public static func *= (left: inout Tensor, right: Double) { left = left * right }
  public static func /= (left: inout Tensor, right: Double) { left = left / right }
}
