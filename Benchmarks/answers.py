"""A class's answers to the three exercises: each in Swift with MiniCNN and in Python with NumPy, the same thought in both."""

import dataclasses

RIGHT = "right"
WRONG = "wrong"
CRASHES = "crashes"
REFUSED = "not understood by the compiler"


@dataclasses.dataclass(frozen=True)
class Answer:
    kind: str
    swift: str
    python: str


def repeated(*counted):
    return [answer for count, answer in counted for _ in range(count)]


# In a class of 25, each exercise is answered once in each of these ways.

FEATURE_MAP = repeated(
    (6, Answer(RIGHT, """\
let featureMap = face.crossCorrelated(with: detector)""", """\
feature_map = np.array([[np.sum(face[i:i + 3, j:j + 3] * detector) for j in range(5)] for i in range(5)])""")),
    (5, Answer(RIGHT, """\
var featureMap = Tensor(repeating: 0, shape: [5, 5])
for i in 0..<5 {
  for j in 0..<5 {
    for m in 0..<3 {
      for n in 0..<3 { featureMap[i, j] += face[i + m, j + n] * detector[m, n] }
    }
  }
}""", """\
feature_map = np.zeros((5, 5))
for i in range(5):
    for j in range(5):
        for m in range(3):
            for n in range(3):
                feature_map[i, j] += face[i + m, j + n] * detector[m, n]""")),
    (3, Answer(RIGHT, """\
func response(_ i: Int, _ j: Int) -> Double {
  var sum = 0.0
  for m in 0..<detector.height {
    for n in 0..<detector.width { sum += face[i + m, j + n] * detector[m, n] }
  }
  return sum
}
let size = face.height - detector.height + 1
let featureMap = Tensor((0..<size).map { i in (0..<size).map { j in response(i, j) } })""", """\
def response(i, j):
    height, width = detector.shape
    return sum(face[i + m, j + n] * detector[m, n] for m in range(height) for n in range(width))

size = len(face) - len(detector) + 1
feature_map = np.array([[response(i, j) for j in range(size)] for i in range(size)])""")),
    (2, Answer(RIGHT, """\
let turned = detector.flipped()
let featureMap = face.convolved(with: turned)""", """\
from numpy.lib.stride_tricks import sliding_window_view
windows = sliding_window_view(face, detector.shape)
feature_map = np.einsum("ijmn,mn->ij", windows, detector)""")),
    # The kernel is flipped.
    (3, Answer(WRONG, """\
let featureMap = face.convolved(with: detector)""", """\
turned = detector[::-1, ::-1]
feature_map = np.array([[np.sum(face[i:i + 3, j:j + 3] * turned) for j in range(5)] for i in range(5)])""")),
    # The image is padded.
    (2, Answer(WRONG, """\
let featureMap = face.crossCorrelated(with: detector, padding: 1)""", """\
padded = np.pad(face, 1)
feature_map = np.array([[np.sum(padded[i:i + 3, j:j + 3] * detector) for j in range(7)] for i in range(7)])""")),
    # Only the last product is kept.
    (2, Answer(WRONG, """\
var featureMap = Tensor(repeating: 0, shape: [5, 5])
for i in 0..<5 {
  for j in 0..<5 {
    for m in 0..<3 {
      for n in 0..<3 { featureMap[i, j] = face[i + m, j + n] * detector[m, n] }
    }
  }
}""", """\
feature_map = np.zeros((5, 5))
for i in range(5):
    for j in range(5):
        for m in range(3):
            for n in range(3):
                feature_map[i, j] = face[i + m, j + n] * detector[m, n]""")),
    # The window leaves the image.
    (1, Answer(CRASHES, """\
var featureMap = Tensor(repeating: 0, shape: [7, 7])
for i in 0..<7 {
  for j in 0..<7 {
    for m in 0..<3 {
      for n in 0..<3 { featureMap[i, j] += face[i + m, j + n] * detector[m, n] }
    }
  }
}""", """\
feature_map = np.zeros((7, 7))
for i in range(7):
    for j in range(7):
        for m in range(3):
            for n in range(3):
                feature_map[i, j] += face[i + m, j + n] * detector[m, n]""")),
    # Another name.
    (1, Answer(REFUSED, """\
let featureMap = face.crossCorrelated(with: kernel)""", """\
feature_map = np.array([[np.sum(face[i:i + 3, j:j + 3] * kernel) for j in range(5)] for i in range(5)])""")),
)

