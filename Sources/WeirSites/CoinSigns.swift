/// Coins and yuan by their signs alone, one for the other: ¥ → ₿, 💵➡️₮, ₮ in, ¥ out; and what one ₮ costs.
///
/// ₮ is Tether's sign and that of Mongolia's money: it counts beside the sign of yuan without a sum, or at a price that
/// a dollar coin has, and on no page that speaks of Mongolia.
struct CoinSigns {
    private enum Sign { case coin, yuan, arrow, way, number, other }

    private static let tether: Unicode.Scalar = "₮"
    private static let yuan: Set<Unicode.Scalar> = ["¥", "￥", "💴", "💵", "💰", "元"]
    private static let arrows: Set<Unicode.Scalar> = [
        "→", "➡", "⇒", "⇄", "⇆", "⇋", "⇌", "↔", "⟶", "⟷", "➜", "➔", "🔄", "🔁", "🔀", "⏩", "换", "換", "兑", "兌",
    ]
    private static let ways: Set<String> = ["in", "out", "进", "出", "進", "收", "付"]
    private static let longest = 48
    private static let others = ["mnt", "төгрөг", "tugrik", "tögrög", "монгол", "mongolia", "蒙古"]

    private var exchange: Block?
    private var price: Block?
    private var isElsewhere = false

    init(title: String) { add(Block(text: title, element: "title", line: 1, range: 0..<0, pieces: [])) }

    /// Takes note of a block that is seen, or of the page's title.
    mutating func add(_ block: Block) {
        if !isElsewhere {
            let text = block.text.lowercased()
            isElsewhere = Self.others.contains { text.contains($0) }
        }
        let scalars = Array(block.text.unicodeScalars.prefix(Self.longest + 1))
        guard scalars.count <= Self.longest, scalars.contains(where: { $0 == Self.tether || $0 == "₿" }) else { return }
        if exchange == nil, Self.isExchange(scalars) { exchange = block }
        if price == nil, scalars.contains(Self.tether), Self.isPrice(block.text) { price = block }
    }

    /// What the signs say; nothing where a page is there to be read.
    var evidence: [SiteEvidence] {
        guard !isElsewhere else { return [] }
        var found: [SiteEvidence] = []
        if let exchange { found += Self.items(exchange, "coin_offer", 0.45) }
        if let price { found += Self.items(price, "coin_leaflet", 0.55) }
        return found
    }

    private static func items(_ block: Block, _ code: String, _ weight: Double) -> [SiteEvidence] {
        let coin = block.text.unicodeScalars.contains(tether) ? "₮" : "₿"
        let span = block.range.isEmpty ? nil : block.range
        let place = block.range.isEmpty ? "title" : "text"
        return [
            SiteEvidence(.crypto, "asset", 0.2, quote: coin, place: place, line: block.line, span: span),
            SiteEvidence(.crypto, code, weight, quote: block.text, place: place, line: block.line, span: span),
        ]
    }

    /// A coin, an arrow, yuan; or either of them in, and the other out.
    private static func isExchange(_ scalars: [Unicode.Scalar]) -> Bool {
        let signs = signs(scalars)
        guard let coin = signs.firstIndex(of: .coin), let money = signs.firstIndex(of: .yuan) else { return false }
        // A sum of ₮ is one of tögrög.
        if scalars.contains(tether), signs.indices.contains(coin + 1), signs[coin + 1] == .number { return false }
        let between = signs[(min(coin, money) + 1)..<max(coin, money)]
        if between.contains(.arrow) { return between.count <= 2 && !between.contains(.other) }
        return signs.count { $0 == .way } == 2 && !signs.contains(.other)
    }

    private static func signs(_ scalars: [Unicode.Scalar]) -> [Sign] {
        var found: [Sign] = []
        var word = ""
        func flush() {
            if !word.isEmpty {
                let isNumber = word.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
                found.append(isNumber ? .number : ways.contains(word) ? .way : .other)
            }
            word = ""
        }
        for scalar in scalars {
            let isPadding = scalar == " " || scalar.value == 0xFE0F || "·,，/|:：".unicodeScalars.contains(scalar)
            if isPadding && !(scalar == "," && word.last?.isNumber == true) {
                flush()
            } else if scalar == tether || scalar == "₿" {
                flush()
                found.append(.coin)
            } else if yuan.contains(scalar) {
                flush()
                found.append(.yuan)
            } else if arrows.contains(scalar) {
                flush()
                found.append(.arrow)
            } else if scalar.properties.isAlphabetic && scalar.value > 0x2E80 {
                flush()
                word = String(scalar)
                flush()
            } else {
                word.unicodeScalars.append(contentsOf: String(scalar).lowercased().unicodeScalars)
            }
        }
        flush()
        return found
    }

    /// ₮ and one price of a dollar coin, and hardly a word beside them.
    private static func isPrice(_ text: String) -> Bool {
        let bytes = FoldedText(text).bytes
        let numbers = OfferWindow.numbers(bytes)
        return numbers.count == 1 && PlainDeals.isPrice(numbers[0], in: bytes) && TextBlock.units(bytes) <= 6
    }
}
