import WeirDomain
import WeirEngine

/// The editor of rule sets: the text, what is wrong with it, and why something was not done with it. Whatever is
/// refused, the text stays where it was written.
struct RuleEditor {
    var text: String?
    /// Whether a set was asked for whose text is not here.
    var isMissing = false
    var findings = HTML()
    /// Why what was asked for was not done.
    var trouble = HTML()

    /// Where the editor is, whichever form's answer it came as.
    private static let place = Link("/console/rules/edit")

    private static let unheard = Phrase(
        "Not checked: the server does not answer, or your session has ended. Your text is still here.",
        "未检查：服务器没有响应，或会话已结束。您的文本仍在。")

    var page: Page {
        Page(Phrase("Rule editor", "规则编辑"), in: .rules, scripts: [Asset(name: "rules.js")], isWide: true) {
            if isMissing {
                p(.class("note")) {
                    Phrase("The text of this set is not kept here. Paste its files.", "此处没有该规则集的文本，请粘贴其文件。")
                }
            }
            form(
                post: Link("/console/rules/check"), .id("editor"), .class("editor"), .a("data-page", Self.place.text),
                .a("data-unheard", Self.unheard.text)
            ) {
                trouble
                files
                div(.class("buttons")) {
                    button(Phrase("Check and run its tests", "检查并运行测试"), "plain")
                    HTML.element(
                        "button",
                        [
                            .a("type", "submit"), .class("button plain"), .formaction(Link("/console/rules/backtest")),
                        ], .text(Phrase("Back-test over the journal", "用历史数据回测").text))
                    HTML.element(
                        "button",
                        [.a("type", "submit"), .class("button main"), .formaction(Link("/console/rules/shadow"))],
                        .text(Phrase("Put on trial", "开始试运行").text))
                }
            }
            div(.id("findings"), .a("role", "status"), .class("findings")) { findings }
            RuleFacts.html
            p { a(Link("/console/rules"), .class("button plain")) { Phrase("Back to the rules", "返回规则") } }
        }
    }

    /// The text, with room for the numbers of its lines, which the script writes and keeps beside them.
    private var files: HTML {
        div(.class("field")) {
            el("label", .a("for", "f-text")) { Phrase("Files of the set", "规则集文件") }
            div(.class("numbered")) {
                div(.class("gutter"), .a("aria-hidden", "true")) { el("pre") }
                HTML.element(
                    "textarea",
                    [
                        .a("name", "text"), .id("f-text"), .a("rows", 28), .class("mono"), .a("spellcheck", "false"),
                        .a("wrap", "off"), .a("aria-describedby", "h-text"),
                    ], .editable(text ?? Self.start))
            }
            p(.class("hint"), .id("h-text")) {
                Phrase(
                    "YAML. A line '# weir-file: name.yaml' begins another file.", "YAML。“# weir-file: 文件名”开始新文件。")
            }
        }
    }

    // MARK: Why not

    static func refused(_ problem: Problem) -> HTML {
        div(.class("wrong"), .a("role", "alert")) {
            p { foreign(RefusalWords.phrase(problem).text) }
            stays
        }
    }

    static func busy(_ version: String, _ by: String) -> HTML {
        div(.class("wrong"), .a("role", "alert")) {
            p {
                Phrase("Another back-test is running: ", "另一回测正在运行：")
                code(version)
                " "
                foreign(by)
            }
            p { a(Link("/console/rules/backtest")) { Phrase("Look at it, or stop it", "查看或停止该回测") } }
            stays
        }
    }

    private static var stays: HTML {
        p(.class("hint")) { Phrase("Nothing has been changed. Your text is below.", "没有任何更改，您的文本在下方。") }
    }

    /// One set is on trial at a time: the next takes its place, and what it has counted goes with it.
    static func instead(of trial: RuleSetView) -> HTML {
        div(.class("wrong"), .a("role", "alert")) {
            p {
                Phrase("On trial already: ", "已有规则集在试运行：")
                code(trial.version)
                " "
                foreign(trial.by)
                Phrase(
                    ", \(Written.plural(trial.seen, "payment", "payments")) seen",
                    "，已观察 \(Written.count(trial.seen)) 笔支付")
            }
            p {
                Phrase(
                    "Yours would take its place, and what it has counted and who has signed it would be gone.",
                    "您的规则集会取而代之，已有的计数与签署将作废。")
            }
            HTML.element(
                "button",
                [
                    .a("type", "submit"), .class("button danger"), .a("name", "instead"),
                    .a("value", trial.version), .formaction(Link("/console/rules/shadow")),
                ], .text(Phrase("Put mine on trial in its place", "用我的规则集取代").text))
            p { a(Link("/console/rules")) { Phrase("Look at the set on trial", "查看试运行中的规则集") } }
        }
    }

    private static let start = """
        set: my-rules
        version: "1"
        owner: risk
        about: What this set is for.
        rules:
          - id: large-payment
            title: A large payment
            why: Dealers move large sums.
            when: payment.amount > 90000.0
            yields:
              decision: {outcome: warn, kind: flow}
            reason:
              en: "{payment.amount} {payment.currency} is a large payment."
              zh: "付款 {payment.amount} {payment.currency} 金额较大。"
            tests:
              - name: large
                payment: {payer: a, payee: b, amount: "100000.00"}
                expect: fires
              - name: small
                payment: {payer: a, payee: b, amount: "100.00"}
                expect: silent
        """
}