POOLED_MAP = repeated(
    (7, Answer(RIGHT, """\
let pooledMap = featureMap.maxPooled(size: 2, border: .keep)""", """\
pooled_map = np.array([[feature_map[i:i + 2, j:j + 2].max() for j in range(0, 5, 2)] for i in range(0, 5, 2)])""")),
    (5, Answer(RIGHT, """\
var pooledMap = Tensor(repeating: 0, shape: [3, 3])
for i in 0..<3 {
  for j in 0..<3 {
    var largest = -Double.infinity
    for m in 2 * i..<min(2 * i + 2, 5) {
      for n in 2 * j..<min(2 * j + 2, 5) { largest = max(largest, featureMap[m, n]) }
    }
    pooledMap[i, j] = largest
  }
}""", """\
pooled_map = np.zeros((3, 3))
for i in range(3):
    for j in range(3):
        largest = -np.inf
        for m in range(2 * i, min(2 * i + 2, 5)):
            for n in range(2 * j, min(2 * j + 2, 5)):
                largest = max(largest, feature_map[m, n])
        pooled_map[i, j] = largest""")),
    (3, Answer(RIGHT, """\
func largest(_ top: Int, _ left: Int) -> Double {
  var window: [Double] = []
  for i in top..<top + 2 where i < featureMap.height {
    for j in left..<left + 2 where j < featureMap.width { window.append(featureMap[i, j]) }
  }
  return window.sorted().last ?? 0
}
let places = Array(stride(from: 0, to: 5, by: 2))
let pooledMap = Tensor(places.map { i in places.map { j in largest(i, j) } })""", """\
def largest(top, left):
    window = []
    for i in range(top, top + 2):
        for j in range(left, left + 2):
            if i < len(feature_map) and j < len(feature_map[i]):
                window.append(feature_map[i, j])
    return sorted(window)[-1]

places = range(0, 5, 2)
pooled_map = np.array([[largest(i, j) for j in places] for i in places])""")),
    (1, Answer(RIGHT, """\
let pooledMap = Tensor("1 1 0 / 4 2 1 / 0 2 1")""", """\
pooled_map = np.array([[1, 1, 0], [4, 2, 1], [0, 2, 1]])""")),
    # The windows at the border are left out.
    (3, Answer(WRONG, """\
let pooledMap = featureMap.maxPooled(size: 2, border: .drop)""", """\
pooled_map = np.array([[feature_map[i:i + 2, j:j + 2].max() for j in range(0, 4, 2)] for i in range(0, 4, 2)])""")),
    # The mean instead of the maximum.
    (2, Answer(WRONG, """\
let pooledMap = featureMap.averagePooled(size: 2, border: .keep)""", """\
pooled_map = np.array([[feature_map[i:i + 2, j:j + 2].mean() for j in range(0, 5, 2)] for i in range(0, 5, 2)])""")),
    # The windows overlap.
    (2, Answer(WRONG, """\
let pooledMap = featureMap.maxPooled(size: 2, stride: 1)""", """\
pooled_map = np.array([[feature_map[i:i + 2, j:j + 2].max() for j in range(4)] for i in range(4)])""")),
    # The window leaves the map.
    (1, Answer(CRASHES, """\
let numbers = featureMap.scalars
var pooledMap = Tensor(repeating: 0, shape: [3, 3])
for i in 0..<3 {
  for j in 0..<3 {
    let first = 5 * 2 * i + 2 * j
    pooledMap[i, j] = max(numbers[first], numbers[first + 1], numbers[first + 5], numbers[first + 6])
  }
}""", """\
numbers = feature_map.ravel()
pooled_map = np.zeros((3, 3))
for i in range(3):
    for j in range(3):
        first = 5 * 2 * i + 2 * j
        pooled_map[i, j] = max(numbers[first], numbers[first + 1], numbers[first + 5], numbers[first + 6])""")),
    # A brace, or the body, is missing.
    (1, Answer(REFUSED, """\
var pooledMap = Tensor(repeating: 0, shape: [3, 3])
for i in 0..<3 {
  for j in 0..<3 {
    pooledMap[i, j] = featureMap[2 * i, 2 * j]
  }""", """\
pooled_map = np.zeros((3, 3))
for i in range(3):
    for j in range(3):
pooled_map[i, j] = feature_map[2 * i, 2 * j]""")),
)

CROSS_ENTROPY = repeated(
    (6, Answer(RIGHT, """\
let entropy = -(targets * log(predictions)).sum() / Double(targets.height)""", """\
entropy = -np.sum(targets * np.log(predictions)) / len(targets)""")),
    (5, Answer(RIGHT, """\
let entropy = crossEntropy(of: predictions, targets: targets)""", """\
entropy = np.mean(-np.sum(targets * np.log(predictions), axis=1))""")),
    (3, Answer(RIGHT, """\
var entropy = 0.0
for row in 0..<3 {
  for column in 0..<2 { entropy -= targets[row, column] * log(predictions[row, column]) }
}
entropy /= 3""", """\
entropy = 0.0
for row in range(3):
    for column in range(2):
        entropy -= targets[row, column] * np.log(predictions[row, column])
entropy /= 3""")),
    (2, Answer(RIGHT, """\
let picked = [predictions[0, 0], predictions[1, 1], predictions[2, 0]]
let entropy = picked.map { -log($0) }.reduce(0, +) / 3""", """\
picked = predictions[[0, 1, 2], [0, 1, 0]]
entropy = sum(-np.log(p) for p in picked) / 3""")),
    # The sum instead of the mean.
    (3, Answer(WRONG, """\
let entropy = -(targets * log(predictions)).sum()""", """\
entropy = -np.sum(targets * np.log(predictions))""")),
    # No minus sign.
    (2, Answer(WRONG, """\
let entropy = (targets * log(predictions)).sum() / Double(targets.height)""", """\
entropy = np.sum(targets * np.log(predictions)) / len(targets)""")),
    # Targets and predictions are exchanged: the logarithm of 0.
    (2, Answer(WRONG, """\
let entropy = crossEntropy(of: targets, targets: predictions)""", """\
entropy = -np.sum(predictions * np.log(targets)) / len(targets)""")),
    # A column too many.
    (1, Answer(CRASHES, """\
var entropy = 0.0
for row in 0..<3 {
  for column in 0..<3 { entropy -= targets[row, column] * log(predictions[row, column]) }
}
entropy /= 3""", """\
entropy = 0.0
for row in range(3):
    for column in range(3):
        entropy -= targets[row, column] * np.log(predictions[row, column])
entropy /= 3""")),
    # A function that there is not.
    (1, Answer(REFUSED, """\
let entropy = -(targets * logarithm(predictions)).sum() / 3""", """\
entropy = -np.sum(targets * logarithm(predictions)) / 3""")),
)
