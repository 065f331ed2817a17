import WeirCodec
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirLists
import WeirRuntime
import WeirStore

/// One payment: what was handed in, what was decided and why, and what it means on the price line.
struct PaymentPage: Sendable {
    let visit: Visit
    let files: CaseFile
    let reports: ReportStore

    /// A payment's parts in values, to be shown at leisure.
    private struct Facts: Sendable {
        var id: String
        var at: Instant
        var payer: String
        var payee: String
        var payerKind: AccountKind
        var payeeKind: AccountKind
        var amount: Amount
        var currency: Currency
        var channel: Channel
        var category: UInt16
        var fields: [PaymentField: String]

        init(_ record: [UInt8]) {
            let payment = PaymentView(record.span.bytes)
            id = payment.id.text
            at = payment.at
            payer = payment.payer.text
            payee = payment.payee.text
            payerKind = payment.payerKind
            payeeKind = payment.payeeKind
            amount = payment.amount
            currency = payment.currency
            channel = payment.channel
            category = payment.merchantCategory
            fields = [:]
            for field in PaymentField.allCases {
                let text = payment[field].text
                if !text.isEmpty { fields[field] = text }
            }
        }
    }

    func page() async throws -> Page {
        let id = visit.parameter("id")
        guard id.utf8.count <= Limits.idBytes, let item = try visit.desk.store.payment(id: id) else {
            throw Problem.notFound("")
        }
        let facts = Facts(item.payment)
        await visit.looked(at: facts.payer, "payment")
        await visit.looked(at: facts.payee, "payment")
        let body: [UInt8]?
        do { body = try await visit.desk.decision(paymentID: id) } catch is StillProjecting { body = nil }
        let decision = body.flatMap { StoredDecision($0) }
        let price = try await price(facts, item.sequence)
        let said = BankWords(visit: visit, rows: try reports.reports(on: id), account: facts.payer)
        let parties = [facts.payer, facts.payee]
        let cases = try await visit.read { engine in
            parties.reduce(into: [String: Int]()) { found, party in found[party] = engine.caseNumber(of: party) }
        }
        return Page(Phrase("Payment", "支付"), id, in: .search, styles: [.drawings]) {
            div(.class("grid")) {
                section(Phrase("What was handed in", "提交内容")) { handedIn(facts, cases, item.sequence) }
                section(Phrase("What was decided", "决定")) { decided(item, decision) }
            }
            said.html
            section(Phrase("On the price line", "价格线上的位置")) { price }
            if !visit.isUncovered(facts.payer) || !visit.isUncovered(facts.payee) {
                section(Phrase("Personal data is covered", "个人信息已隐去")) {
                    // One after the other: each look has a reason of its own.
                    p {
                        Phrase("What belongs to ", "查看账户 ")
                        code(covered(facts))
                        Phrase(" shows once you say why you need it.", " 的信息前，请说明理由。")
                    }
                    Personal.ask(covered(facts), back: Link("/console/payments", id))
                }
            }
        }
    }

    private func covered(_ facts: Facts) -> String {
        visit.isUncovered(facts.payer) ? facts.payee : facts.payer
    }

    private func handedIn(_ facts: Facts, _ cases: [String: Int], _ sequence: UInt64) -> HTML {
        el("dl", .class("facts")) {
            el("dt") { Phrase("At", "时间") }
            el("dd") { moment(facts.at) }
            el("dt") { Phrase("Amount", "金额") }
            el("dd") { money(facts.amount, facts.currency) }
            for (words, account, kind) in [
                (Phrase("Payer", "付款人"), facts.payer, facts.payerKind),
                (Phrase("Payee", "收款人"), facts.payee, facts.payeeKind),
            ] {
                el("dt") { words }
                el("dd") {
                    a(Link("/console/accounts", account)) { code(account) }
                    span(.class("quiet")) { kind == .person ? Phrase(" person", " 个人") : Phrase(" merchant", " 商户") }
                    if let number = cases[account] {
                        " "
                        a(Link("/console/cases", number)) { Phrase("Case \(number)", "案件 \(number)") }
                    }
                    " "
                    // What the account did before it, and the payment itself.
                    a(
                        Link("/console/accounts", account).query("before", String(sequence + 1)).fragment("in-time")
                    ) { Phrase("its payments up to this one", "截至此笔的收付") }
                }
            }
            el("dt") { Phrase("Channel", "渠道") }
            el("dd") { Self.words(facts.channel) }
            for field in PaymentField.allCases where ![.id, .payer, .payee].contains(field) {
                if let text = facts.fields[field] {
                    el("dt") { Self.words(field) }
                    el("dd") {
                        Self.isPersonal(field) ? visit.personal(text, of: Self.owner(field, facts)) : value(field, text)
                        listing(field, text, facts)
                    }
                }
            }
            if facts.category > 0 {
                el("dt") { Phrase("Merchant category", "商户类别") }
                el("dd") { "\(facts.category)" }
            }
        }
    }

