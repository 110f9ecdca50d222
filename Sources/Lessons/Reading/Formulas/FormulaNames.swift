/// The commands that stand for one thing each. Names are those of TeX, LaTeX and the American Mathematical Society's packages.
enum FormulaNames {
  /// A symbol by its command.
  static let symbols: [String: Formula.Symbol] = {
    var symbols: [String: Formula.Symbol] = [:]
    for (kind, names) in named {
      let words = names.split(whereSeparator: \.isWhitespace)
      for pair in stride(from: 0, to: words.count - 1, by: 2) {
        symbols[String(words[pair])] = Formula.Symbol(String(words[pair + 1]), kind)
      }
    }
    return symbols
  }()

  private static let named: [(Formula.Symbol.Kind, String)] = [
    (
      .ordinary,
      """
      infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
      prime ′ backprime ‵ degree ° dots … ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱
      triangle △ square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊ bigstar ★ checkmark ✓ flat ♭ sharp ♯ natural ♮
      clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ S § P ¶ copyright © pounds £ euro € yen ¥ surd √ vert | Vert ‖
      | ‖ backslash \\ % % $ $ # # _ _ & & QED ∎ blacktriangle ▲ triangledown ▽ circledR ® maltese ✠ complement ∁
      """
    ),
    (
      .binary,
      """
      pm ± mp ∓ times × div ÷ cdot · centerdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
      circledast ⊛ circledcirc ⊚ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖
      smallsetminus ∖ dagger † ddagger ‡ amalg ⨿ wr ≀ ltimes ⋉ rtimes ⋊ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡
      barwedge ⊼ veebar ⊻ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ diamond ⋄ bigcirc ◯
      """
    ),
    (
      .relation,
      """
      le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ lt < gt > approx ≈ approxeq ≊ equiv ≡ sim ∼ simeq ≃ cong ≅
      propto ∝ varpropto ∝ in ∈ notin ∉ ni ∋ owns ∋ subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ supsetneq ⊋
      sqsubseteq ⊑ sqsupseteq ⊒ ll ≪ gg ≫ lll ⋘ ggg ⋙ prec ≺ succ ≻ preceq ⪯ succeq ⪰ nleq ≰ ngeq ≱ nless ≮ ngtr ≯
      nsubseteq ⊈ nmid ∤ nparallel ∦ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ asymp ≍ doteq ≐ triangleq ≜ bumpeq ≏
      coloneqq ≔ coloneq ≔ eqqcolon ≕ perp ⊥ parallel ∥ mid ∣ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ bowtie ⋈ smile ⌣ frown ⌢
      to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹
      impliedby ⟸ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸
      Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓
      hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁
      leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ nrightarrow ↛ nleftarrow ↚
      rightrightarrows ⇉ leftleftarrows ⇇ rightleftarrows ⇄ twoheadrightarrow ↠ circlearrowright ↻ circlearrowleft ↺
      curvearrowright ↷ curvearrowleft ↶ therefore ∴ because ∵ vcentcolon : ncong ≇ nsim ≁ approxident ≋ between ≬
      """
    ),
    (.punctuation, "colon : comma ,"),
    (
      .opening,
      "lfloor ⌊ lceil ⌈ langle ⟨ lbrace { lbrack [ lparen ( lvert | lVert ‖ { { llbracket ⟦ lgroup ⟮ lmoustache ⎰ ulcorner ⌜"
    ),
    (
      .closing,
      "rfloor ⌋ rceil ⌉ rangle ⟩ rbrace } rbrack ] rparen ) rvert | rVert ‖ } } rrbracket ⟧ rgroup ⟯ rmoustache ⎱ urcorner ⌝"
    ),
    (
      .large,
      """
      sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ biguplus ⨄
      """
    ),
    (.integral, "int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ smallint ∫"),
  ]

