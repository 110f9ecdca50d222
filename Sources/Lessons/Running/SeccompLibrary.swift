import Glibc

/// libseccomp, loaded when a filter is wanted: to link it would make every start of the program slower by a tenth.
///
/// Its functions and structures are declared by hand; a test compares them with its header.
package struct SeccompLibrary: Sendable {
  /// A comparison of one of a system call's arguments, as the library lays it out in memory.
  package struct Condition: Sendable {
    package var argument: UInt32
    package var comparison: UInt32
    package var first: UInt64
    package var second: UInt64

    package init(argument: UInt32, comparison: UInt32, first: UInt64, second: UInt64 = 0) {
      (self.argument, self.comparison, self.first, self.second) = (argument, comparison, first, second)
    }
  }

  /// The numbers by which the library calls what is to be done and compared.
  package enum Constant {
    package static let allow: UInt32 = 0x7fff_0000
    /// To be combined with an error number.
    package static let refuse: UInt32 = 0x0005_0000
    package static let isNotEqual: UInt32 = 1
    package static let isEqual: UInt32 = 4
    package static let isEqualWhereMasked: UInt32 = 7
  }

  typealias Make = @convention(c) (UInt32) -> UnsafeMutableRawPointer?
  typealias Release = @convention(c) (UnsafeMutableRawPointer) -> Void
  typealias Resolve = @convention(c) (UnsafePointer<CChar>) -> Int32
  typealias AddRule =
    @convention(c) (UnsafeMutableRawPointer, UInt32, Int32, UInt32, UnsafeRawPointer?) -> Int32
  typealias Export = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32

  let make: Make
  let release: Release
  let resolve: Resolve
  let addRule: AddRule
  let export: Export

  /// `nil` if there is no such library on this machine.
  init?() {
    guard let library = dlopen("libseccomp.so.2", RTLD_NOW | RTLD_LOCAL), let make = dlsym(library, "seccomp_init"),
      let release = dlsym(library, "seccomp_release"),
      let resolve = dlsym(library, "seccomp_syscall_resolve_name"),
      let addRule = dlsym(library, "seccomp_rule_add_array"), let export = dlsym(library, "seccomp_export_bpf")
    else { return nil }
    self.make = unsafeBitCast(make, to: Make.self)
    self.release = unsafeBitCast(release, to: Release.self)
    self.resolve = unsafeBitCast(resolve, to: Resolve.self)
    self.addRule = unsafeBitCast(addRule, to: AddRule.self)
    self.export = unsafeBitCast(export, to: Export.self)
  }

  /// The version of the library that is installed, if one is.
  package static var version: String? {
    guard let library = dlopen("libseccomp.so.2", RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, "seccomp_version")
    else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) () -> UnsafeRawPointer?).self)().map { start in
      (0..<3).map { "\(start.load(fromByteOffset: 4 * $0, as: UInt32.self))" }.joined(separator: ".")
    }
  }
}
