import CWebModule

/// What figures are made of in a browser.
package enum WebFiles {
  /// The script: its parts in the order in which they build on each other.
  package static let script: [UInt8] = [
    PackageResources.library_js, PackageResources.base_js, PackageResources.state_js, PackageResources.grid_js,
    PackageResources.controls_js,
    PackageResources.convolution_js, PackageResources.pooling_js, PackageResources.softmax_loss_js,
    PackageResources.image_kernel_js, PackageResources.receptive_field_js, PackageResources.backpropagation_js,
    PackageResources.start_js,
  ].flatMap(withoutMargins)

  package static let style = withoutMargins(PackageResources.figures_css)

  /// What a browser reads, without what only people do: how far lines are set in, and lines that are comments. Texts of several lines, which that
  /// would change, there are none.
  private static func withoutMargins(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let code = line.drop { $0 == UInt8(ascii: " ") }
      guard !code.isEmpty, !code.starts(with: "//".utf8) else { continue }
      result += code
      result.append(UInt8(ascii: "\n"))
    }
    return result
  }

  /// MiniCNN as a module of WebAssembly.
  package static let module = Array(UnsafeBufferPointer(start: cwebmodule_bytes(), count: cwebmodule_count()))
}
