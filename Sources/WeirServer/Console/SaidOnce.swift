import WeirDomain

/// What the readings of one list say, each thing once: a sentence that one of them has said the next does not say
/// again, and the older payments that several of them tell of are told together, below. What was written down stays as
/// it is: this is how it is shown.
struct SaidOnce: Sendable {
    struct Reading: Sendable {
        var kind: Phrase
        var text: String
        /// A rule's own; such texts are shown as they are.
        var chinese = ""
    }

    /// An older payment, as the engine writes it, and which readings count it.
    struct Older: Sendable {
        var written: String
        var kinds: [Phrase]
    }

    /// One for each reading.
    private(set) var texts: [Phrase] = []
    /// The latest first.
    private(set) var payments: [Older] = []
    /// How many each reading counts of which it tells.
    private(set) var counts: [(kind: Phrase, count: String)] = []

    init(_ readings: [Reading]) {
        var said: Set<String> = []
        for reading in readings {
            guard reading.chinese.isEmpty else {
                texts.append(EngineWords.phrase(reading.text, reading.chinese))
                continue
            }
            let all = Self.sentences(take(reading))
            let own = all.filter { !said.contains($0) }
            said.formUnion(all)
            texts.append(EngineWords.phrase((own.isEmpty ? all : own).joined(separator: " ")))
        }
        // They begin with their times.
        payments.sort { $0.written > $1.written }
    }

    // MARK: Reading

    private static let opening = "Older payments that count"
    private static let older = EngineWords.Pattern(
        "Older payments that count, kept by time and sum: #, the last of them ~ (+ came in, - went out).", "")

    /// Takes the older payments out of a text, and gives back what else it says.
    private mutating func take(_ reading: Reading) -> String {
        var (out, rest) = ("", reading.text[...])
        while let start = rest.range(ofBytes: Self.opening)?.lowerBound, let found = Self.older.read(rest[start...]) {
            out += rest[..<start]
            rest = found.rest.drop { $0 == " " }
            counts.append((reading.kind, String(found.holes[0])))
            for part in found.holes[1].split(separator: ", ") { note(String(part), reading.kind) }
        }
        return out + rest
    }

    private mutating func note(_ written: String, _ kind: Phrase) {
        guard let place = payments.firstIndex(where: { $0.written == written }) else {
            payments.append(Older(written: written, kinds: [kind]))
            return
        }
        if !payments[place].kinds.contains(kind) { payments[place].kinds.append(kind) }
    }

    private static func sentences(_ text: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let end = rest.range(ofBytes: ". ") {
            found.append(String(rest[..<end.lowerBound]) + ".")
            rest = rest[end.upperBound...]
            while rest.first == " " { rest.removeFirst() }
        }
        return rest.isEmpty ? found : found + [String(rest)]
    }

    // MARK: Showing

    /// Folded up; nothing where no reading tells of any.
    var html: HTML {
        guard !payments.isEmpty else { return HTML() }
        let told = counts.map { Phrase("\($0.kind.en) \($0.count)", "\($0.kind.zh) \($0.count)") }
        return el("details", .class("older")) {
            el("summary") { Phrase("Older payments that count, by time and sum", "更早的相关付款（仅存时间与金额）") }
            ul { for payment in payments { li { Self.row(payment) } } }
            p(.class("hint")) {
                Phrase(
                    "Counted: \(told.map(\.en).joined(separator: ", ")). The last of each are listed.",
                    "计入：\(told.map(\.zh).joined(separator: "，"))。仅列出各自最近的。")
            }
        }
    }

    /// `2026-03-01T10:15Z +1428.00 CNY @ 7.14`
    private static func row(_ payment: Older) -> HTML {
        let parts = payment.written.split(separator: " ").map { String($0) }
        guard parts.count >= 3, let sign = parts[1].first else { return foreign(payment.written) }
        let amount = Written.grouped(String(parts[1].dropFirst())) + " " + parts[2]
        let price = parts.count == 5 ? Phrase(" at \(parts[4])", "，单价 \(parts[4])") : Phrase(same: "")
        let way = sign == "+" ? Phrase(" in ", " 收 ") : Phrase(" out ", " 付 ")
        return moment(Instant(rfc3339: parts[0].replacing("Z", with: ":00Z")))
            + HTML.text(way.text + amount + price.text + " ")
            + span(.class("quiet")) { payment.kinds.map(\.text).joined(separator: Phrase(", ", "、").text) }
    }
}

extension SaidOnce {
    /// What a measure rests on, in one text: without the older payments that its sentences tell of again and again.
    /// All of it, as it is signed, is a click away.
    static func ground(_ measure: Measure) -> HTML {
        let said = SaidOnce([Reading(kind: Phrase(same: ""), text: measure.ground, chinese: measure.groundChinese)])
        guard !said.payments.isEmpty else { return written(measure.ground, measure.groundChinese) }
        return written(said.texts[0])
            + el("details") {
                el("summary") { Phrase("All of it, as it was written", "记录的全文") }
                p { written(measure.ground) }
            }
    }

    /// The indicators of an alert.
    init(_ indicators: [StoredAlert.Indicator]) {
        self.init(
            indicators.map { Reading(kind: Self.kind($0.kind), text: $0.text, chinese: $0.chinese ?? "") })
    }

    /// The reasons of a decision.
    init(_ reasons: [StoredDecision.Reason]) {
        self.init(reasons.map { Reading(kind: Self.kind($0.kind), text: $0.text, chinese: $0.chinese ?? "") })
    }

    private static func kind(_ name: String) -> Phrase { EvidenceKind(name: name)?.phrase ?? Phrase(same: name) }
}
