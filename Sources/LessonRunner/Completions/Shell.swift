/// The shells for which there are completions.
enum Shell: String, CaseIterable {
  case bash
  case zsh
  case fish

  /// A script that has the shell complete commands, options and their values.
  var completionScript: String {
    switch self {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }

  /// A text as one word, which the shell takes as it is.
  func quoted(_ text: String) -> String {
    switch self {
    case .bash, .zsh: "'" + text.replacing("'", with: #"'\''"#) + "'"
    case .fish: "'" + text.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#) + "'"
    }
  }

  /// The `sed` program that prints the names of a lesson's exercises. Every cell stands at the left margin.
  static let exerciseNames = #"'s/^[`~]\{3,\} *swift  *exercise  *\([^ ]*\).*/\1/p'"#
}
