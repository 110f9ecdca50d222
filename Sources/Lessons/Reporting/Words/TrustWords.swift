import Running
import Support
import Trust

/// Why the list of trusted folders is not shown or changed as somebody wants it.
package enum TrustRefusal: Hashable, Sendable {
  case nothingToRemove
  /// An argument, and the folder that it names.
  case notListed(String, folder: String, Standing)
  case noFolder(String)
  /// An argument, and the folder that the file is in.
  case isFile(String, in: String)
  case everything(String)
  case lineBreak(String)
  case noPlace
  case faulty(TrustFile.Fault)

  /// How a folder stands that is not in the list itself.
  package enum Standing: Hashable, Sendable {
    case partOf(String)
    case partOfBuiltIn(TrustedFolders.BuiltIn)
    case untrusted
  }
}

/// What has become of a folder.
package enum TrustRemark: Hashable, Sendable {
  case already(String)
  case added(String)
  case openToAll
  case removed(String)
  /// The list's file, where there is a place for one.
  case none(list: String?)
}

extension Words {
  package func refusal(_ refusal: TrustRefusal) -> RefusalWords {
    switch refusal {
    case .nothingToRemove:
      RefusalWords("--remove needs a folder", advice: "'lesson-run trust' lists those that are trusted")
    case .notListed(let operand, let folder, let standing):
      RefusalWords("'\(printable(operand))' is not in the list: \(printable(folder))", advice: advice(standing))
    case .noFolder(let operand):
      RefusalWords("there is no folder '\(printable(operand))'", advice: "check the path; nothing was changed")
    case .isFile(let operand, let folder):
      RefusalWords(
        "'\(printable(operand))' is a file, not a folder",
        advice: "trust the folder that it is in: lesson-run trust \(shellWord(folder))")
    case .everything(let operand):
      RefusalWords(
        "'\(printable(operand))' is all of this machine: every lesson would be trusted, wherever it comes from",
        advice: "trust the folder of your lessons; --sandbox off is for a single run")
    case .lineBreak(let path):
      RefusalWords(
        "'\(printable(path))' has a line break in its name: the list could not tell it from two folders",
        advice: "give the folder another name")
    case .noPlace:
      RefusalWords(
        "there is no place for a list of trusted folders: no HOME is set",
        advice: "name a folder for settings in XDG_CONFIG_HOME")
    case .faulty(let fault):
      RefusalWords(trust(fault), advice: "mend or remove that line; the list was left as it is")
    }
  }

  private func advice(_ standing: TrustRefusal.Standing) -> String {
    switch standing {
    case .partOf(let outer): "it is trusted as a part of \(printable(outer)): remove that"
    case .partOfBuiltIn(let outer):
      "it is trusted as a part of \(printable(outer.path)), \(name(outer.kind)), which cannot be removed"
    case .untrusted: "it is not trusted; 'lesson-run trust' lists those that are"
    }
  }

  /// A folder that is trusted without being listed.
  package func builtIn(_ folder: TrustedFolders.BuiltIn) -> String { "\(folder.path) (\(name(folder.kind)))" }

  private func name(_ kind: TrustedFolders.BuiltIn.Kind) -> String {
    switch kind {
    case .sourceTree: "this program's source tree"
    case .book: "the installed book"
    }
  }

  package func remark(_ remark: TrustRemark) -> String {
    switch remark {
    case .already(let folder): "\(printable(folder)) is trusted already"
    case .added(let folder): "lessons in \(printable(folder)) now run with your own rights"
    case .openToAll: "warning: everybody on this machine may put lessons there"
    case .removed(let folder): "lessons in \(printable(folder)) run in the sandbox from now on"
    case .none(let list):
      "no folder of yours is trusted\(list.map { " in \(printable($0))" } ?? ""); 'lesson-run trust DIR' trusts one"
    }
  }

  /// A line of the list of trusted folders, without a full stop.
  package func trust(_ fault: TrustFile.Fault) -> String {
    let what =
      switch fault.kind {
      case .notUTF8: "is not UTF-8"
      case .notAbsolute: "is no absolute path"
      case .notPlain: "is no plain path: no '//', '.', '..' or '/' at the end"
      case .everything: "would trust every lesson on this machine"
      }
    return "\(fault.path):\(fault.line): '\(fault.text.map { printable($0) } ?? "…")' \(what)"
  }

  package func trust(_ complaint: TrustedFolders.Complaint) -> String {
    switch complaint {
    case .ignored(let fault): return "\(trust(fault)); that line is ignored"
    case .unreadable(let failure):
      let words = self.failure(failure)
      return "\(words.problem): no folder of yours is trusted; \(words.advice)"
    }
  }

  func trust(_ failure: TrustListFailure) -> RefusalWords {
    switch failure {
    case .unreadable(let path, let damage):
      RefusalWords("cannot read \(printable(path)): \(self.damage(damage))", advice: "mend or remove that file")
    case .notYoursAlone(let path, let user):
      RefusalWords(
        "\(printable(path)) can be changed by others than you",
        advice: "make it yours alone: chown \(user), chmod 600")
    case .unwritable(let path, let reason):
      RefusalWords(
        "cannot write \(printable(path)): \(reason)",
        advice: "check that you may write there, or name another folder in XDG_CONFIG_HOME")
    }
  }

  private func damage(_ damage: TrustListFailure.Damage) -> String {
    switch damage {
    case .refused(let number): systemMessage(number)
    case .notFile: "it is no file"
    case .tooLarge: "it is far too large"
    case .changing: "it is being changed"
    }
  }
}