  /// Letters that are no ASCII.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "varkappa": "ϰ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "digamma": "ϝ",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "varGamma": "Γ", "varDelta": "Δ", "varTheta": "Θ", "varLambda": "Λ",
    "varXi": "Ξ", "varPi": "Π", "varSigma": "Σ", "varPhi": "Φ", "varPsi": "Ψ", "varOmega": "Ω", "Alpha": "Α",
    "Beta": "Β", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Iota": "Ι", "Kappa": "Κ", "Mu": "Μ", "Nu": "Ν",
    "Omicron": "Ο", "Rho": "Ρ", "Tau": "Τ", "Chi": "Χ", "ell": "ℓ", "hbar": "ℏ", "hslash": "ℏ", "imath": "ı",
    "jmath": "ȷ", "Re": "ℜ", "Im": "ℑ", "wp": "℘", "aleph": "ℵ", "beth": "ℶ", "eth": "ð", "mho": "℧", "R": "ℝ",
    "N": "ℕ", "Z": "ℤ", "C": "ℂ", "Q": "ℚ", "reals": "ℝ", "Reals": "ℝ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "o": "ø", "O": "Ø", "ss": "ß", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
  ]

  /// Functions with an upright name, by their command.
  static let functions: [String: String] = {
    var functions = [
      "limsup": "lim sup", "liminf": "lim inf", "injlim": "inj lim", "projlim": "proj lim",
    ]
    let names = """
      arccos arcsin arctan arctg arg cos cosec cosh cot cotg coth csc ctg cth deg dim exp hom ker lb lg ln log sec sh sin
      sinh tan tanh tg th softmax sigmoid ReLU sgn sign tr rank diag argmax argmin det gcd inf lim max min sup Pr plim
      """
    for name in names.split(whereSeparator: \.isWhitespace) { functions[String(name)] = String(name) }
    return functions
  }()

  /// The functions below whose name a limit stands.
  static let limitedFunctions: Set = [
    "argmax", "argmin", "det", "gcd", "inf", "lim", "max", "min", "sup", "Pr", "plim", "lim sup", "lim inf", "inj lim",
    "proj lim",
  ]

  /// Spaces, in widths of an M.
  static let spaces: [String: Double] = [
    ",": 1 / 6, "thinspace": 1 / 6, ":": 2 / 9, ">": 2 / 9, "medspace": 2 / 9, ";": 5 / 18, "thickspace": 5 / 18,
    "!": -1 / 6, "negthinspace": -1 / 6, " ": 1 / 3, "space": 1 / 3, "nobreakspace": 1 / 3, "enspace": 1 / 2,
    "enskip": 1 / 2, "quad": 1, "qquad": 2,
  ]

  static let accents: [String: Formula.Accent] = [
    "hat": .hat, "widehat": .wideHat, "bar": .bar, "overline": .overline, "underline": .underline,
    "underbar": .underline, "vec": .vector, "overrightarrow": .vector, "tilde": .tilde, "widetilde": .wideTilde,
    "dot": .dot, "ddot": .twoDots, "dddot": .threeDots, "check": .check, "breve": .breve, "acute": .acute,
    "grave": .grave, "mathring": .ring, "overbrace": .overbrace, "underbrace": .underbrace,
  ]

  static let alphabets: [String: Formula.Alphabet] = [
    "mathrm": .upright, "mathup": .upright, "rm": .upright, "mathnormal": .usual, "mathit": .usual, "it": .usual,
    "mathbf": .bold, "bf": .bold, "boldsymbol": .bold, "bm": .bold, "pmb": .bold, "mathbfit": .bold, "symbf": .bold,
    "mathcal": .calligraphic, "cal": .calligraphic, "mathscr": .calligraphic, "mathbb": .doubleStruck,
    "Bbb": .doubleStruck,
    "mathfrak": .fraktur, "frak": .fraktur, "mathsf": .sansSerif, "sf": .sansSerif, "mathtt": .monospaced,
    "tt": .monospaced,
  ]

  /// Those of `alphabets` that hold to the end of their group instead of taking an argument.
  static let switchingAlphabets: Set = ["rm", "it", "bf", "cal", "sf", "tt", "frak"]

  static let texts: Set = [
    "text", "textrm", "textnormal", "textup", "textbf", "textit", "textsl", "textsf", "texttt", "textmd", "textsc",
    "emph", "mbox", "hbox",
  ]

  /// What says how large something is, or what is not shown, and has no argument.
  static let passedOver: Set = [
    "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg",
    "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm", "Bigm", "biggm", "Biggm", "nonumber",
    "notag", "mathstrut", "strut", "relax", "allowbreak", "nobreak", "centering", "normalsize", "small", "large",
    "mathopen", "mathclose", "mathinner", "mathpunct", "noindent", "/", "-", "tiny", "footnotesize", "left.",
  ]

  /// Arrows with words above them.
  static let labelledArrows: [String: String] = [
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xmapsto": "↦", "xlongequal": "=", "xhookrightarrow": "↪",
  ]

  /// The struck-through sign of a relation, where Unicode has one.
  static let struckThrough: [String: String] = [
    "=": "≠", "<": "≮", ">": "≯", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "≡": "≢", "≈": "≉",
    "∼": "≁", "≃": "≄", "≅": "≇", "≤": "≰", "≥": "≱", "∣": "∤", "∥": "∦", "∃": "∄", "→": "↛", "←": "↚", "⇒": "⇏",
  ]
}
