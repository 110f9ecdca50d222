import CMicrohttpd
import Glibc
import Platform

/// libmicrohttpd, opened when a server is started. It stays open.
@dynamicMemberLookup
struct MicroHTTP: @unchecked Sendable {
  /// Never changed, and there as long as this process.
  let functions: UnsafePointer<microhttpd_functions>

  static let name = "libmicrohttpd.so.12"
  private static let opened = Self()

  /// `nil` if there is no such library on this machine.
  static func open() -> Self? { opened }

  private init?() {
    let count = Int(MICROHTTPD_FUNCTION_COUNT)
    guard let library = DynamicLibrary(Self.name),
      MemoryLayout<microhttpd_functions>.size == count * MemoryLayout<UnsafeMutableRawPointer>.size
    else { return nil }
    let addresses = (0..<count).compactMap {
      library.address(of: String(cString: microhttpd_function_name(Int32($0))))
    }
    guard addresses.count == count else { return nil }
    let place = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: count)
    place.initialize(from: addresses, count: count)
    functions = UnsafePointer(UnsafeRawPointer(place).assumingMemoryBound(to: microhttpd_functions.self))
  }

  subscript<Function>(dynamicMember function: KeyPath<microhttpd_functions, Function>) -> Function {
    functions.pointee[keyPath: function]
  }
}

/// A connection of libmicrohttpd's.
struct Connection: @unchecked Sendable { let handle: OpaquePointer }
