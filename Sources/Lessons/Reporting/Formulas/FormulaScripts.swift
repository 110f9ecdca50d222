/// Small letters of Unicode that stand below or above the line.
enum FormulaScripts {
  /// The text in small letters below the line; `nil` if Unicode does not have them all.
  static func below(_ text: String) -> String? { small(text, belowLine) }

  /// The text in small letters above the line; `nil` if Unicode does not have them all.
  static func above(_ text: String) -> String? { small(text, aboveLine) }

  private static func small(_ text: String, _ letters: [Character: Character]) -> String? {
    var result = ""
    for character in text {
      guard let letter = letters[character] else { return nil }
      result.append(letter)
    }
    return result.isEmpty ? nil : result
  }

  private static let belowLine = pairs(
    "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩϕᵩχᵪ")

  private static let aboveLine = pairs(
    "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ"
      + "AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂ⊤ᵀβᵝγᵞδᵟθᶿφᵠϕᵠχᵡ′′″″‴‴‵‵∗*°°∘°††‡‡")

  private static func pairs(_ text: String) -> [Character: Character] {
    let characters = Array(text)
    return Dictionary(
      stride(from: 0, to: characters.count - 1, by: 2).map { (characters[$0], characters[$0 + 1]) },
      uniquingKeysWith: { first, _ in first })
  }
}
