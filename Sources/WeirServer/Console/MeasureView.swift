import WeirDomain
import WeirRuntime
import WeirStore

/// One measure on a page.
struct MeasureView {
    let visit: Visit
    let measure: Measure

    init(_ visit: Visit, _ measure: Measure) {
        self.visit = visit
        self.measure = measure
    }

    private var isSite: Bool { measure.kind == .blockSite }
    private var mayAct: Bool { visit.person.role.maySign }
    private var isOwn: Bool { measure.by == visit.person.name && visit.person.role.mayPropose }
    private var hasSigned: Bool { measure.signatures.contains { $0.by == visit.person.name } }

    /// A link to what the measure is on.
    static func subject(_ measure: Measure) -> HTML {
        measure.kind == .blockSite
            ? a(Link("/console/sites", measure.account)) { code(measure.account) }
            : a(Link("/console/accounts", measure.account)) { code(measure.account) }
    }

    /// - Parameter filter: where the list has orders of its own, and says what each measure rests on.
    static func table(_ rows: [Measure], in filter: MeasureFilter? = nil) -> HTML {
        var columns: [Column] = [
            .text(Phrase("Number", "编号")), .plain(Phrase("Kind", "种类")), .plain(Phrase("On", "对象")),
            .plain(Phrase("State", "状态")),
        ]
        if filter != nil { columns.append(.text(Phrase("Rests on", "依据"))) }
        columns += [
            .text(Phrase("Since", "开始"), filter?.sinceHead), .text(Phrase("Until", "结束"), filter?.untilHead),
            .text(Phrase("By", "提出人")),
        ]
        return WeirServer.table(Phrase("Measures", "措施"), columns) {
            for measure in rows {
                tr {
                    td { a(Link("/console/measures", measure.number)) { "\(measure.number)" } }
                    td { measure.kind.phrase }
                    td { subject(measure) }
                    td { badge(measure.state.phrase, measure.state.tone) }
                    if filter != nil { td { MeasureGround(measure).phrase } }
                    td { moment(measure.at) }
                    td { moment(measure.until) }
                    td { foreign(measure.by) }
                }
            }
        }
    }

    // MARK: Waiting for a signature

    /// Measures in force that do the same. Several payments may be held at a time; anything else there is once.
    static func same(_ measure: Measure, _ reach: Collateral) -> [Measure] {
        measure.kind == .holdPayment ? [] : reach.inForce.filter { $0.kind == measure.kind }
    }

    /// - Parameters:
    ///   - alert: the latest of its account.
    ///   - number: the case of its account.
    func waiting(_ reach: Collateral, _ alert: StoredAlert?, case number: Int?) -> HTML {
        el("article", .class("panel waiting")) {
            h2 {
                a(Link("/console/measures", measure.number)) { measure.kind.phrase }
                " "
                Self.subject(measure)
            }
            p(.class("quiet")) {
                Phrase("Proposed by ", "提出人 ")
                foreign(measure.by)
                " · "
                moment(measure.at)
                " · "
                signed
                if let number {
                    " · "
                    a(Link("/console/cases", number).query("account", measure.account)) {
                        Phrase("Case \(number)", "案件 \(number)")
                    }
                }
            }
            if let alert { CaseVerdict(alert: alert).html }
            for other in Self.same(measure, reach) {
                p(.class("wrong")) {
                    Phrase("The same is in force already: ", "同样的措施已生效：")
                    a(Link("/console/measures", other.number)) {
                        Phrase("measure \(other.number)", "措施 \(other.number)")
                    }
                }
            }
            if !measure.payment.isEmpty { p { heldPayment } }
            el("blockquote") { SaidOnce.ground(measure) }
            div(.class("grid")) {
                reach.panel
                signing(back: Link("/console/signatures"))
            }
        }
    }

    private var signed: Phrase {
        let (count, needed) = (measure.signatures.count, measure.kind.signatures)
        return count == 0
            ? Phrase("needs " + Written.plural(needed, "signature", "signatures"), "须 \(needed) 人签署")
            : Phrase("signed by \(count) of \(needed)", "已签署 \(count) / \(needed)")
    }

