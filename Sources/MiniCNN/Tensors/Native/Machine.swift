internal import Glibc

/// What is asked of the machine besides arithmetic. Where there is no system, another one stands in its place (`Web/Library`).
enum Machine {
  static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  static func log(_ x: Double) -> Double { Glibc.log(x) }
  static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
  static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  static func cos(_ x: Double) -> Double { Glibc.cos(x) }

  /// A clock that only goes forward.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
