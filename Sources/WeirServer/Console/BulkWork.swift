import HTTPTypes
import WeirDomain
import WeirEngine
import WeirRuntime

/// The same thing done with several cases, and taken back again.
struct BulkWork: Sendable {
    let visit: Visit
    let numbers: [Int]

    private typealias Undo = Session.Message.Undo

    /// - Returns: what to say, and the form that takes it back.
    func run(_ what: String) async throws -> (Phrase, Session.Message.Undo?) {
        let text = visit.form["text"] ?? ""
        switch what {
        case "mine": return try await assign(to: visit.person.name)
        case "nobody": return try await assign(to: "")
        case "give":
            let to = try visit.need("to")
            if Self.colleagues(visit).contains(to) { return try await assign(to: to) }
            guard to == Self.nobody else { throw Acting.invalid("to", "is nobody who works on cases") }
            return try await assign(to: "")
        case "tag":
            let tag = try visit.need("tag")
            let before = try await cases()
            let chosen = before.filter { !$0.tags.contains(tag) }.map(\.number)
            let done = try await all(chosen, .tag) { act, _ in act.text = tag }
            return (Self.words(done), undo("tag", done, [("tag", tag)]))
        case "comment":
            let text = try visit.need("text")
            let done = try await all(numbers, .comment) { act, _ in act.text = text }
            // What has been said stays said.
            return (Self.words(done), nil)
        case "false_alarm":
            guard !text.isEmpty else { throw Acting.invalid("text", "is missing: closing needs a reason") }
            let done = try await all(numbers, .close) { act, _ in
                act.kind = Case.Disposition.falseAlarm.rawValue
                act.text = text
            }
            return (Self.words(done), undo("reopen", done, []))
        case "postpone": return try await postpone()
        case "take_up":
            let done = try await all(numbers, .postpone) { act, _ in
                act.kind = ActRequest.Postponing.takeUp.rawValue
            }
            return (Self.words(done), nil)
        default: throw Acting.invalid("do", "is nothing that can be done with cases")
        }
    }

    /// What stands for nobody among those that cases can be given to.
    static let nobody = "-"

    /// Who may work on cases, but whoever chooses.
    static func colleagues(_ visit: Visit) -> [String] {
        visit.acting.access.all.filter { $0.role.mayWorkOnCases && $0.name != visit.person.name }.map(\.name)
    }

    func undo() async throws -> Phrase {
        let done: [Int]
        switch visit.form["do"] ?? "" {
        case "assign":
            let before = visit.form.all("was")
            guard before.count == numbers.count else { throw Acting.invalid("was", "does not belong to the cases") }
            let was = Dictionary(zip(numbers, before)) { first, _ in first }
            done = try await all(numbers, .assign) { act, number in act.subject = was[number] ?? "" }
        case "tag":
            let tag = try visit.need("tag")
            let chosen = try await cases().filter { $0.tags.contains(tag) }.map(\.number)
            done = try await all(chosen, .tag) { act, _ in act.text = tag }
        case "reopen":
            done = try await all(numbers, .reopen) { act, _ in act.text = "closed by mistake" }
        case "take_up":
            done = try await all(numbers, .postpone) { act, _ in act.kind = ActRequest.Postponing.takeUp.rawValue }
        default: throw Acting.invalid("do", "is nothing that can be taken back")
        }
        return Phrase("Taken back for \(Written.plural(done.count, "case", "cases")).", "已撤销 \(done.count) 个案件的操作。")
    }

    // MARK: Steps

    private func assign(to name: String) async throws -> (Phrase, Session.Message.Undo?) {
        let before = try await cases()
        let done = try await all(before.map(\.number), .assign) { act, _ in act.subject = name }
        let was = before.filter { done.contains($0.number) }
        let undo = Undo(
            to: Link("/console/queue/undo"),
            fields: [("do", "assign"), ("back", back)]
                + was.flatMap { [("case", String($0.number)), ("was", $0.assignee)] })
        return (Self.words(done), undo)
    }

    /// For how long cases are put off together; of one its page asks for the very time.
    static let spans: [(seconds: Int64, words: Phrase)] = [
        (14_400, Phrase("4 hours", "4 小时")), (86_400, Phrase("a day", "1 天")), (259_200, Phrase("3 days", "3 天")),
        (604_800, Phrase("a week", "1 周")), (Limits.postponeSeconds, Phrase("30 days", "30 天")),
    ]

    /// Those that were put off already have another time, and taken back they are not.
    private func postpone() async throws -> (Phrase, Undo?) {
        guard let span = Self.spans.first(where: { String($0.seconds) == visit.form["span"] }) else {
            throw Acting.invalid("span", "is none of those that can be chosen")
        }
        guard let why = visit.form["text"] else {
            throw Acting.invalid("text", "is missing: putting a case off needs a reason")
        }
        let fresh = try await cases().filter { $0.postponed == nil }.map(\.number)
        let done = try await all(numbers, .postpone) { act, _ in
            (act.text, act.until) = (why, act.at.advanced(bySeconds: span.seconds))
        }
        let left = Set(numbers).count - done.count
        let rest =
            left == 0
            ? Phrase(same: "")
            : Phrase(
                " \(Written.plural(left, "other", "others")) cannot be: what is escalated only a signer puts off.",
                "另有 \(left) 个不能延后：已升级的案件只有可签署者能延后。")
        return (
            Phrase("\(Written.plural(done.count, "case is", "cases are")) put off.", "已延后 \(done.count) 个案件。")
                .with(rest), undo("take_up", done.filter { fresh.contains($0) }, [])
        )
    }

    private var back: String { visit.form["back"] ?? "/console/queue" }

    private func undo(_ what: String, _ done: [Int], _ more: [(String, String)]) -> Undo? {
        if done.isEmpty { return nil }
        return Undo(
            to: Link("/console/queue/undo"),
            fields: [("do", what), ("back", back)] + more + done.map { ("case", String($0)) })
    }

    private func cases() async throws -> [Case] {
        let numbers = Set(numbers).sorted()
        return try await visit.read { engine in numbers.compactMap { engine.oneCase($0) } }
    }

    /// All at once: they become durable together. Those that are refused (closed meanwhile) are left out.
    private func all(
        _ numbers: [Int], _ verb: ActRequest.Verb, _ fill: @Sendable (inout ActRequest, Int) -> Void
    ) async throws -> [Int] {
        let acts = numbers.map { number in
            var act = visit.act(verb)
            act.number = number
            fill(&act, number)
            return act
        }
        let done = try await withThrowingTaskGroup(of: Int?.self) { group in
            for act in acts {
                group.addTask { [visit] in
                    do {
                        try await visit.submit(act)
                        return act.number
                    } catch let problem as Problem where problem.status != .serviceUnavailable {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [Int]()) { list, number in
                if let number { list.append(number) }
            }
        }
        guard !done.isEmpty || numbers.isEmpty else {
            throw Problem(
                .conflict, "not_possible", "Not possible", detail: "None of the chosen cases could be changed.")
        }
        return done.sorted()
    }

    private static func words(_ done: [Int]) -> Phrase {
        Phrase("Done for \(Written.plural(done.count, "case", "cases")).", "已处理 \(done.count) 个案件。")
    }
}