    private func signing(back: Link) -> HTML {
        section(Phrase("Sign or say no", "签署或否决")) {
            if !mayAct {
                p(.class("quiet")) { Phrase("A supervisor or compliance officer signs.", "由主管或合规官签署。") }
            } else if hasSigned {
                p(.class("note")) {
                    Phrase("You have signed already: it needs somebody else.", "您已签署，需由另一人签署。")
                }
            } else {
                form(post: Link("/console/measures", measure.number).then("approve")) {
                    hidden("back", back.text)
                    reason(Phrase("Why you sign", "签署理由"), "sign", isNeeded: !measure.kind.mayBeAutomatic)
                    button(
                        Phrase("Sign: ", "签署：").with(measure.kind.phrase),
                        measure.kind.mayBeAutomatic ? "main" : "danger")
                }
                el("details") {
                    el("summary") { Phrase("Say no", "否决") }
                    form(post: Link("/console/measures", measure.number).then("refuse")) {
                        hidden("back", back.text)
                        reason(Phrase("Why not", "否决理由"), "no")
                        button(Phrase("Refuse the measure", "否决该措施"), "plain")
                    }
                }
            }
            if isOwn { withdrawing(back: back) }
        }
    }

    /// Whoever proposed it may take it back as long as it waits.
    private func withdrawing(back: Link) -> HTML {
        el("details") {
            el("summary") { Phrase("Withdraw my proposal", "撤回我提出的措施") }
            form(post: Link("/console/measures", measure.number).then("withdraw")) {
                hidden("back", back.text)
                reason(Phrase("Why you withdraw it", "撤回理由"), "withdraw")
                button(Phrase("Withdraw the proposal", "撤回"), "plain")
            }
        }
    }

    // MARK: Its own page

    /// For whoever has just proposed it: back to the case, and on to the next.
    /// - Parameter cases: those of its account.
    @HTMLBuilder
    func onward(_ cases: [Int]) -> HTML {
        if isOwn, measure.state == .proposed {
            div(.class("bar")) {
                form(post: Link("/console/queue/next"), .class("inline")) {
                    button(Phrase("Next case for me", "领取下一个案件"), "plain")
                }
                for number in cases.prefix(3) {
                    a(Link("/console/cases", number)) { Phrase("Back to case \(number)", "返回案件 \(number)") }
                }
            }
        }
    }

    func facts(payment: String?, _ cases: [Int]) -> HTML {
        section(Phrase("What, whom, why", "内容、对象与理由")) {
            el("dl", .class("facts")) {
                el("dt") { Phrase("On", "对象") }
                el("dd") {
                    Self.subject(measure)
                    for number in cases {
                        " "
                        a(Link("/console/cases", number)) { Phrase("Case \(number)", "案件 \(number)") }
                    }
                }
                el("dt") { Phrase("State", "状态") }
                el("dd") {
                    badge(measure.state.phrase, measure.state.tone)
                    if let order = measure.order, order.state == .open {
                        " "
                        badge(Phrase("the rail has not answered", "通道尚未回应"), "warn")
                    }
                }
                el("dt") { Phrase("By", "提出人") }
                el("dd") {
                    foreign(measure.by)
                    Phrase(", ", "，")
                    moment(measure.at)
                }
                el("dt") { Phrase("Ground", "理由") }
                el("dd") { SaidOnce.ground(measure) }
                if !measure.statement.isEmpty {
                    el("dt") { Phrase("As the holder is told", "告知持有人的事实") }
                    el("dd") { foreign(measure.statement) }
                }
                more(payment)
            }
        }
    }

