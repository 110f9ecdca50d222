import Glibc
import Support

/// A library that is opened only when something needs it, found as it will be then. It stays open.
struct SharedLibrary {
  private let handle: UnsafeMutableRawPointer

  /// - Parameters:
  ///   - name: Its name, with the version of its binary interface.
  ///   - symbol: A function without which it is of no use.
  init?(_ name: String, with symbol: String) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL), dlsym(handle, symbol) != nil else { return nil }
    self.handle = handle
  }

  func symbol(_ name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }

  /// The text that a function without parameters returns.
  func text(from function: String) -> String? {
    guard let symbol = symbol(function) else { return nil }
    typealias Function = @convention(c) () -> UnsafePointer<CChar>?
    return unsafeBitCast(symbol, to: Function.self)().map { String(cString: $0) }
  }

  /// The file that a function was loaded from.
  func path(of function: String) -> String? {
    // Swift's module of glibc leaves out `dladdr`. It fills in four addresses, of which the first is that of the file's path.
    typealias Locate = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> Int32
    guard let address = symbol(function), let locate = dlsym(nil, "dladdr") else { return nil }
    return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: 4) { place in
      place.initialize(repeating: nil)
      guard let start = place.baseAddress, unsafeBitCast(locate, to: Locate.self)(address, start) != 0 else {
        return nil
      }
      return place[0].map { resolved(String(cString: $0)) }
    }
  }
}
