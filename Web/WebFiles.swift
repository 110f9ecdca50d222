import CWebModule

/// What figures are made of in a browser.
package enum WebFiles {
  /// The script of every page with figures: its parts in the order in which they build on each other.
  package static let script: [UInt8] = [
    PackageResources.library_js, PackageResources.base_js, PackageResources.state_js, PackageResources.grid_js,
    PackageResources.controls_js, PackageResources.start_js,
  ].flatMap(\.self)

  /// What figures with networks need besides.
  package static let networks = PackageResources.network_text_js + PackageResources.networks_js

  /// Each figure's own script, by the figure's name.
  package static let figures: [String: [UInt8]] = [
    "convolution": PackageResources.convolution_js, "pooling": PackageResources.pooling_js,
    "softmax-loss": PackageResources.softmax_loss_js, "image-kernel": PackageResources.image_kernel_js,
    "receptive-field": PackageResources.receptive_field_js, "backpropagation": PackageResources.backpropagation_js,
  ]

  package static let style: [UInt8] = PackageResources.figures_css

  /// MiniCNN as a module of WebAssembly.
  package static let module = Array(UnsafeBufferPointer(start: cwebmodule_bytes(), count: cwebmodule_count()))
}