    @HTMLBuilder
    private func more(_ payment: String?) -> HTML {
        if !measure.basis.isEmpty {
            el("dt") { Phrase("Basis", "依据") }
            el("dd") { written(measure.basis) }
        }
        if !measure.rules.isEmpty {
            el("dt") { Phrase("Rules", "规则") }
            el("dd") { code(measure.rules) }
        }
        if !measure.lists.isEmpty {
            el("dt") { Phrase("Lists in force", "生效名单") }
            el("dd") { code(measure.lists) }
        }
        if !measure.listedBy.isEmpty {
            el("dt") { Phrase("List handed in by", "名单提交人") }
            el("dd") {
                for person in measure.listedBy {
                    foreign(person)
                    " "
                }
            }
        }
        if let payment {
            el("dt") { Phrase("Brought about by payment", "触发支付") }
            el("dd") { a(Link("/console/payments", payment)) { code(payment) } }
        }
        if !measure.signatures.isEmpty {
            el("dt") { Phrase("Signed", "签署") }
            el("dd") {
                for signature in measure.signatures {
                    foreign(signature.by)
                    " "
                    moment(signature.at)
                    " "
                }
            }
        }
        if measure.quota.minor > 0 {
            el("dt") {
                measure.scope.isEmpty ? Phrase("Quota a day", "每日额度") : Phrase("Sum of the order", "命令所涉金额")
            }
            el("dd") { money(measure.quota, measure.currency) }
        }
        if !measure.payment.isEmpty {
            el("dt") { Phrase("Held payment", "暂缓的付款") }
            el("dd") { heldPayment }
        }
        el("dt") { Phrase("Until", "结束") }
        el("dd") { moment(measure.until) }
        if let ended = measure.endedAt {
            el("dt") { Phrase("Ended", "已结束") }
            el("dd") {
                moment(ended)
                Phrase(", ", "，")
                foreign(measure.endedBy)
                Phrase(": ", "：")
                measure.endedBy == Measure.weir ? written(measure.endReason) : foreign(measure.endReason)
            }
        }
    }

    /// What is at stake while a payment waits.
    private var held: SearchPages.Line? {
        guard !measure.payment.isEmpty, let item = try? visit.desk.store.payment(id: measure.payment) else {
            return nil
        }
        return SearchPages.Line(item.payment, item.outcome)
    }

    @HTMLBuilder private var heldPayment: HTML {
        a(Link("/console/payments", measure.payment)) { code(measure.payment) }
        if let held {
            Phrase(", ", "，")
            money(held.amount, held.currency)
            Phrase(", from ", "，付款人 ")
            a(Link("/console/accounts", held.payer)) { code(held.payer) }
            Phrase(" to ", "，收款人 ")
            a(Link("/console/accounts", held.payee)) { code(held.payee) }
        }
    }

    /// What can be done about it now.
    @HTMLBuilder var acting: HTML {
        if measure.state == .proposed {
            signing(back: Link("/console/measures", measure.number))
        } else if measure.state.isInForce, mayAct {
            section(Phrase("End or renew", "解除或续期")) {
                if measure.kind == .holdPayment {
                    form(post: Link("/console/measures", measure.number).then("settle")) {
                        choice(
                            Phrase("The payment", "该付款"), "outcome",
                            [
                                ("", Phrase("choose", "请选择")), ("released", Phrase("goes on its way", "放行")),
                                ("declined", Phrase("goes back", "退回")),
                            ], chosen: "", .flag("required"))
                        reason(Phrase("Why", "理由"), "settle")
                        button(Phrase("Decide", "决定"))
                    }
                } else {
                    form(post: Link("/console/measures", measure.number).then("lift")) {
                        reason(Phrase("Why it ends", "解除理由"), "lift")
                        button(Phrase("Lift the measure", "解除该措施"))
                    }
                    if measure.until != nil {
                        el("details") {
                            el("summary") { Phrase("Renew", "续期") }
                            form(post: Link("/console/measures", measure.number).then("renew")) {
                                reason(Phrase("Why it goes on", "续期理由"), "renew")
                                button(Phrase("Renew for 30 days", "续期 30 天"), "plain")
                            }
                        }
                    }
                }
            }
        } else if measure.state.isInForce {
            section(Phrase("End or renew", "解除或续期")) {
                p(.class("quiet")) { Phrase("A supervisor or compliance officer lifts it.", "由主管或合规官解除。") }
            }
        }
    }

    /// A reason; several forms of a page have one, so each has an id of its own.
    private func reason(_ label: Phrase, _ form: String, isNeeded: Bool = true) -> HTML {
        let id = "reason-\(form)-\(measure.number)"
        return div(.class("field")) {
            el("label", .a("for", id)) { label }
            el(
                "textarea", .a("name", "reason"), .id(id), .a("rows", 2), .a("dir", "auto"),
                isNeeded ? .flag("required") : .a("data-optional", "yes"))
        }
    }
}

extension Phrase {
    func with(_ other: Phrase) -> Phrase { Phrase(en + other.en, zh + other.zh) }
}
