import WeirDomain
import WeirEngine
import WeirRuntime

/// What the rail was told about a measure, and how it is told once more.
struct MeasureOrder {
    let measure: Measure
    let order: RailOrder
    let again: OrderAgain

    /// `nil` for a measure that was never ordered.
    init?(_ measure: Measure, _ again: OrderAgain) {
        guard let order = measure.order else { return nil }
        (self.measure, self.order, self.again) = (measure, order, again)
    }

    private var page: Link { Link("/console/measures", measure.number) }

    /// - Parameter mayAct: whether whoever looks may have it sent.
    func html(mayAct: Bool) -> HTML {
        section(Phrase("The order to the rail", "发给通道的指令")) {
            facts
            if again.outbox == nil {
                p(.class("quiet")) {
                    Phrase("The rail fetches its orders here by itself.", "通道自行在此取得指令。")
                }
            } else if mayAct {
                el("details") {
                    el("summary") { Phrase("Send the order again", "重发指令") }
                    form(post: page.then("replay")) {
                        hidden("version", String(order.version))
                        let id = "reason-replay-\(measure.number)"
                        div(.class("field")) {
                            el("label", .a("for", id)) { Phrase("Why it is sent again", "重发理由") }
                            el(
                                "textarea", .a("name", "reason"), .id(id), .a("rows", 2), .a("dir", "auto"),
                                .flag("required"))
                        }
                        button(Phrase("Send it again", "重发"), "plain")
                    }
                }
            }
        }
    }

    private var facts: HTML {
        el("dl", .class("facts")) {
            el("dt") { Phrase("Order", "指令") }
            el("dd") {
                order.action.phrase
                Phrase(", version \(order.version)", "，第 \(order.version) 版")
            }
            el("dt") { Phrase("Given", "下达") }
            el("dd") { moment(order.at) }
            el("dt") { Phrase("The rail", "通道") }
            el("dd") { badge(order.state.phrase, order.state.tone) }
        }
    }

    /// What is sent, before it is.
    func confirming(_ why: String) -> Page {
        Page(
            Phrase("Send the order of measure \(measure.number) again", "重发措施 \(measure.number) 的指令"), in: .measures
        ) {
            section(Phrase("What happens", "后果")) {
                p {
                    measure.kind.phrase
                    " "
                    MeasureView.subject(measure)
                }
                facts
                ul {
                    li {
                        Phrase(
                            "The rail gets the same order under the same name: where it has done it, it does nothing; "
                                + "where it has lost it, it does it now.",
                            "通道会收到同一编号的同一指令：已执行的不再执行，丢失的则立即执行。")
                    }
                    li { Phrase("The measure itself stays as it is.", "措施本身不变。") }
                    li { Phrase("The register says who had it sent, and why.", "登记簿会记录由谁重发及理由。") }
                }
                form(post: page.then("replay"), .a("data-page", page.text)) {
                    hidden("version", String(order.version))
                    hidden("reason", why)
                    hidden("sure", "yes")
                    button(Phrase("Send it again", "重发"))
                }
                p { a(page) { Phrase("Back to the measure", "返回措施") } }
            }
        }
    }

    /// What came of it. What a rail says stands as it is.
    static func said(_ reply: RailReply) -> (words: Phrase, isGood: Bool) {
        switch reply {
        case .done: (Phrase("Sent again: the rail has done it.", "已重发：通道已执行。"), true)
        case .accepted:
            (Phrase("Sent again: the rail has taken it in and answers later.", "已重发：通道已收到，稍后答复。"), true)
        case .refused(let why):
            (Phrase("Sent again: the rail refuses it: \(shown(why))", "已重发：通道拒绝执行：\(shown(why))"), false)
        case .unknown(let why):
            (
                Phrase(
                    "Nobody knows whether it has arrived: \(shown(why)). Send it again later.",
                    "无法确定是否送达：\(shown(why))。请稍后再重发。"), false
            )
        }
    }

    private static func shown(_ text: String) -> String { String(HiddenText.visible(text).prefix(300)) }
}

extension RailOrder.Action {
    fileprivate var phrase: Phrase {
        switch self {
        case .impose: Phrase("put it in force", "执行")
        case .release: Phrase("take it back", "撤回")
        case .decline: Phrase("send the payment back", "退回付款")
        }
    }
}

extension RailOrder.State {
    fileprivate var phrase: Phrase {
        switch self {
        case .open: Phrase("has not answered yet", "尚未回应")
        case .done: Phrase("has done it", "已执行")
        case .refused: Phrase("has refused it", "已拒绝")
        }
    }

    fileprivate var tone: String {
        switch self {
        case .open: "warn"
        case .done: "good"
        case .refused: "bad"
        }
    }
}
