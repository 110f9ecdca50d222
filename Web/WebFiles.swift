import CWebModule

/// What figures are made of in a browser.
package enum WebFiles {
  /// The script of every page with figures: its parts in the order in which they build on each other.
  package static let script: [UInt8] = [
    forWorkers(PackageResources.library_js), PackageResources.base_js, PackageResources.state_js,
    PackageResources.grid_js, PackageResources.controls_js, PackageResources.start_js,
  ].flatMap(packed)

  /// What figures with networks need besides.
  package static let networks = packed(
    forWorkers(PackageResources.network_text_js) + forWorkers(PackageResources.networks_js)
      + PackageResources.colours_js + PackageResources.digits_js)

  /// A script that a worker can be given too: as a function, which knows its own text. A page that is a file can read no other file.
  private static func forWorkers(_ script: [UInt8]) -> [UInt8] {
    Array("(self.workerScripts=self.workerScripts||[]).push(function(){\n".utf8) + script
      + Array("});workerScripts[workerScripts.length-1]();\n".utf8)
  }

  /// What a browser reads, without what only people do: how far lines are set in, and comments, which have lines of their own. Texts of
  /// several lines, which that would change, there are none.
  private static func packed(_ text: [UInt8]) -> [UInt8] {
    let lines = text.split(separator: UInt8(ascii: "\n")).map { $0.drop { $0 == UInt8(ascii: " ") } }
    let kept = lines.filter { !$0.isEmpty && !$0.starts(with: "//".utf8) && !$0.starts(with: "/*".utf8) }
    return kept.flatMap { $0 + [UInt8(ascii: "\n")] }
  }

  /// Each figure's own script, by the figure's name.
  package static let figures: [String: [UInt8]] = [
    "convolution": PackageResources.convolution_js, "pooling": PackageResources.pooling_js,
    "softmax-loss": PackageResources.softmax_loss_js, "image-kernel": PackageResources.image_kernel_js,
    "receptive-field": PackageResources.receptive_field_js, "backpropagation": PackageResources.backpropagation_js,
    "read-digit": PackageResources.read_digit_js, "hierarchy": PackageResources.hierarchy_js,
    "train": PackageResources.training_worker_js + PackageResources.plates_js + PackageResources.training_course_js
      + PackageResources.training_look_js + PackageResources.train_js,
  ].mapValues(packed)

  package static let style = packed(PackageResources.figures_css)

  /// MiniCNN as a module of WebAssembly.
  package static let module = Array(UnsafeBufferPointer(start: cwebmodule_bytes(), count: cwebmodule_count()))

  /// The weights of a LeNet-5 that has learned to read drawn digits, as a safetensors file.
  package static let weights = Array(
    UnsafeBufferPointer(start: cwebmodule_weights(), count: cwebmodule_weights_count()))
}
