import WeirDomain
import WeirDrawing
import WeirRuntime
import WeirStore

/// The facts that a measure rests on, as its holder is told them: what was counted on their own account, when, and of
/// which kind it is. Whom they dealt with, and what is known of others, is not in it.
struct NoticeFacts: Sendable {
    /// When the account stood like this; `nil` where nobody has written that down.
    var at: Instant?
    var lines: [Phrase] = []
    /// Whether the program has found it, whoever ordered the measure.
    var isFound = false

    /// What the database knows, once it has come as far as the payment that brought the measure about.
    static func of(_ measure: Measure, to account: String, in store: Store) async throws -> NoticeFacts {
        for _ in 0..<Self.tries {
            if try store.progress().sequence >= measure.sequence { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        // The text that is told is the same at all times.
        guard try store.progress().sequence >= measure.sequence else {
            throw Problem.unavailable("The database has not come as far as the measure yet.", retrySeconds: 1)
        }
        return try NoticeFacts(measure, to: account, store)
    }

    private static let tries = 100
    private static let shown = 12
    /// What weighs less carries nothing, in nats.
    private static let least = 0.3
    /// Alerts of an account that are looked through for the one that a measure came of.
    private static let alerts = 200

    init() {}

    init(_ measure: Measure, to account: String, _ store: Store, alert drafted: StoredAlert? = nil) throws {
        if measure.isAuthoritysOrder {
            lines = [Self.people(measure)]
            return
        }
        if measure.kind == .holdPayment { try add(payment: measure.payment, account, store) }
        guard measure.kind != .blockSite else {
            lines += HolderWords.told(measure.ground)
            isFound = measure.isAutomatic || !lines.isEmpty
            if lines.isEmpty, measure.statement.isEmpty { lines.append(Self.people(measure)) }
            return
        }
        if let alert = try drafted ?? Self.alert(behind: measure, store) {
            (at, isFound) = (alert.at, true)
            try add(alert, of: measure, store)
        } else if !measure.kinds.isEmpty {
            lines += EvidenceKind.allCases.filter { measure.kinds.contains(EvidenceKinds($0)) }
                .map { HolderWords.kind($0) }
        } else {
            addOthers(measure)
        }
    }

    /// The alert that a measure came of: raised with it, before it for a payment that is held, or named by whoever
    /// proposed it.
    private static func alert(behind measure: Measure, _ store: Store) throws -> StoredAlert? {
        let rows = try store.alerts(account: measure.account, limit: alerts, after: nil).items
        if measure.isAutomatic {
            guard measure.typology != nil, measure.sequence > 0 else { return nil }
            return rows.first { $0.sequence <= measure.sequence }.flatMap { StoredAlert($0) }
        }
        guard let number = named(in: measure.ground) else { return nil }
        return rows.first { $0.number == number && $0.at <= measure.at }.flatMap { StoredAlert($0) }
    }

    /// The alert with which the page of a proposal begins its ground, in either language.
    static func named(in ground: String) -> Int? {
        let english = "Alert "
        if ground.hasPrefix(english) { return number(ground.dropFirst(english.count), before: " of ") }
        guard let range = ground.firstRange(of: " 预警 "), ground[..<range.lowerBound].utf8.count == 10 else {
            return nil
        }
        return number(ground[range.upperBound...], before: "：")
    }

    private static func number(_ text: Substring, before end: String) -> Int? {
        text.firstRange(of: end).flatMap { Int(text[..<$0.lowerBound]) }
    }

    // MARK: What is told

    private mutating func add(_ alert: StoredAlert, of measure: Measure, _ store: Store) throws {
        var seen: Set<Phrase> = []
        for indicator in alert.indicators where indicator.weight >= Self.least && lines.count < Self.shown {
            guard let kind = EvidenceKind(name: indicator.kind) else { continue }
            var told = HolderWords.told(indicator.text)
            if told.isEmpty { told = [HolderWords.kind(kind)] }
            // Of ties to others neither how many nor when: it would say who they are.
            if kind != .identity, kind != .list {
                let span = try Self.span(indicator.evidence, store)
                told[0] = told[0].with(span)
            }
            for words in told where seen.insert(words).inserted { lines.append(words) }
        }
        let ties = HolderWords.kind(.identity)
        if Self.isTied(measure), seen.insert(ties).inserted { lines.append(ties) }
        guard let typology = measure.typology ?? Typology(name: alert.typology) else { return }
        let innocent = IndicatorWords.innocent(typology)
        lines.append(
            Phrase("What it could be otherwise was weighed: \(innocent.en)", "已权衡的其他可能解释：\(innocent.zh)"))
    }

    /// How many of the account's payments carry an indicator, and from when to when.
    private static func span(_ ids: [String], _ store: Store) throws -> Phrase {
        var times: [Instant] = []
        for id in ids.suffix(Self.alerts) {
            if let item = try store.payment(id: id) { times.append(PaymentView(item.payment.span.bytes).at) }
        }
        guard let first = times.min(), let last = times.max() else { return Phrase(same: "") }
        let (from, to) = (utc.date(first), utc.date(last))
        let count = times.count == 1 ? "one payment" : "\(times.count) payments"
        return from == to
            ? Phrase(" (\(count), on \(from))", "（\(times.count) 笔支付，\(from)）")
            : Phrase(" (\(count), \(from) to \(to))", "（\(times.count) 笔支付，\(from) 至 \(to)）")
    }

    private static let utc = Reader(offset: 0)

    /// The holder's own side of a payment that is held.
    private mutating func add(payment id: String, _ account: String, _ store: Store) throws {
        guard let item = try store.payment(id: id) else { return }
        let payment = PaymentView(item.payment.span.bytes)
        let (sum, at) = (
            payment.amount.text(payment.currency) + " " + payment.currency.code, Self.utc.minute(payment.at)
        )
        lines.append(
            payment.payee.text.utf8.elementsEqual(account.utf8)
                ? Phrase("The payment: \(sum) to your account, \(at) (UTC).", "该付款：收款 \(sum)，\(at)（UTC）。")
                : Phrase("The payment: \(sum) from your account, \(at) (UTC).", "该付款：付款 \(sum)，\(at)（UTC）。"))
    }

    /// What rests on no evidence of the account's own: a list, a rule, people's word.
    private mutating func addOthers(_ measure: Measure) {
        if !measure.list.isEmpty {
            lines.append(
                Phrase("The account is on the list '\(measure.list)'.", "该账户在名单“\(measure.list)”上。"))
        } else if measure.isAutomatic, Self.isTied(measure) {
            lines.append(HolderWords.kind(.identity))
            isFound = true
        } else if measure.isAutomatic, measure.ground.contains(" is on list '") || !measure.listedBy.isEmpty {
            lines.append(
                Phrase(
                    "It meets an entry of a list that people have put in force: see the lists below.",
                    "触及人工启用的名单条目：见下列名单。"))
            isFound = true
        } else if measure.isAutomatic {
            lines.append(
                Phrase(
                    "It meets a rule that people have put in force: see the rules' version below.",
                    "触及人工启用的规则：见下列规则版本。"))
            isFound = true
        } else if measure.statement.isEmpty {
            lines.append(Self.people(measure))
        }
    }

    /// Where people state no facts: who knows them.
    private static func people(_ measure: Measure) -> Phrase {
        measure.authority.isEmpty
            ? Phrase(
                "People have found it. What exactly they rest it on you are told on request, under the number above.",
                "由工作人员认定。具体事实可凭上述编号索取。")
            : Phrase(
                "What it rests on is known to \(measure.authority), who ordered it.",
                "所依据的事实由下达要求的 \(measure.authority) 掌握。")
    }

    /// Whether it was proposed because of another account that seems to be in the same hand.
    private static func isTied(_ measure: Measure) -> Bool { measure.ground.hasPrefix("Belongs together with ") }
}