    /// A device or a site is put on a list from here; what is covered stands in no address.
    @HTMLBuilder
    private func listing(_ field: PaymentField, _ text: String, _ facts: Facts) -> HTML {
        let back = Link("/console/payments", visit.parameter("id"))
        switch field {
        case .site:
            " "
            ListEntryPages.offer(visit, .domain, text, back: back)
        case .payerDevice, .payeeDevice:
            if visit.isUncovered(Self.owner(field, facts)) {
                " "
                ListEntryPages.offer(visit, .device, text, back: back)
            }
        default: HTML()
        }
    }

    private func value(_ field: PaymentField, _ text: String) -> HTML {
        switch field {
        case .site: a(Link("/console/sites", text)) { code(text) }
        case .original: a(Link("/console/payments", text)) { code(text) }
        default: foreign(text)
        }
    }

    private static func isPersonal(_ field: PaymentField) -> Bool {
        switch field {
        case .remark, .payerDevice, .payeeDevice, .payerIP, .payerCity, .payeeCity, .extra: true
        default: false
        }
    }

    private static func owner(_ field: PaymentField, _ facts: Facts) -> String {
        field == .payeeDevice || field == .payeeCity ? facts.payee : facts.payer
    }

    private static func words(_ field: PaymentField) -> Phrase {
        switch field {
        case .rail: Phrase("Rail", "支付通道")
        case .remark: Phrase("Remark", "备注")
        case .payerDevice: Phrase("Payer's device", "付款设备")
        case .payeeDevice: Phrase("Payee's device", "收款设备")
        case .payerIP: Phrase("Payer's address", "付款 IP")
        case .payerCity: Phrase("Payer's city", "付款城市")
        case .payeeCity: Phrase("Payee's city", "收款城市")
        case .site: Phrase("Site", "网站")
        case .original: Phrase("Original payment", "原付款")
        case .extra: Phrase("Other fields", "附加字段")
        default: Phrase(same: field.name)
        }
    }

    private static func words(_ channel: Channel) -> Phrase {
        switch channel {
        case .transfer: Phrase("transfer", "转账")
        case .collect: Phrase("payee's code", "收款码")
        case .gateway: Phrase("web checkout", "网页收银台")
        case .redpacket: Phrase("red packet", "红包")
        case .refund: Phrase("refund", "退款")
        case .withdrawal: Phrase("withdrawal", "提现")
        }
    }

    private func decided(_ item: Store.AccountPayment, _ decision: StoredDecision?) -> HTML {
        let outcome = badge(item.outcome.phrase, item.outcome.tone)
        guard let decision else { return p { outcome } }
        return p {
            outcome
            Phrase(" score \(decision.score) of 1000", " 评分 \(decision.score)（满分 1000）")
        }
            + (decision.reasons.isEmpty
                ? empty(
                    decision.score == 0
                        ? Phrase(
                            "A plain allow: nothing stood out, so there is nothing to explain.",
                            "直接放行：没有异常，因此无需说明。")
                        : Phrase("No line was crossed: nothing was done about it.", "未达任何界线：未采取行动。"))
                : reasons(decision.reasons))
            + el("dl", .class("facts")) {
                for score in decision.typologies {
                    el("dt") { Typology(name: score.name)?.phrase ?? Phrase(same: score.name) }
                    el("dd") { "\(score.score)" }
                }
                el("dt") { Phrase("Rules", "规则版本") }
                el("dd") { code(decision.rulesVersion) }
                if decision.defaulted {
                    el("dt") { Phrase("By default", "默认决定") }
                    el("dd") { Phrase("no decision could be made in time", "未能及时作出决定") }
                }
                el("dt") { Phrase("Journal", "流水号") }
                el("dd") { code("\(item.sequence)") }
            }
    }

