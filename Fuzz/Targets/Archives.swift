@testable import Classes
@testable import LessonArchive

/// What the process says that unpacks an archive, and what hand-ins it makes.
let tryArchives: Target = { bytes in
  let members = ArchiveRecord.reading(bytes).compactMap { record in
    if case .member(let member) = record { member } else { nil }
  }
  var collection = HandInCollection(answering: "sums.md", except: ResultsFolder("/nonexistent"))
  let archive = HandInArchive(
    source: .bytes([]), path: "class.zip", owner: nil, changed: 0, isOperand: true, depth: 0)
  collection.collect(archive, .success(members))
  for inner in collection.takeArchives() { collection.collect(inner, .success(members)) }
  var choice = HandInChoice()
  for candidate in collection.candidates { choice.add(candidate) }
  _ = choice.files
}

/// What a name tells, and a time.
let tryNames: Target = { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  _ = HandInLabel(text)
  _ = LessonLikeness(to: "02-padding.md").isNameless(text)
  _ = LessonLikeness(to: text).degree(of: "02-padding.md")
  _ = HandInTime(text)?.localText
  _ = LateRule.Penalty(text)
}
