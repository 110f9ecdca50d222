/// How precisely numbers are kept.
public enum Precision: Hashable, Sendable {
  /// 64 bits, about 16 decimal digits.
  case double
  /// 32 bits, about 7 decimal digits.
  case single
}

/// The types of numbers in a file of tensors, by their names there.
enum StoredScalar: String {
  case f64 = "F64"
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  case i64 = "I64"
  case i32 = "I32"
  case i16 = "I16"
  case i8 = "I8"
  case u64 = "U64"
  case u32 = "U32"
  case u16 = "U16"
  case u8 = "U8"
  case bool = "BOOL"

  /// How many bytes a number takes.
  var width: Int {
    switch self {
    case .f64, .i64, .u64: 8
    case .f32, .i32, .u32: 4
    case .f16, .bf16, .i16, .u16: 2
    case .i8, .u8, .bool: 1
    }
  }

  /// The number that bits stand for; whole ones beyond 2⁵³ are rounded.
  /// - Parameter bits: As many as `width` bytes have, those above being 0.
  /// - Returns: The number.
  func value(of bits: UInt64) -> Double {
    switch self {
    case .f64: Double(bitPattern: bits)
    case .f32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .f16: Self.half(bits)
    case .bf16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .i64: Double(Int64(bitPattern: bits))
    case .i32: Double(Int32(truncatingIfNeeded: bits))
    case .i16: Double(Int16(truncatingIfNeeded: bits))
    case .i8: Double(Int8(truncatingIfNeeded: bits))
    case .u64, .u32, .u16, .u8, .bool: Double(bits)
    }
  }

  /// A number of IEEE 754's format binary16: a sign, 5 bits of exponent, 10 of significand.
  private static func half(_ bits: UInt64) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023))
    let size: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
    return bits >> 15 & 1 == 1 ? -size : size
  }
}
