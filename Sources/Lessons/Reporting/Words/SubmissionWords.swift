import Reading
import Support

extension Words {
  /// A sentence for the student, without a full stop.
  package func remark(_ remark: SubmissionRemark) -> String {
    guard let line = remark.range?.start.line else { return sentence(remark.kind) }
    if case .resemblesCell = remark.kind { return "line \(line) looks like \(sentence(remark.kind))" }
    return "line \(line): \(sentence(remark.kind))"
  }

  private func sentence(_ kind: SubmissionRemark.Kind) -> String {
    switch kind {
    case .unreadable(let obstacle): self.obstacle(obstacle)
    case .tooLarge(let size): "the file is larger than \(size) MiB: it was not read"
    case .empty: "the file is empty"
    case .noExercise:
      "none of this lesson's exercises is in the file: hand in the lesson itself, with the answers in it"
    case .deepNesting: "the file's quotes and lists are nested too deeply: it was not read"
    case .otherNumbers:
      "the seed here is not yours, so this file shows somebody else's numbers: it was graded with your own"
    case .notText(let kind):
      "the file is \(fileKind(kind)), not plain text: save it as plain text and hand it in again"
    case .badByte(let fault): sentence(fault, joinedBy: "; ")
    case .unclosedBlock(let fence, let next):
      sentence(.unclosedBlock(fence: fence, nextOpening: next), joinedBy: "; ")
    case .innerFence(let header): "a fence within this block, whose header is in line \(header): it was left out"
    case .unclearTab:
      "there is a tab before this line and blanks before others, and how far they are indented depends on how wide a tab is: it was "
        + "taken for four blanks; write blanks only"
    case .earlyFence(let name, let last):
      "this fence ends the answer to '\(name)'; what follows was read too, down to line \(last). "
        + "Around an answer that has fences of its own, put longer ones: four backticks"
    case .outsideBlock(let name, let last):
      "what stands here below the block of '\(name)', down to line \(last), was not graded; if it belongs to the answer, move it "
        + "into the block, above the fence that ends it"
    case .wordsBehindFence(let words, let fence):
      "this fence has words after it and so closes nothing ('\(clipped(printable(words), to: 60))'); "
        + "leave nothing but \(fence) on the line"
    case .fenceBeforeCode: "this fence closes the block above before there is any code in it; remove it"
    case .indentedBlock: "this block stands away from the margin; move its fences to the left margin"
    case .unknownExercise(let meant):
      "this lesson has no exercise of that name" + (meant.map { "; did you mean '\($0)'?" } ?? "")
    case .otherCell(let name, let graded, let preference):
      "another cell for '\(name)'; the one in line \(graded) was graded, \(self.preference(preference))"
    case .invisible(let scalar): "there is \(scalar.numberAndName) in the code, which is not to be seen; remove it"
    case .resemblesCell(let name, let resemblance, let wasRead, let form):
      "'\(name)', but \(self.resemblance(resemblance, form, name))\(advice(resemblance, "\(form.header) \(name)", wasRead))"
    }
  }

  private func preference(_ preference: SubmissionRemark.Preference) -> String {
    switch preference {
    case .noAnswer: "this one was not, as there is no answer in it"
    case .same: "this one, which is the same, was not"
    case .lastCounts: "this one was not, as the last attempt counts"
    }
  }

  private func advice(_ resemblance: SubmissionRemark.Resemblance, _ header: String, _ wasRead: Bool) -> String {
    if wasRead { return "; it was read as '\(header)'" }
    return switch resemblance {
    case .notText: ""
    case .lostHeader: "; write ```\(header) above it and ``` below"
    default: "; write ```\(header)"
    }
  }

  private func resemblance(
    _ resemblance: SubmissionRemark.Resemblance, _ form: Cell.Form, _ name: String
  ) -> String {
    switch resemblance {
    case .damage(let damage): self.damage(damage)
    case .inProse: "it is not a block of its own"
    case .otherRole(let role): "its role is '\(role)' instead of 'exercise'"
    case .misspeltRole(let role): "its header has '\(clipped(printable(role), to: 40))' instead of 'exercise'"
    case .noRole: "the word 'exercise' is missing in its header"
    case .distantName: "its name is not right behind 'exercise'"
    case .noLanguage: "'swift' is missing in its header"
    case .otherHeader: "its header is not '\(form.header) \(name)'"
    case .lostHeader: "its header is lost"
    case .notText(let kind): "the file is \(fileKind(kind))"
    }
  }

  private func damage(_ damage: HeaderLikeness.Damage) -> String {
    switch damage {
    case .space(let scalar): "its header has \(scalar.numberAndName) instead of a plain blank"
    case .invisible(let scalar): "its header has \(scalar.numberAndName), which is not to be seen"
    case .dash(let scalar): "its header has \(scalar.numberAndName) instead of a hyphen"
    case .capitals: "its header is not in small letters"
    case .punctuation(let character): "its header has '\(character)', which does not belong there"
    case .marks(let marks): "its header begins with \(marks) instead of ```"
    case .noFence: "its header does not begin with ```"
    }
  }
}

extension Unicode.Scalar {
  /// The scalar's number and its name in small letters.
  fileprivate var numberAndName: String {
    let number = String(value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    return properties.name.map { "\(code) (\($0.lowercased()))" } ?? code
  }
}
