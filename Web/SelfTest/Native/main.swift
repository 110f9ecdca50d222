// What the module must compute, and files for it to read. The bits of each number are on a line of their own.
//
//   WebReference               the self-test: before each case a line with its name and tolerance
//   WebReference write FILE    saves a network's weights
//   WebReference read FILE     what that network makes of ten digits with the weights in a file

import MiniCNN

func print(_ numbers: [Double]) {
  for number in numbers { print(String(number.bitPattern, radix: 16)) }
}

let arguments = Array(CommandLine.arguments.dropFirst())
var network = SelfTest.network(seed: 9)
switch (arguments.first, arguments.dropFirst().first) {
case (nil, nil):
  for one in SelfTest.cases {
    print("# \(one.name) \(one.tolerance)")
    print(one.compute())
  }
case ("write", let path?): try network.save(to: path)
case ("read", let path?):
  try network.load(from: path)
  print(network(LabelledImages.drawnDigits(count: 10, size: 12, seed: 4).images).scalars)
default: fatalError("usage: WebReference [write FILE | read FILE]")
}
