/// How far a number lies on the way from one to a greater one: 0 at the first, 1 at the second.
func share(of number: Double, from least: Double, to most: Double) -> Double {
  let distance = most - least
  // Very large numbers are halved first, or their difference would be infinite; small ones must not be, or it might be 0.
  return distance.isFinite ? (number - least) / distance : (number / 2 - least / 2) / (most / 2 - least / 2)
}
