public import WeirDomain

/// Where an account's money came from and where it went: bands as wide as the sums, the largest first.
public struct FlowDrawing: Sendable {
    /// Another account, with what it paid or was paid.
    public struct Party: Sendable {
        public var name: String
        /// The account's own page, and the same drawing with this account opened up.
        public var link: String
        public var openLink: String?
        public var sum: Amount
        public var count: Int
        /// Under an alert or a measure.
        public var isSuspect: Bool
        /// What ties it to the account beside money: a device, a city.
        public var tie: String

        public init(
            name: String, link: String, openLink: String? = nil, sum: Amount, count: Int, isSuspect: Bool = false,
            tie: String = ""
        ) {
            self.name = name
            self.link = link
            self.openLink = openLink
            self.sum = sum
            self.count = count
            self.isSuspect = isSuspect
            self.tie = tie
        }
    }

    /// What does not fit is summed up.
    public struct Rest: Sendable {
        public var accounts: Int
        public var sum: Amount

        public init(accounts: Int, sum: Amount) {
            self.accounts = accounts
            self.sum = sum
        }
    }

    public var account: String
    /// `nil` where nothing has moved.
    public var currency: Currency?
    public var incoming: [Party]
    public var outgoing: [Party]
    public var incomingRest: Rest?
    public var outgoingRest: Rest?
    /// Smaller, for an account one step further.
    public var isSecondHop: Bool
    /// The account from whose drawing it was opened up, where that is another one than the page's.
    public var from: String?

    public init(
        account: String, currency: Currency?, incoming: [Party], outgoing: [Party], incomingRest: Rest? = nil,
        outgoingRest: Rest? = nil, isSecondHop: Bool = false, from: String? = nil
    ) {
        self.account = account
        self.currency = currency
        self.incoming = incoming
        self.outgoing = outgoing
        self.incomingRest = incomingRest
        self.outgoingRest = outgoingRest
        self.isSecondHop = isSecondHop
        self.from = from
    }

    /// A band, with the party that it leads to; the rest has none.
    private struct Band {
        var party: Party?
        var label: String
        var sum: Double
        var amount: String
        var slot = (top: 0.0, height: 0.0)
        var thick = 0.0
    }

    private var scale: Double { Double(currency?.scale ?? 1) }
    private static let top = 22.0
    private static let row = 19.0

