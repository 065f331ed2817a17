import WeirDomain
import WeirDrawing

/// Cases of the last two weeks: how many were opened on each day, and what came of them.
struct CaseTrend: Sendable {
    static let days = 14

    /// The last is today's.
    private let opened: [Int]
    private var confirmed = 0
    private var falseAlarms = 0
    private var unclear = 0
    private var open = 0
    /// The day of the first column, as days since 1970 by the viewer's calendar.
    private let first: Int64

    /// - Parameter cases: those that may have been opened within the two weeks; merged ones are in others.
    init(_ cases: [Case], now: Instant, zone: Int64) {
        first = Self.day(now, zone) - Int64(Self.days) + 1
        var opened = [Int](repeating: 0, count: Self.days)
        for one in cases where one.state != .merged {
            let place = Int(Self.day(one.opened, zone) - first)
            guard opened.indices.contains(place) else { continue }
            opened[place] += 1
            switch one.disposition {
            case .confirmed: confirmed += 1
            case .falseAlarm: falseAlarms += 1
            case .unclear: unclear += 1
            case nil: open += 1
            }
        }
        self.opened = opened
    }

    private static func day(_ at: Instant, _ zone: Int64) -> Int64 {
        let seconds = at.seconds + zone
        return (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    }

    private func name(_ place: Int) -> String {
        let noon = Instant(milliseconds: ((first + Int64(place)) * 86_400 + 43_200) * 1_000)
        return String(noon.rfc3339.dropFirst(5).prefix(5))
    }

    func html(_ reader: Reader) -> HTML {
        div(.class("grid"), .id("trend")) {
            section(Phrase("Cases opened, by day", "每日立案")) {
                HTML.drawing(drawn.markup(reader, id: "days"))
            }
            section(Phrase("What came of them", "结论")) { found }
        }
    }

    private var drawn: Columns {
        Columns(
            title: Phrase("The last two weeks", "近两周").text,
            about: Phrase("Merged cases count with the one that they are in.", "已合并的案件计入所并入的案件。").text,
            columns: opened.enumerated().map { Columns.Column(name: name($0.offset), count: $0.element) },
            keptBack: "", unit: Phrase("Day", "日期").text)
    }

    private var found: HTML {
        let decided = confirmed + falseAlarms
        let closed = Link("/console/queue").query("state", "closed")
        return el("dl", .class("facts")) {
            line(Case.Disposition.confirmed.phrase, confirmed, closed)
            line(Case.Disposition.falseAlarm.phrase, falseAlarms, closed)
            line(Case.Disposition.unclear.phrase, unclear, closed)
            line(Phrase("not decided yet", "尚无结论"), open, Link("/console/queue").query("state", "all"))
            el("dt") { Phrase("False alarms among what was found", "误报率（已有结论）") }
            el("dd") {
                decided == 0
                    ? Phrase(same: Written.none)
                    : Phrase(same: Figures.decimal(Double(falseAlarms) * 100 / Double(decided), 0) + " %")
            }
        }
    }

    private func line(_ words: Phrase, _ count: Int, _ link: Link) -> HTML {
        el("dt") { a(link) { words } } + el("dd") { number(count) }
    }
}

extension CaseCache.Kept {
    func trend(now: Instant, zone: Int64) -> CaseTrend {
        let since = now.milliseconds - Int64(CaseTrend.days + 1) * 86_400_000
        // Numbers are given as cases come: the newest stand last.
        var recent: [Case] = []
        for place in rows.indices.reversed() {
            if rows[place].opened < since { break }
            recent.append(cases[place])
        }
        return CaseTrend(recent, now: now, zone: zone)
    }
}
