import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets
import WeirRuntime

/// One rule set on the rules page.
struct RuleSetPart {
    private let view: RuleSetView
    private let old: RuleSetView?
    private let visit: Visit

    init(_ view: RuleSetView, against old: RuleSetView?, _ visit: Visit) {
        self.view = view
        self.old = old
        self.visit = visit
    }

    var live: HTML {
        section(Phrase("Live", "生效中")) {
            facts
            rules
        }
    }

    /// What the set on trial would have changed, and the ways on.
    var trial: HTML {
        section(Phrase("On trial beside it", "试运行中")) {
            facts
            el("dl", .class("figures")) {
                figure(Phrase("Payments seen", "已观察支付"), view.seen)
                figure(Phrase("Treated harder", "处理更严"), view.harder)
                figure(Phrase("Treated milder", "处理更宽"), view.milder)
                figure(Phrase("Accounts treated harder", "处理更严的账户"), view.accounts)
                figure(Phrase("Merchants treated harder", "处理更严的商户"), view.merchants)
                figure(Phrase("Accounts with proposed measures", "拟采取措施的账户"), view.proposed)
            }
            p(.class(view.needsTwo ? "wrong" : "note")) {
                if view.needsTwo {
                    Phrase("Two signatures are needed: ", "需要两人签署：")
                } else {
                    Phrase("One signature carries this: ", "一人签署即可：")
                }
                written(view.why)
            }
            if let old {
                Self.difference(
                    Phrase("What is different from the live set", "与当前规则集的差异"), from: old.set, to: view.set)
            }
            if let changed = visit.desk.changed(byTrial: view.version) {
                el("details") {
                    el("summary") {
                        Phrase(
                            "Payments that it would decide otherwise, since the start of the server",
                            "将改变决策的支付（服务器启动以来）")
                    }
                    ChangedView(changed: changed).html
                }
            }
            if visit.person.role.maySign {
                acting
                p {
                    a(Link("/console/rules/edit").query("version", view.version)) {
                        Phrase("Edit the text of this set", "编辑此规则集文本")
                    }
                }
            }
            rules
        }
    }

    private func figure(_ title: Phrase, _ value: Int) -> HTML {
        div {
            el("dt") { title }
            el("dd") { number(value) }
        }
    }

    private var facts: HTML {
        el("dl", .class("facts")) {
            el("dt") { Phrase("Version", "版本") }
            el("dd") { code(view.version) }
            el("dt") { Phrase("Stage", "阶段") }
            el("dd") {
                badge(view.stage.phrase)
                if view.stage == .canary {
                    " "
                    Phrase("decides for \(view.permille) of 1,000 payees", "对 \(view.permille)‰ 收款方生效")
                }
            }
            el("dt") { Phrase("Handed in by", "提交人") }
            el("dd") { Self.authors(of: view) }
            el("dt") { Phrase("Signed by", "签署人") }
            el("dd") { Self.signers(of: view) }
        }
    }

    /// Lines of a difference that stand open: whoever signs reads them, and a longer one is a click away.
    private static let openLines = 40

    static func difference(_ title: Phrase, from old: RuleSet, to new: RuleSet) -> HTML {
        let lines = RuleDiff.lines(from: old, to: new)
        let body =
            el("summary") { title }
            + el("pre", .class("diff"), .a("tabindex", "0")) {
                for line in lines { RefusalWords.difference(line).text + "\n" }
            }
        return .element("details", lines.count > openLines ? [] : [.flag("open")], body)
    }

    /// Whoever handed the set in, and who handed in the same before.
    @HTMLBuilder
    static func authors(of view: RuleSetView) -> HTML {
        foreign(view.by)
        if !view.others.isEmpty {
            span(.class("quiet")) {
                Phrase(" and, the same before, ", "；此前提交过相同内容：")
                for name in view.others {
                    foreign(name)
                    " "
                }
            }
        }
    }

    @HTMLBuilder
    static func signers(of view: RuleSetView) -> HTML {
        if view.approvers.isEmpty { span(.class("none")) { "–" } }
        for name in view.approvers {
            foreign(name)
            " "
        }
    }

