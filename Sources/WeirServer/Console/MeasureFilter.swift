import WeirDomain
import WeirEngine

/// Which measures the list shows, and in which order.
struct MeasureFilter: Sendable {
    var state = ""
    var kind = ""
    var ground = ""
    var whose = ""
    var account: String?
    var order = ""
    var page = 1

    init() {}

    init(_ visit: Visit) {
        state = visit.query("state") ?? ""
        kind = visit.query("kind") ?? ""
        ground = visit.query("ground") ?? ""
        whose = visit.query("whose") ?? ""
        account = visit.query("account")
        order = visit.query("order") ?? ""
        page = min(max(1, visit.query("page").flatMap { Int($0) } ?? 1), 1_000_000)
    }

    /// The views that everybody has; what waits for a signature only for whoever may give one.
    static func standard(_ role: Role) -> [(Phrase, Link)] {
        let all = Link("/console/measures")
        var views = [(Phrase("All", "全部"), all)]
        if role.mayPropose { views.append((Phrase("Mine", "我的"), all.query("whose", "me"))) }
        if role.maySign { views.append((Phrase("Waiting for me", "待我签署"), all.query("whose", "waiting"))) }
        views.append((Phrase("In force", "有效"), all.query("state", "force")))
        views.append((Phrase("Not confirmed by the rail", "通道未确认"), all.query("state", "ordered")))
        return views
    }

    /// The address of this choice, without the page.
    var link: Link {
        Link("/console/measures").query("state", state).query("kind", kind).query("ground", ground)
            .query("whose", whose).query("account", account).query("order", order)
    }

    /// The same measures in another order.
    func ordered(_ order: String) -> MeasureFilter {
        var other = self
        other.order = order
        return other
    }

    func at(page: Int) -> Link { link.query("page", page > 1 ? String(page) : nil) }

    /// Whether anything but the first of all measures is asked for.
    var isNarrowed: Bool { ordered("").link.text != Link("/console/measures").text || page > 1 }

    /// Heads that order the table. That of the beginning turns it around.
    var sinceHead: Column.Order {
        let directions = ["": "descending", "old": "ascending"]
        return Column.Order(link: ordered(order.isEmpty ? "old" : "").link, direction: directions[order])
    }

    var untilHead: Column.Order {
        Column.Order(link: ordered("until").link, direction: order == "until" ? "ascending" : nil)
    }
}

/// What a measure rests on, as a word to filter by.
enum MeasureGround: Hashable {
    case typology(Typology)
    /// An entry of a list.
    case list
    /// An authority's order.
    case authority
    /// Taken by itself on rules alone.
    case rules
    /// What somebody wrote.
    case words

    static let all: [MeasureGround] = Typology.allCases.map { .typology($0) } + [.list, .authority, .rules, .words]

    init(_ measure: Measure) {
        if !measure.authority.isEmpty {
            self = .authority
        } else if !measure.list.isEmpty || !measure.listedBy.isEmpty {
            self = .list
        } else {
            self = measure.typology.map { .typology($0) } ?? (measure.isAutomatic ? .rules : .words)
        }
    }

    var name: String {
        switch self {
        case .typology(let typology): typology.name
        case .list: "list"
        case .authority: "authority"
        case .rules: "rules"
        case .words: "words"
        }
    }

    var phrase: Phrase {
        switch self {
        case .typology(let typology): typology.phrase
        case .list: Phrase("a list", "名单")
        case .authority: Phrase("an authority's order", "主管机关命令")
        case .rules: Phrase("rules", "规则")
        case .words: Phrase("somebody's words", "人员陈述")
        }
    }
}

/// What a filter asks of a measure, worked out once.
struct MeasureTest {
    /// A bit for each state: a set would hash every measure's.
    private let states: UInt16
    private let kind: MeasureKind?
    private let isAnyKind: Bool
    /// The place of the ground among all; `nil` for any, -1 for one that there is not.
    private let ground: Int8?
    private let whose: String
    private let me: String
    private let order: String

    init(_ filter: MeasureFilter, _ me: String) {
        let state = filter.state
        states = MeasureState.allCases.reduce(0) { bits, each in
            let isWanted = state.isEmpty || state == each.name || (state == "force" && each.isInForce)
            return isWanted ? bits | 1 << each.rawValue : bits
        }
        kind = MeasureKind(name: filter.kind)
        isAnyKind = filter.kind.isEmpty
        let place = MeasureGround.all.firstIndex { $0.name == filter.ground } ?? -1
        ground = filter.ground.isEmpty ? nil : Int8(place)
        (whose, order, self.me) = (filter.whose, filter.order, me)
    }

    /// Whether the mark says all.
    var isAnybodys: Bool { whose != "me" && whose != "waiting" }

    /// By the mark alone, before the measure itself is looked at.
    func passes(_ mark: CaseCache.MeasureMark) -> Bool {
        guard states >> mark.state.rawValue & 1 == 1, isAnyKind || mark.kind == kind else { return false }
        if let ground, mark.ground != ground { return false }
        switch whose {
        case "weir": return mark.isAutomatic
        case "people": return !mark.isAutomatic
        case "waiting": return mark.state == .proposed
        default: return true
        }
    }

    /// Whether it is whose it should be. What waits for somebody who has signed waits for somebody else.
    func concerns(_ measure: Measure) -> Bool {
        switch whose {
        case "me": measure.by == me || measure.signatures.contains { $0.by == me }
        case "waiting": !measure.signatures.contains { $0.by == me }
        default: true
        }
    }

    /// What rows are sorted by, smallest first: the newest unless asked otherwise. What ends first stands before what
    /// lasts, and that before what has ended.
    func key(_ mark: CaseCache.MeasureMark, _ number: Int) -> Int64 {
        switch order {
        case "old": Int64(number)
        case "until":
            if mark.state.isEnded {
                .max - Int64(number)
            } else {
                mark.until ?? Int64.max / 2 - Int64(number)
            }
        default: -Int64(number)
        }
    }
}
