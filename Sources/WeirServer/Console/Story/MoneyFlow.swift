import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// Money between accounts, summed up for drawing.
struct MoneyFlow: Sendable {
    private struct Total {
        var minor: Int64 = 0
        var count = 0
        var devices: Set<String> = []
    }

    /// Accounts that are drawn on each side, and those one step further of which two or more are dealt with.
    private static let parties = (first: 12, further: 6)
    private static let opened = 3
    private static let openedPayments = 60
    private static let sharedShown = 12

    let files: CaseFile
    let story: AccountStory
    let wish: StoryWish
    /// The page that the drawing stands on.
    let page: Link

    /// Declined payments have moved nothing; those outside of the span are left out.
    private func drawing(
        _ account: String, _ items: [Store.AccountPayment], _ cases: [String: Int], isSecondHop: Bool
    ) -> FlowDrawing {
        var totals: [Bool: [String: Total]] = [:]
        var own: Set<String> = []
        for item in items where item.outcome != .decline {
            let payment = PaymentView(item.payment.span.bytes)
            let at = payment.at
            guard isInSpan(at), payment.currency == story.currency else { continue }
            let isIncoming = payment.payee.text == account
            let other = isIncoming ? payment.payer.text : payment.payee.text
            var total = totals[isIncoming]?[other] ?? Total()
            total.minor = total.minor.saturatingAdd(payment.amount.minor)
            total.count += 1
            let mine = payment[isIncoming ? .payeeDevice : .payerDevice].text
            let theirs = payment[isIncoming ? .payerDevice : .payeeDevice].text
            if !mine.isEmpty { own.insert(mine) }
            if !theirs.isEmpty { total.devices.insert(theirs) }
            totals[isIncoming, default: [:]][other] = total
        }
        let most = isSecondHop ? Self.parties.further : Self.parties.first
        let way = isSecondHop ? opened(upTo: account) : []
        let (incoming, incomingRest) = side(totals[true] ?? [:], own, cases, most, way)
        let (outgoing, outgoingRest) = side(totals[false] ?? [:], own, cases, most, way)
        return FlowDrawing(
            account: account, currency: story.currency, incoming: incoming, outgoing: outgoing,
            incomingRest: incomingRest, outgoingRest: outgoingRest, isSecondHop: isSecondHop,
            from: way.dropLast().last)
    }

    /// The accounts opened up one after the other that lead to this one, itself the last.
    private func opened(upTo account: String) -> [String] {
        wish.open.firstIndex(of: account).map { Array(wish.open[...$0]) } ?? [account]
    }

    /// The page with another account opened up behind those on the way to it; none for one that is drawn there already.
    private func opening(_ other: String, _ way: [String]) -> String? {
        guard other != story.account, !way.contains(other) else { return nil }
        let kept = way.suffix(StoryWish.mostOpen - 1)
        let link = (Array(kept) + [other]).reduce(wish.spanned(page)) { $0.query("open", $1) }
        return link.fragment("flow-\(kept.count + 2)").text
    }

    private func isInSpan(_ at: Instant) -> Bool { at >= wish.from ?? at && wish.to.map { at < $0 } ?? true }

    /// Payments from here on lie beyond the span, by the account's own; `nil` where the span reaches up to the latest.
    private var end: Int? {
        guard let to = wish.to else { return nil }
        return story.records.first { PaymentView($0.payment.span.bytes).at >= to }.map { Int($0.sequence) }
    }

    private func side(
        _ totals: [String: Total], _ own: Set<String>, _ cases: [String: Int], _ most: Int, _ way: [String]
    ) -> ([FlowDrawing.Party], FlowDrawing.Rest?) {
        let sorted = totals.sorted { ($1.value.minor, $0.key) < ($0.value.minor, $1.key) }
        let shown = sorted.prefix(most).map { other, total in
            FlowDrawing.Party(
                name: other, link: Link("/console/accounts", other).text,
                openLink: opening(other, way),
                sum: Amount(minor: total.minor), count: total.count, isSuspect: cases[other] != nil,
                tie: own.isDisjoint(with: total.devices) ? "" : Phrase("same device", "同一设备").text)
        }
        let rest = sorted.dropFirst(most)
        guard !rest.isEmpty else { return (shown, nil) }
        let sum = rest.reduce(Int64(0)) { $0.saturatingAdd($1.value.minor) }
        return (shown, .init(accounts: rest.count, sum: Amount(minor: sum)))
    }

    /// The account's own flow.
    var first: FlowDrawing { drawing(story.account, story.records, story.cases, isSecondHop: false) }

    /// Accounts that are opened up, with their payments; and accounts beyond that several of them deal with.
    func further() async throws -> (drawings: [FlowDrawing], shared: [(account: String, with: [String])]) {
        var names = wish.open
        if wish.isWide {
            let first = first
            names += first.incoming.prefix(Self.opened).map(\.name) + first.outgoing.prefix(Self.opened).map(\.name)
        }
        var drawings: [FlowDrawing] = []
        var met: [String: Set<String>] = [:]
        var seen: Set<String> = [story.account]
        for name in names where seen.insert(name).inserted {
            let page = try files.desk.store.payments(of: name, limit: Self.openedPayments, after: end)
            guard !page.items.isEmpty else { continue }
            var others: Set<String> = []
            for item in page.items {
                let payment = PaymentView(item.payment.span.bytes)
                guard isInSpan(payment.at) else { continue }
                others.insert(payment.payee.text == name ? payment.payer.text : payment.payee.text)
            }
            let met1 = others
            let cases = await files.desk.read { engine in
                met1.reduce(into: [String: Int]()) { found, other in found[other] = engine.caseNumber(of: other) }
            }
            for other in others where other != story.account { met[other, default: []].insert(name) }
            drawings.append(drawing(name, page.items, cases ?? [:], isSecondHop: true))
        }
        let shared = met.filter { $0.value.count > 1 || names.contains($0.key) }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .prefix(Self.sharedShown).map { ($0.key, $0.value.sorted()) }
        return (drawings, Array(shared))
    }
}

/// Devices and sites that payments share.
struct Ties: Sendable {
    struct Tie: Sendable {
        /// `device` or `site`.
        var isSite: Bool
        var name: String
        var payments: Int
        /// Accounts that used it, the account itself among them if it did.
        var accounts: [String]
    }

    /// Sites, and devices of more than one account; at most so many.
    private static let most = 12
    var ties: [Tie] = []

    init(_ items: [Store.AccountPayment]) {
        var found: [String: (isSite: Bool, count: Int, accounts: Set<String>)] = [:]
        for item in items {
            let payment = PaymentView(item.payment.span.bytes)
            let sides: [(PaymentField, String)] = [
                (.payerDevice, payment.payer.text), (.payeeDevice, payment.payee.text), (.site, payment.payee.text),
            ]
            for (field, account) in sides {
                let name = payment[field].text
                guard !name.isEmpty else { continue }
                var entry = found[name] ?? (field == .site, 0, [])
                entry.count += 1
                entry.accounts.insert(account)
                found[name] = entry
            }
        }
        ties = found.filter { $0.value.isSite || $0.value.accounts.count > 1 }
            .sorted { ($1.value.accounts.count, $0.key) < ($0.value.accounts.count, $1.key) }
            .prefix(Self.most)
            .map {
                Tie(
                    isSite: $0.value.isSite, name: $0.key, payments: $0.value.count,
                    accounts: $0.value.accounts.sorted())
            }
    }
}
