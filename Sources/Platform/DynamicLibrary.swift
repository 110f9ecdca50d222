import Glibc

/// A library that is loaded when something needs it: linked, it would make every start of the program slower. It stays loaded.
package struct DynamicLibrary: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer

  /// - Parameter name: The library's name, with the version of its binary interface; `nil` if there is none of that name.
  package init?(_ name: String) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    self.handle = handle
  }

  /// Where a function or a constant is; `nil` if the library has none of that name.
  package func address(of symbol: String) -> UnsafeMutableRawPointer? { dlsym(handle, symbol) }

  /// A function. Nothing checks that it is of that type: compare the declaration with the library's header.
  package func function<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
    address(of: name).map { unsafeBitCast($0, to: type) }
  }

  /// The file that a function was loaded from, as the system names it.
  package func path(of function: String) -> String? {
    // Swift's module of glibc leaves out `dladdr`. It fills in four addresses, of which the first is that of the file's path.
    typealias Locate = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> Int32
    guard let address = address(of: function), let locate = dlsym(nil, "dladdr") else { return nil }
    return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: 4) { place in
      place.initialize(repeating: nil)
      guard let start = place.baseAddress, unsafeBitCast(locate, to: Locate.self)(address, start) != 0 else {
        return nil
      }
      return place[0].map { String(cString: $0) }
    }
  }
}