    /// The strongest in a few words, then what each of them says, each thing once.
    private func reasons(_ reasons: [StoredDecision.Reason]) -> HTML {
        let said = SaidOnce(reasons)
        return p(.class("gist")) {
            written(ReasonGist.phrase(reasons[0].text, reasons[0].chinese ?? ""))
            if reasons.count > 1 {
                span(.class("quiet")) {
                    Phrase(
                        ", and \(Written.plural(reasons.count - 1, "other reason", "other reasons"))",
                        "，另有 \(reasons.count - 1) 项理由")
                }
            }
        }
            + ul(.class("indicators")) {
                for (reason, text) in zip(reasons, said.texts) {
                    li {
                        div(.class("weighed")) {
                            badge(EvidenceKind(name: reason.kind)?.phrase ?? Phrase(same: reason.kind))
                            if reason.weight != 0 {
                                span(.class("number")) { Written.nats(Figures.decimal(reason.weight, 1)) }
                            }
                        }
                        written(text)
                        " "
                        RulePlace.named(reason.code)
                    }
                }
            }
            + said.html
    }

    /// Which coins at which price the amount could be.
    private func price(_ facts: Facts, _ sequence: UInt64) async throws -> HTML {
        let quotes = try await visit.read { $0.prices }
        guard facts.payerKind == .person, facts.payeeKind == .person, let asset = CaseFile.coin(quotes, facts.currency),
            let board = try await boardPrice(asset, facts)
        else {
            return empty(
                Phrase(
                    "Only payments between persons are compared with a coin board, and only where its price of the day "
                        + "is known.", "只有个人之间的付款才与盘口比较，且须有当日的盘口价。"))
        }
        let implied = Engine.impliedPrice(facts.amount, facts.currency, board: board)
        let distance = Engine.latticeDistance(facts.amount, facts.currency, board: board, seed: sequence)
        return el("dl", .class("facts")) {
            el("dt") { Phrase("Board price of \(asset.name)", "\(asset.name) 盘口价") }
            el("dd") { "\(board.text) \(facts.currency.code)" }
            el("dt") { Phrase("Implied price", "隐含价格") }
            el("dd") {
                implied.map { Phrase(same: "\($0.text) \(facts.currency.code)") }
                    ?? Phrase("none: no plain quantity fits", "无：不符合任何整数量")
            }
            if let implied, implied.micros > 0 {
                el("dt") { Phrase("Quantity", "数量") }
                el("dd") {
                    Figures.decimal(
                        Double(facts.amount.minor) / Double(facts.currency.scale) / (Double(implied.micros) / 1e6), 2)
                        + " " + asset.name
                }
            }
            el("dt") { Phrase("Off the lattice by", "偏离格点") }
            el("dd") { Figures.decimal(Double(distance.own) / 100, 2) + " " + facts.currency.code }
            el("dt") { Phrase("An amount just as round", "同样整的任意金额") }
            el("dd") { Figures.decimal(Double(distance.alike) / 100, 2) + " " + facts.currency.code }
        }
            + p(.class("hint")) {
                Phrase(
                    "One payment proves nothing: round money fits by chance. What counts is the sequence.",
                    "一笔付款不能证明什么：整数金额会偶然吻合。要看连续的多笔。")
            }
    }

    private func boardPrice(_ asset: WeirDomain.Asset, _ facts: Facts) async throws -> Price? {
        let fine = files.history.quotes(asset.name, facts.currency, from: facts.at, to: facts.at)
        if let quote = fine.last, quote.at <= facts.at, Engine.says(quote, at: facts.at) { return quote.price }
        let kept = try await visit.read { engine in
            engine.prices(of: asset, facts.currency, from: facts.at, to: facts.at).last
        }
        return kept.flatMap { Engine.says($0, at: facts.at) ? $0.price : nil }
    }
}
