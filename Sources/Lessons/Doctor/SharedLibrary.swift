import Platform
import Support

/// A library that is opened only when something needs it, found as it will be then. It stays open.
struct SharedLibrary {
  private let library: DynamicLibrary

  /// - Parameters:
  ///   - name: Its name, with the version of its binary interface.
  ///   - symbol: A function without which it is of no use.
  init?(_ name: String, with symbol: String) {
    guard let library = DynamicLibrary(name), library.address(of: symbol) != nil else { return nil }
    self.library = library
  }

  /// The text that a function without parameters returns.
  func text(from function: String) -> String? {
    typealias Function = @convention(c) () -> UnsafePointer<CChar>?
    return library.function(function, as: Function.self)?().map { String(cString: $0) }
  }

  /// The file that a function was loaded from.
  func path(of function: String) -> String? { library.path(of: function).map(resolved) }
}
