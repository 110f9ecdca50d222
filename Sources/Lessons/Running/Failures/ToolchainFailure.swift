/// What is wrong with the Swift compiler, or with what comes with it. Texts that a program wrote are as it wrote them.
package enum ToolchainFailure: Hashable, Sendable {
  case noCompiler
  /// The compiler proper is not beside this driver.
  case noFrontend(driver: String)
  case noLinker
  case noVersion(frontend: String)
  /// Likewise, where its version has to be known for what is handed to another machine.
  case noVersionToPack(frontend: String)
  /// Not even a program compiles that nothing can be wrong with.
  case compilerFailed(frontend: String, errors: String, isConfined: Bool)
  case linkerFailed(linker: String, errors: String)
  /// The toolchain has no parser of its own that this program could load.
  case noParser(toolchain: String, errors: String)
}
