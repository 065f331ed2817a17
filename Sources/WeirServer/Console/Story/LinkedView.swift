import WeirDomain
import WeirEngine
import WeirRuntime

/// Accounts that seem to be in one hand with another, on a page: why, what stands on each, and the way to propose. None
/// is ever swept in.
struct LinkedView: Sendable {
    private let visit: Visit
    private let account: String
    private let links: [LinkedAccount]
    /// Measures on each that have not ended, by number.
    private let measures: [[Int]]

    init(_ visit: Visit, _ account: String) async throws {
        (self.visit, self.account) = (visit, account)
        links = try await visit.desk.links(of: account)
        let names = links.map(\.account)
        measures = try await visit.read { engine in
            names.map { engine.measures(on: $0).filter { !$0.state.isEnded }.suffix(5).map(\.number) }
        }
    }

    private static let title = Phrase("Accounts in one hand with it", "同属一方的账户")

    var html: HTML { section(Self.title, .id("s-linked"), .class("across")) { content } }

    /// Among the parts of a case.
    var folded: HTML { foldedPart(Self.title, "linked") { content } }

    @HTMLBuilder private var content: HTML {
        if links.isEmpty {
            empty(
                Phrase(
                    "No account shares a device, a card or a good part of its customers with this one.",
                    "没有账户与该账户使用同一设备、同一张卡或有较多共同客户。"))
        } else {
            list
            p(.class("hint")) {
                Phrase(
                    "Families share a phone, shops a till, friends have friends in common: nothing is done to any "
                        + "of them unless somebody proposes it and somebody signs.",
                    "家人会共用手机，店铺会共用收银设备，朋友有共同的朋友：未经提出与签署，不会对其采取任何措施。")
            }
        }
    }

    private var list: HTML {
        let mayPropose = visit.person.role.mayPropose
        return table(
            Self.title,
            [
                .text(Phrase("Account", "账户")), .text(Phrase("Why", "理由")), .text(Phrase("Measures on it", "其措施")),
            ] + (mayPropose ? [.plain(Phrase("Do", "操作"))] : [])
        ) {
            for (link, numbers) in zip(links, measures) {
                tr(.a("data-linked", link.account)) {
                    td { a(Link("/console/accounts", link.account)) { code(link.account) } }
                    td { why(link) }
                    td { these(numbers) }
                    if mayPropose {
                        td {
                            a(
                                Link("/console/measures/new").query("account", link.account).query("beside", account),
                                .class("button plain")
                            ) { Phrase("Propose a measure", "提出措施") }
                        }
                    }
                }
            }
        }
    }

    private func why(_ link: LinkedAccount) -> HTML {
        ul {
            for tie in link.ties {
                li {
                    EngineWords.phrase(tie.text)
                    for id in tie.evidence.prefix(3) {
                        " "
                        a(Link("/console/payments", id)) { code(id) }
                    }
                }
            }
        }
    }

    private func these(_ numbers: [Int]) -> HTML {
        guard !numbers.isEmpty else { return span(.class("none")) { "–" } }
        return p {
            for number in numbers {
                a(Link("/console/measures", number)) { "#\(number)" }
                " "
            }
        }
    }
}
