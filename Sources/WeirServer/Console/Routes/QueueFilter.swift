import Hummingbird
import WeirDomain

/// Which cases of the queue are shown, and in which order.
struct QueueFilter: Sendable {
    var state = ""
    var whose = ""
    var typology = ""
    var clock = ""
    /// What stands on the cases' accounts; see `Acted`.
    var measures = ""
    var text = ""
    var order = ""
    var page = 1

    init(order: String = "") { self.order = order }

    init(_ visit: Visit) {
        state = visit.query("state") ?? ""
        whose = visit.query("whose") ?? ""
        typology = visit.query("typology") ?? ""
        clock = visit.query("clock") ?? ""
        measures = visit.query("measures") ?? ""
        text = String((visit.query("q") ?? "").prefix(ConsoleLimits.searchBytes))
        order = visit.query("order") ?? ""
        page = min(max(1, visit.query("page").flatMap { Int($0) } ?? 1), 1_000_000)
    }

    /// Whether somebody has done something about a case already.
    enum Acted: String, CaseIterable {
        case nothing = "none"
        case waiting
        case inForce = "force"

        var phrase: Phrase {
            switch self {
            case .nothing: Phrase("none yet", "尚无")
            case .waiting: Phrase("waiting for a signature", "待签署")
            case .inForce: Phrase("in force", "已生效")
            }
        }
    }

    /// Whether cases stand by what came in on their accounts.
    var isByMoney: Bool { order == "money" }

    /// The views that everybody has.
    static let standard: [(Phrase, Link)] = [
        (Phrase("All open", "全部待处理"), Link("/console/queue")),
        (Phrase("Mine", "我的"), Link("/console/queue").query("whose", "me")),
        (Phrase("Unassigned", "未分配"), Link("/console/queue").query("whose", "nobody")),
        (Phrase("Overdue", "已超时"), Link("/console/queue").query("clock", "over")),
        (Phrase("No measure yet", "尚无措施"), Link("/console/queue").query("measures", Acted.nothing.rawValue)),
        (Phrase("Put off", "已延后"), Link("/console/queue").query("state", "postponed")),
        (Phrase("Closed", "已结案"), Link("/console/queue").query("state", "closed")),
    ]

    /// Whether one of the views that everybody has shows these cases, in the order that it begins with.
    var isStandard: Bool { Self.standard.contains { $0.1.text == link.text } }

    /// The address of this choice, without the page.
    var link: Link {
        Link("/console/queue").query("state", state).query("whose", whose).query("typology", typology)
            .query("clock", clock).query("measures", measures).query("q", text).query("order", order)
    }

    /// The same cases in the order that everybody begins with.
    var unordered: QueueFilter {
        var other = self
        other.order = ""
        return other
    }

    var queryText: String { String(link.text.drop { $0 != "?" }) }

    func at(page: Int) -> Link { link.query("page", page > 1 ? String(page) : nil) }

    /// The address that a kept query stands for.
    static func link(_ query: String) -> Link? { Link(returning: "/console/queue" + query) }
}
