import WeirDetection
import WeirDomain
import WeirLists

/// What lists, orders and sites say of a payment.
struct OutsideView {
    var reasons: [Reason] = []
    /// The gravest role of the lists that were hit.
    var role = ListRole.allow
    /// The legal basis of the gravest list that was hit, as the list names it.
    var listBasis: String?
    /// Who put on the lists what holds it.
    var listedBy: [String] = []
    /// Accounts that a list declines, by which entry, and why in words.
    var declined: [(account: String, hit: ListHit, ground: String)] = []
    /// Whose device a list declines, who is on the other side, and why.
    var declinedDevice: (own: AccountIndex, other: AccountIndex, reason: Reason)?
    /// The order of an authority that stops one of the parties.
    var frozenBy: FreezeOrder?
    /// The measure that blocks the site.
    var blockedBy: Int?
    /// Nats of the kinds `list` and `site`, for each side.
    var payer = OutsideEvidence()
    /// Evidence about an account, as its alerts show it.
    var readings: [(account: AccountIndex, reading: IndicatorReading)] = []
    var payee = OutsideEvidence()

    var outcome: Outcome {
        if frozenBy != nil || blockedBy != nil { return .decline }
        switch role {
        case .allow: return .allow
        case .watch: return .warn
        case .hold: return .hold
        case .decline: return .decline
        }
    }
}

extension Engine {
    /// Lists, orders of authorities, sites.
    mutating func applyOutside(_ type: InputType, _ payload: RawSpan, _ sequence: UInt64, _ effects: inout Effects) {
        var refusal: String?
        switch type {
        case .list:
            guard let (list, count, person, time) = ListBytes.head(payload) else { return refuse("list", &effects) }
            // Such a list stops accounts as a measure does, and nobody signs it a second time.
            if list.role == .decline, let waits = waitsForSecond(person) {
                effects.verdict = .refused(waits)
                return
            }
            refusal = outside.begin(list, count: count, by: person, at: time)
        case .listEntries:
            guard let (name, entries) = ListBytes.piece(payload) else { return refuse("list", &effects) }
            refusal = outside.add(name, entries)
        case .listEnd:
            guard let (name, version) = ListBytes.end(payload) else { return refuse("list", &effects) }
            refusal = putInForce(name, version, sequence, &effects)
        case .order:
            guard let order = ListBytes.order(payload) else { return refuse("order", &effects) }
            refusal = apply(order, sequence, &effects)
        case .site:
            guard let report = SiteReport(payload) else { return refuse("site report", &effects) }
            // Evidence on accounts is worked out when they are weighed: it follows the reports that stand.
            take(report, sequence, &effects)
        case .codeOwner:
            guard let owner = CodeOwner(payload) else { return refuse("code owner", &effects) }
            outside.sites.know(owner)
        default: preconditionFailure("the caller hands in only what this takes")
        }
        if let refusal { effects.verdict = .refused(refusal) }
    }

    /// The lists that act at a time, with their versions: part of a measure's ground.
    func listsInForce(at time: Instant) -> String {
        outside.lists.filter { $0.acts(at: time) }.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
    }

    /// An order of an authority is a measure by itself.
    private mutating func apply(_ order: FreezeOrder, _ sequence: UInt64, _ effects: inout Effects) -> String? {
        switch outside.take(order, now: max(now, book.clock), isStrict: book.decidesAsFive) {
        case .failure(let refused): return refused.reason
        case .success(let standing):
            recordMeasure(standing, order.act, of: order, sequence, &effects)
            return nil
        }
    }

    /// What is known from outside of a payment; `nil` where nothing is.
    mutating func outsideView(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex
    ) -> OutsideView? {
        var view = OutsideView()
        let (payerID, payeeID) = (payment.payer.text, payment.payee.text)
        let times = times(of: payment.at)
        readPlatforms(payment, payer, &view)
        for (account, isPayer) in [(payerID, true), (payeeID, false)] {
            for order in outside.orders(stopping: payment, on: account, asPayer: isPayer, at: times) {
                if view.frozenBy == nil { view.frozenBy = order }
                view.reasons.append(
                    Reason(
                        code: "freeze_order", kind: .list, weight: 0,
                        text:
                            "Order \(order.id) of \(order.authority) (\(order.basis)) stops \(order.terms) of the "
                            + "\(isPayer ? "payer" : "payee")'s account."))
            }
        }
        for (side, listed) in hits(payment, at: times) {
            let (hit, end) = standing(listed, at: start(payment.at))
            if hit.role >= view.role { view.listBasis = outside.basis(ofList: hit.list) ?? view.listBasis }
            for person in listedBy(hit) where !view.listedBy.contains(person) { view.listedBy.append(person) }
            view.take(hit, until: end, side, side == .payer ? payer : payee)
            if hit.role == .decline, hit.entry.kind == .account {
                view.declined.append((side == .payer ? payerID : payeeID, hit, view.reasons.last?.text ?? ""))
            }
            if hit.role == .decline, hit.entry.kind == .device, let reason = view.reasons.last {
                view.declinedDevice = side == .payer ? (payer, payee, reason) : (payee, payer, reason)
            }
        }
        addSite(payment[.site], (payer, payerID), (payee, payeeID), &view)
        guard !view.reasons.isEmpty else { return nil }
        return view
    }

