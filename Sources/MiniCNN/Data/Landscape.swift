extension Tensor {
  /// A picture of our own to try kernels on: a house behind a fence, hills, trees and a low sun.
  ///
  /// It has what the kernels react to: straight and curved edges in every direction, fine texture, and slow gradients. The same sizes
  /// give the same picture everywhere.
  /// - Parameters:
  ///   - height: In pixels.
  ///   - width: In pixels; the picture is made for one and a half times the height and stretched to others.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Height × width × 3 (red, green, blue), whole numbers from 0 to 255.
  /// - Complexity: O(height × width).
  public static func landscape(
    height: Int = 256, width: Int = 384, file: StaticString = #filePath, line: UInt = #line
  ) -> Tensor {
    guard (1...8192).contains(height), (1...8192).contains(width), height * width <= Pixels.limit / 3 else {
      stop("cannot paint a landscape of \(height) × \(width) pixels", file, line)
    }
    let scene = LandscapeScene()
    // Each pixel is the mean of nine places in it: else slanting edges would be staircases.
    let steps = 3
    var scalars: [Double] = []
    scalars.reserveCapacity(height * width * 3)
    for row in 0..<height {
      for column in 0..<width {
        var sum = Colour(red: 0, green: 0, blue: 0)
        for part in 0..<steps * steps {
          let across = Double(column) + (Double(part % steps) + 0.5) / Double(steps)
          let down = Double(row) + (Double(part / steps) + 0.5) / Double(steps)
          let place = Point(x: LandscapeScene.width * across / Double(width), y: down / Double(height))
          sum = sum + scene.colour(at: place)
        }
        let mean = sum * (1 / Double(steps * steps))
        for value in [mean.red, mean.green, mean.blue] {
          scalars.append(Swift.max(0, Swift.min(255, value.rounded())))
        }
      }
    }
    return Tensor(shape: [height, width, 3], scalars: scalars)
  }
}

/// Amounts of red, green and blue, from 0 to 255.
struct Colour {
  var red: Double
  var green: Double
  var blue: Double

  static func + (left: Colour, right: Colour) -> Colour {
    Colour(red: left.red + right.red, green: left.green + right.green, blue: left.blue + right.blue)
  }

  static func * (colour: Colour, factor: Double) -> Colour {
    Colour(red: colour.red * factor, green: colour.green * factor, blue: colour.blue * factor)
  }

  /// This colour with a share of another, from 0 to 1, mixed in.
  func mixed(with other: Colour, _ share: Double) -> Colour {
    let share = max(0, min(1, share))
    return self * (1 - share) + other * share
  }
}