    private var isOwn: Bool { ([view.by] + view.others).contains(visit.person.name) }

    private var acting: HTML {
        div(.class("grid acts")) {
            if isOwn || view.approvers.contains(visit.person.name) {
                p(.class("quiet")) {
                    Phrase("You handed it in or signed it: somebody else signs.", "您已提交或签署，须由他人签署。")
                }
            } else {
                form(post: Link("/console/rules/approve")) {
                    hidden("version", view.version)
                    reason("approve", Phrase("Why it should go live", "签署理由"))
                    button(Phrase("Sign", "签署"))
                }
            }
            form(post: Link("/console/rules/canary")) {
                hidden("version", view.version)
                field(
                    Phrase("Decide for so many of 1,000 payees", "灰度比例（千分之）"), "permille", type: "number",
                    hint: Phrase(
                        "What it declines of them is declined. Whoever handed the set in: up to "
                            + "\(Limits.ownCanaryPermille).",
                        "对这些收款方，规则集的拒绝即为拒绝。提交人最多 \(Limits.ownCanaryPermille)‰。"),
                    .a("min", 1), .a("max", isOwn ? Limits.ownCanaryPermille : 500), .flag("required"))
                reason("canary", Phrase("Why it may decide", "灰度理由"))
                button(Phrase("Start a canary", "开始灰度"), "plain")
            }
            form(post: Link("/console/rules/withdraw")) {
                hidden("version", view.version)
                reason("withdraw", Phrase("Why it is withdrawn", "撤回理由"))
                button(Phrase("Withdraw", "撤回"), "plain")
            }
        }
    }

    private func reason(_ form: String, _ label: Phrase) -> HTML {
        let id = "reason-\(form)"
        return div(.class("field")) {
            el("label", .a("for", id)) { label }
            el("input", .a("name", "reason"), .id(id), .a("dir", "auto"), .flag("required"))
        }
    }

    /// A rule about half a year says little before half a year is over.
    static func waiting(_ view: RuleSetView, _ rule: Int) -> HTML {
        p(.class("hint")) {
            if let full = view.fullAt(rule) {
                Phrase("counts since ", "计数起自 ")
                moment(view.windowsOfRules[rule].compactMap { view.windows[$0].since }.max())
                Phrase("; full on ", "；计满于 ")
                moment(full)
            } else {
                Phrase("has counted nothing yet", "尚未开始计数")
            }
        }
    }

    private var rules: HTML {
        table(
            Phrase("Rules", "规则"),
            [
                .text(Phrase("Rule", "规则")), .number(Phrase("Matched", "命中")),
                .number(Phrase("No value", "无法求值")), .text(Phrase("Condition and effect", "条件与效果")),
            ]
        ) {
            for (number, rule) in view.set.rules.enumerated() {
                tr(.id((view.stage == .live ? "" : "trial-") + RulePlace.id(rule.id))) {
                    td {
                        RulePlace.linked(rule.id)
                        p { foreign(rule.title) }
                        if view.isWaiting(number) { Self.waiting(view, number) }
                    }
                    td(.class("number")) { WeirServer.number(view.hits[number]) }
                    td(.class("number")) {
                        WeirServer.number(view.failures[number])
                        if view.failures[number] > 0 {
                            p(.class("hint")) { foreign(RefusalWords.text(view.firstErrors[number]).text) }
                        }
                    }
                    td {
                        el("details") {
                            el("summary") { code(String(rule.when.prefix(90))) }
                            el("pre") { foreign(rule.when) }
                            p { foreign(rule.why) }
                            p(.class("quiet")) { foreign(Phrase(rule.reason, rule.reasonChinese).text) }
                            p(.class("quiet")) { foreign(rule.owner) }
                        }
                        ul(.class("effects")) { for yield in rule.yields { li { yield.phrase } } }
                    }
                }
            }
        }
    }
}

extension RuleStage {
    var phrase: Phrase {
        switch name {
        case "shadow": Phrase("shadow: looks on", "影子：只观察")
        case "canary": Phrase("canary: decides for some", "灰度：部分生效")
        case "live": Phrase("live", "生效")
        default: Phrase(same: name)
        }
    }
}