    /// At which times a payment is asked about: its own, and the clock's where that does not bear it out. Dated before
    /// it began, or after it will have ended, a payment would slip past an authority's order, or a list.
    func times(of at: Instant) -> [Instant] {
        let borne = book.decidesAsSeven ? start(at) : at
        return borne == at ? [at] : [at, borne]
    }

    private func hits(
        _ payment: borrowing PaymentView, at times: [Instant]
    ) -> [(side: ListedPayment.Side, hit: ListHit)] {
        var found: [(side: ListedPayment.Side, hit: ListHit)] = []
        for time in times {
            for (side, hit) in ListedPayment.hits(payment, in: outside.index, at: time)
            where !found.contains(where: { $0.side == side && $0.hit == hit }) {
                let site = hit.entry.kind == .domain ? payment[.site].text : hit.entry.value
                if outside.isExcused(hit, site, at: time) { continue }
                found.append((side, hit))
            }
        }
        return found
    }

    /// Names of listed platforms in the remark. Anybody can write a word there: it warns, whatever the list's role, and
    /// weighs nothing.
    private func readPlatforms(_ payment: borrowing PaymentView, _ payer: AccountIndex, _ view: inout OutsideView) {
        for hit in ListedPayment.platforms(payment, in: outside.index) {
            view.role = max(view.role, .watch)
            view.say(
                Reason(
                    code: "listed_platform", kind: .text, weight: 0,
                    text: "The remark names the platform \(hit.entry.value) of list '\(hit.list)', "
                        + "version \(hit.version)."),
                of: payer)
        }
    }

    /// What is known from outside of one side of the payment at hand. What the payment itself bears, such as a site or
    /// a device, names it.
    mutating func outsideReadings(_ account: AccountIndex, _ sequence: UInt64) -> [IndicatorReading] {
        guard let view else { return [] }
        return view.readings.filter { $0.account == account }.map { entry in
            var reading = entry.reading
            if reading.code != "code_on_site", reading.code != "listed_account" { reading.evidence = [sequence] }
            return reading
        }
    }

    private mutating func addSite(
        _ site: RawSpan, _ payer: (index: AccountIndex, id: String), _ payee: (index: AccountIndex, id: String),
        _ view: inout OutsideView
    ) {
        if site.byteCount > 0 {
            let host = site.text
            if let number = outside.sites.block(host) {
                view.blockedBy = number
                view.reasons.append(
                    Reason(
                        code: "site_blocked", kind: .list, weight: 0,
                        text: "The site \(host) may no longer take payments, by measure \(number)."))
            }
            if let found = outside.sites.finding(host) {
                view.payee.site = OutsideEvidence.nats(score: found.score)
                view.say(
                    Reason(
                        code: "site_deals_in_coins", kind: .site, weight: Int(view.payee.site * 1000),
                        text: "The payment was shown on \(host), where \(found.address) deals in coins "
                            + "(score \(found.score))."
                    ), of: payee.index)
            }
        }
        for (account, isPayer) in [(payer, true), (payee, false)] {
            guard let page = outside.sites.pages(showing: account.id).max(by: { $0.score < $1.score }) else { continue }
            let nats = OutsideEvidence.nats(score: page.score) + 0.5
            if isPayer { view.payer.site = nats } else { view.payee.site = max(view.payee.site, nats) }
            view.say(
                Reason(
                    code: "code_on_site", kind: .site, weight: Int(nats * 1000),
                    text:
                        "A page that deals in coins, \(page.address), shows a code of the "
                        + "\(isPayer ? "payer" : "payee")'s account"
                        + (outside.sites.isElsewhere(account.id, page.host)
                            ? ", which registered other sites than this one." : ".")
                ), of: account.index)
        }
    }
}

extension OutsideView {
    mutating func say(_ reason: Reason, of account: AccountIndex) {
        reasons.append(reason)
        let reading = IndicatorReading(
            code: reason.code, kind: reason.kind, value: 1000, weight: reason.weight, evidence: [], text: reason.text)
        readings.append((account, reading))
    }

    /// - Parameter end: when the entry has ceased to stop the account, or does so by itself, as one person's word.
    mutating func take(_ hit: ListHit, until end: Instant?, _ side: ListedPayment.Side, _ account: AccountIndex) {
        role = max(role, hit.role)
        if side == .payer { payer.list = OutsideEvidence.listNats } else { payee.list = OutsideEvidence.listNats }
        let what = hit.entry.kind == .domain ? "site" : hit.entry.kind.name
        let since = hit.source.isEmpty ? "" : " of \(hit.source)"
        say(
            Reason(
                code: "listed_\(what)", kind: .list, weight: Int(OutsideEvidence.listNats * 1000),
                text: "The \(what) \(hit.entry.value) is on list '\(hit.list)', version \(hit.version)\(since)"
                    + (hit.entry.reason.isEmpty ? "." : ": \(hit.entry.reason).")
                    + Self.words(of: end, hit)), of: account)
    }

    /// What one person's word says of itself.
    private static func words(of end: Instant?, _ hit: ListHit) -> String {
        guard let end else { return "" }
        let isAccount = hit.entry.kind == .account
        return switch (isAccount, hit.role) {
        case (false, .decline): " It stops payments until \(end.rfc3339), as one person's word."
        case (false, .hold): " It holds payments until \(end.rfc3339), as one person's word."
        case (false, _): " It was one person's word, which ended at \(end.rfc3339)."
        case (_, .decline): " It stops the account until \(end.rfc3339), as one person's word."
        default: " It stopped the account until \(end.rfc3339), as one person's word."
        }
    }
}
