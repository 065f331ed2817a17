public import WeirDomain

/// What speaks for and against: each indicator with its kind, its weight in nats and the payments that carry it.
public struct IndicatorBars: Sendable {
    public struct Indicator: Sendable {
        public var code: String
        public var kind: EvidenceKind
        /// Thousandths of a nat.
        public var weight: Int
        /// A sentence in the reader's language.
        public var text: String
        /// Payments, newest last, with where they lead.
        public var evidence: [(id: String, link: String)]
        /// Where the code leads, for a rule's.
        public var codeLink: String?

        public init(
            code: String, kind: EvidenceKind, weight: Int, text: String, evidence: [(id: String, link: String)],
            codeLink: String? = nil
        ) {
            self.code = code
            self.kind = kind
            self.weight = weight
            self.text = text
            self.evidence = evidence
            self.codeLink = codeLink
        }
    }

    public var indicators: [Indicator]
    /// What payments moved, by id: shown in place of the id, which then is the link's title.
    public var amounts: [String: String]

    public init(indicators: [Indicator], amounts: [String: String] = [:]) {
        self.indicators = indicators
        self.amounts = amounts
    }

    /// Bars end here; more is not more certain in any way that matters.
    private static let most = 12_000.0

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        var out = Markup()
        guard !indicators.isEmpty else {
            out.element(
                "p", ["class": "dw-empty"],
                l(
                    "Nothing speaks for or against this account yet. One fact is never enough: an automatic measure "
                        + "needs two independent kinds of evidence.",
                    "目前没有支持或反对的证据。一个事实永远不够：自动措施需要两类相互独立的证据。"))
            return out
        }
        let sum = indicators.reduce(0) { $0 + $1.weight }
        out.element("p", ["class": "dw-about"], about(l, sum))
        out.element("ul", ["class": "dw-indicators", "id": id]) { list in
            for indicator in indicators { list.element("li") { item(indicator, reader, &$0) } }
        }
        return out
    }

    private func about(_ l: Language, _ sum: Int) -> String {
        let kinds = Set(indicators.filter { $0.weight >= 1000 && $0.kind.countsTowardsTwo }.map(\.kind)).count
        return l(
            "To the right speaks for trade, to the left against it; each nat multiplies the odds by 2.7. Together "
                + "\(Self.nats(sum)) nats. \(kinds) independent \(kinds == 1 ? "kind weighs" : "kinds weigh") at least "
                + "one nat; an automatic measure needs two.",
            "向右支持交易嫌疑，向左反对；每 1 奈特使可能性（赔率）乘以 2.7。合计 \(Self.nats(sum)) 奈特。"
                + "有 \(kinds) 类独立证据各自不少于 1 奈特；自动措施需要两类。")
    }

    private func item(_ indicator: Indicator, _ reader: Reader, _ out: inout Markup) {
        let l = reader.language
        out.element("div", ["class": "dw-weigh"]) { row in
            row.element("span", ["class": "dw-kind"], reader.word(indicator.kind))
            row.element("svg", ["width": "100%", "height": "12", "aria-hidden": "true"]) { svg in
                let share = min(Double(abs(indicator.weight)) / Self.most, 1) * 70
                let isFor = indicator.weight >= 0
                svg.mark(
                    "rect",
                    [
                        "class": isFor ? "dw-for" : "dw-against",
                        "x": Figures.percent(isFor ? 30 : max(0, 30 - share)), "y": "1",
                        "width": Figures.percent(isFor ? share : min(30, share)), "height": "10",
                    ])
                svg.mark("line", ["class": "dw-axis", "x1": "30%", "x2": "30%", "y1": "0", "y2": "12"])
            }
            row.element("b", ["class": "n"], Self.nats(indicator.weight))
        }
        out.element("p") { words in
            words.write(indicator.text + " ")
            if let link = indicator.codeLink {
                words.element("a", ["href": link]) { $0.element("code", indicator.code) }
            } else {
                words.element("code", indicator.code)
            }
        }
        guard !indicator.evidence.isEmpty else { return }
        out.element("p", ["class": "dw-evidence"]) { words in
            words.write(l("Payments: ", "相关支付："))
            for (place, payment) in indicator.evidence.enumerated() {
                if place > 0 { words.write(" ") }
                if let amount = amounts[payment.id] {
                    words.element("a", ["href": payment.link, "title": payment.id], amount)
                } else {
                    words.element("a", ["href": payment.link]) { $0.isolated(payment.id) }
                }
            }
        }
    }

    static func nats(_ thousandths: Int) -> String {
        (thousandths > 0 ? "+" : "") + Figures.decimal(Double(thousandths) / 1000, 1)
    }
}
