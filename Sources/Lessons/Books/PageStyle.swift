import FoundationEssentials
import Reporting

/// The style of all pages: ours, what formulas need, and a font for them.
enum PageStyle {
  /// A style sheet that needs no other file. Browsers take a font from a file only where that comes from a server, so it is in here.
  static let sheet: [UInt8] =
    PackageResources.book_css + Array(("\n/* Formulas. */\n" + MathML.style + "\n").utf8) + Array(font.utf8)

  /// STIX Math under the name that its licence asks for; `Scripts/make-math-font` makes it.
  private static let font = """
    @font-face {
      font-family: "Lesson Math"; /* a part of STIX Math 1.1.1, copyright STI Pub Companies, under the SIL Open Font License 1.1 */
      src: url(data:font/woff2;base64,\(Data(PackageResources.math_woff2).base64EncodedString())) format("woff2");
    }

    """
}
