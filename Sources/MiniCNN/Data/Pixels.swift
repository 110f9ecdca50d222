/// What is read from a file: values from 0 to 255, row by row, the channels of a pixel together.
struct Pixels {
  let height: Int
  let width: Int
  let channels: Int
  let values: [Double]

  /// As many values as take half a gigabyte: a false header must not use up the memory.
  static let limit = 1 << 26
}