    private func heading(_ l: Language) -> String {
        let name = Figures.short(account, 24)
        guard isSecondHop else { return l("Where the money came from and went", "资金来源与去向") }
        guard let from else { return l("One step further: \(name)", "再往外一步：\(name)") }
        let before = Figures.short(from, 24)
        return l("One step further, from \(before): \(name)", "再往外一步（自 \(before)）：\(name)")
    }

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        let title = heading(l)
        guard !incoming.isEmpty || !outgoing.isEmpty else {
            return Frame(reader: reader, id: id, height: 0).empty(
                title: title,
                l(
                    "No money has moved in this span. Declined payments do not count as moved.",
                    "此期间没有资金流动。被拒绝的付款不算流动。"))
        }
        let (ins, outs) = (bands(incoming, incomingRest, l), bands(outgoing, outgoingRest, l))
        let totals = (ins.reduce(0) { $0 + $1.sum }, outs.reduce(0) { $0 + $1.sum })
        // Both sides by one measure, so that what stayed or came from elsewhere shows.
        let most = max(totals.0, totals.1, 0.01)
        let room = max(60, min(240, Double(max(ins.count, outs.count)) * Self.row * 0.75))
        let (left, right) = (placed(ins, room / most), placed(outs, room / most))
        let height =
            max(
                left.last.map { $0.slot.top + $0.slot.height } ?? 0,
                right.last.map { $0.slot.top + $0.slot.height } ?? 0, room + Self.top) + 8
        let frame = Frame(reader: reader, id: id, height: height)
        return frame.figure(title: title, about: about(reader, totals)) { svg in
            svg.element("text", ["class": "dw-strong", "x": "0", "y": "12"], l("in ", "收入 ") + amount(totals.0))
            svg.element(
                "text", ["class": "dw-strong", "x": "100%", "y": "12", "text-anchor": "end"],
                l("out ", "付出 ") + amount(totals.1))
            draw(frame, left, right, room / most, &svg)
        } after: { out in
            sheet(reader).write(&out, summary: l("The same flows as a table", "同样的资金流（表格）"))
        }
    }

    private func amount(_ sum: Double) -> String { Figures.rough(sum) + " " + code }
    private var code: String { currency?.code ?? "" }

    private func exact(_ sum: Amount) -> String {
        currency.map { Figures.grouped(sum.text($0)) } ?? "\u{2013}"
    }

    private func about(_ reader: Reader, _ totals: (Double, Double)) -> String {
        let l = reader.language
        let accounts = (
            incoming.count + (incomingRest?.accounts ?? 0), outgoing.count + (outgoingRest?.accounts ?? 0)
        )
        let from = accounts.0 == 1 ? "1 account" : "\(accounts.0) accounts"
        if isSecondHop {
            return l(
                "From \(from) in, to \(accounts.1) out, in its latest payments of the span.",
                "此期间最近的付款中，来自 \(accounts.0) 个账户，付给 \(accounts.1) 个账户。")
        }
        let share = totals.0 > 0 && totals.1 < totals.0 * 10 ? Figures.decimal(totals.1 / totals.0 * 100, 0) : nil
        guard let share else {
            return l(
                "From \(from) in, to \(accounts.1) out. A ring marks an account under an alert or a "
                    + "measure. Choose an account to go one step further.",
                "来自 \(accounts.0) 个账户，付给 \(accounts.1) 个账户。圆环表示该账户有预警或措施。点选账户可再往外一步。")
        }
        return l(
            "From \(from) in, to \(accounts.1) out; what went out is \(share) % of what came in. "
                + "A ring marks an account under an alert or a measure. Choose an account to go one step further.",
            "来自 \(accounts.0) 个账户，付给 \(accounts.1) 个账户；付出为收入的 \(share) %。圆环表示该账户有预警或措施。"
                + "点选账户可再往外一步。")
    }

    private func bands(_ parties: [Party], _ rest: Rest?, _ l: Language) -> [Band] {
        var bands = parties.map { party in
            Band(
                party: party, label: party.name, sum: Double(party.sum.minor) / scale,
                amount: Figures.rough(Double(party.sum.minor) / scale))
        }
        if let rest, rest.accounts > 0 {
            bands.append(
                Band(
                    label: l(rest.accounts == 1 ? "1 other" : "\(rest.accounts) others", "其他 \(rest.accounts) 个"),
                    sum: Double(rest.sum.minor) / scale, amount: Figures.rough(Double(rest.sum.minor) / scale)))
        }
        return bands
    }

    private func placed(_ bands: [Band], _ pixels: Double) -> [Band] {
        var top = Self.top
        return bands.map { band in
            var band = band
            band.thick = max(1, band.sum * pixels)
            band.slot = (top, max(Self.row, band.thick + 3))
            top += band.slot.height
            return band
        }
    }

    private func draw(_ frame: Frame, _ left: [Band], _ right: [Band], _ pixels: Double, _ svg: inout Markup) {
        frame.stretched(&svg) { box in
            for (bands, isIncoming) in [(left, true), (right, false)] {
                var inner = Self.top
                let (far, near) = isIncoming ? (355.0, 480.0) : (645.0, 520.0)
                let bend = (far + near) / 2
                for band in bands {
                    let middle = band.slot.top + band.slot.height / 2
                    let (a, b) = (middle - band.thick / 2, middle + band.thick / 2)
                    let (c, d) = (inner, inner + band.thick)
                    inner += band.thick
                    let (x, y, z) = (Figures.place(far), Figures.place(bend), Figures.place(near))
                    box.mark(
                        "path",
                        [
                            "class": isIncoming ? "dw-band dw-in" : "dw-band dw-out",
                            "d": "M\(x) \(Figures.place(a))C\(y) \(Figures.place(a)) \(y) \(Figures.place(c)) \(z) "
                                + "\(Figures.place(c))V\(Figures.place(d))C\(y) \(Figures.place(d)) \(y) "
                                + "\(Figures.place(b)) \(x) \(Figures.place(b))z",
                        ])
                }
            }
        }
        for (bands, isIncoming) in [(left, true), (right, false)] {
            let height = max(bands.reduce(0) { $0 + $1.thick }, 1)
            svg.mark(
                "rect",
                [
                    "class": isIncoming ? "dw-bar dw-in" : "dw-bar dw-out", "x": isIncoming ? "48%" : "50.2%",
                    "y": Figures.place(Self.top), "width": "1.8%", "height": Figures.place(height),
                ])
            for band in bands { label(band, isIncoming, frame.reader, &svg) }
        }
    }

    private func label(_ band: Band, _ isIncoming: Bool, _ reader: Reader, _ svg: inout Markup) {
        let middle = band.slot.top + band.slot.height / 2
        let (x, anchor) = isIncoming ? ("33%", "end") : ("67%", "start")
        svg.mark(
            "rect",
            [
                "class": isIncoming ? "dw-bar dw-in" : "dw-bar dw-out", "x": isIncoming ? "34.4%" : "64.4%",
                "y": Figures.place(middle - band.thick / 2), "width": "1.2%", "height": Figures.place(band.thick),
            ])
        if band.party?.isSuspect == true {
            svg.mark(
                "circle",
                [
                    "class": "dw-ring", "cx": isIncoming ? "35%" : "65%", "cy": Figures.place(middle), "r": "6",
                ])
        }
        func words(_ text: inout Markup) {
            text.element("tspan", ["class": "dw-name"], Figures.short(band.label, 12))
            text.element("tspan", ["class": "dw-sum", "dx": "6"], band.amount)
            text.element(
                "title",
                [band.label, band.amount, band.party?.tie ?? ""].filter { !$0.isEmpty }
                    .joined(separator: " \u{00B7} "))
        }
        let y = Figures.place(middle + 4)
        if let party = band.party {
            svg.element("a", ["href": party.openLink ?? party.link, "tabindex": "-1"]) { link in
                link.element("text", ["x": x, "y": y, "text-anchor": anchor], words)
            }
        } else {
            svg.element("text", ["x": x, "y": y, "text-anchor": anchor, "class": "dw-tick"], words)
        }
    }

    private func sheet(_ reader: Reader) -> Sheet {
        let l = reader.language
        func rows(_ parties: [Party], _ way: String) -> [[Sheet.Cell]] {
            parties.map { party in
                [
                    Sheet.Cell(way), Sheet.Cell(party.name, link: party.link, isForeign: true, kind: "dw-id"),
                    Sheet.Cell(exact(party.sum)), Sheet.Cell("\(party.count)"),
                    Sheet.Cell(party.isSuspect ? l("under alert", "有预警") : ""),
                    Sheet.Cell(party.tie, isForeign: true),
                    Sheet.Cell(party.openLink == nil ? "" : l("one step further", "再往外一步"), link: party.openLink),
                ]
            }
        }
        return Sheet(
            caption: l("Money by account", "按账户统计的资金"),
            columns: [
                Sheet.Column(name: l("Way", "方向")), Sheet.Column(name: l("Account", "账户")),
                Sheet.Column(name: l("Sum", "金额") + " " + code, isNumber: true),
                Sheet.Column(name: l("Payments", "笔数"), isNumber: true), Sheet.Column(name: l("Standing", "状态")),
                Sheet.Column(name: l("Tie", "关联")), Sheet.Column(name: l("More", "更多")),
            ], rows: rows(incoming, l("in", "收")) + rows(outgoing, l("out", "付")))
    }
}
