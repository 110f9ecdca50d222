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
  ].flatMap(\.self)

  package static let style: [UInt8] = PackageResources.figures_css

  /// MiniCNN as a module of WebAssembly.
  package static let module = Array(UnsafeBufferPointer(start: cwebmodule_bytes(), count: cwebmodule_count()))
}
