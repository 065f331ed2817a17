import WeirDetection
import WeirDomain
import WeirLists

/// Sites: what the patrol's findings and the payments over them lead to.
extension Engine {
    /// A finding, or a page that is clean or gone.
    mutating func take(_ report: SiteReport, _ sequence: UInt64, _ effects: inout Effects) {
        let change = outside.sites.take(report)
        guard let record = change.record else { return }
        let at = moment(report.at)
        func happened(_ type: String, _ facts: [(name: String, value: String)], _ text: String) {
            effects.acts.append(
                Act(
                    type, at: at, by: Measure.weir, number: 0, subject: report.host,
                    facts: facts + [("input", "\(sequence)")], text: text))
        }
        if change.isNew {
            happened(
                "site.found",
                [
                    ("score", "\(record.score)"), ("evidence", report.evidence),
                    ("accounts", "\(change.accounts.count)"),
                ], report.address)
        }
        if change.isGone { happened("site.gone", [("evidence", report.evidence)], report.address) }
        for tie in change.newTies {
            happened(
                "site.same_operator",
                [("likeness", "\(tie.likeness)"), ("shared", tie.kinds.joined(separator: " "))], tie.host)
        }
        proposeBlock(of: report.host, at, sequence, &effects)
    }

    /// Not before what has been seen already: reports of saved pages have no time.
    private func moment(_ time: Instant) -> Instant { max(now, time, Instant(milliseconds: 0)) }

    /// A payment came over a site.
    mutating func paid(
        over site: RawSpan, _ payment: borrowing PaymentView, _ payee: AccountIndex, _ sequence: UInt64,
        _ effects: inout Effects
    ) {
        let at = payment.at
        let count = outside.sites.traffic.pay(site, payee, payment.amount, payment.currency, at: at)
        if count == Self.rotatingPayees, rotates(site) {
            raise(site, "payees_rotate", at, sequence: sequence, &effects)
        }
        guard !outside.sites.records.isEmpty, let name = HostName(site.text) else { return }
        for host in name.parents { proposeBlock(of: host, at, sequence, &effects) }
    }

    /// So many persons are paid over one site: whose turn it is changes from order to order.
    private static let rotatingPayees = 6

    /// A market has merchants, and many payments to each; a board sends one customer to each of its people.
    private func rotates(_ site: RawSpan) -> Bool {
        guard let slot = outside.sites.traffic.slot(site) else { return false }
        let people = slot.payees.count { detector.accounts[$0].kind == .person }
        return people >= Self.rotatingPayees && slot.payments <= Int64(3 * slot.payees.count)
    }

    /// The page that a payment came from, where the platform says it.
    mutating func paid(from extra: RawSpan, _ at: Instant) {
        if let host = Referrer.host(in: extra) { outside.sites.traffic.refer(host, at: at) }
    }

    /// Somebody should look at a site soon.
    mutating func raise(
        _ site: RawSpan, _ why: String, _ at: Instant, sequence: UInt64, _ effects: inout Effects
    ) {
        guard outside.sites.traffic.raise(site, why) else { return }
        effects.acts.append(
            Act(
                "site.raised", at: at, by: Measure.weir, number: 0, subject: site.text,
                facts: [("why", why), ("input", "\(sequence)")]))
    }

    // MARK: Blocking

    /// Puts it before people that a site's gateway be stopped: once for each finding, only where the site takes
    /// payments of this platform, and not again soon after people have decided. It is never ordered by itself.
    private mutating func proposeBlock(
        of host: String, _ at: Instant, _ sequence: UInt64, _ effects: inout Effects
    ) {
        guard let record = outside.sites.records[host], record.isOpen, let name = HostName(host),
            PublicSuffixes.objection(name) == nil
        else { return }
        let kin = record.ties.first { outside.sites.isBlocked($0.host) || isProposed($0.host) }
        guard record.score > 0 || kin != nil, let gateway = gateway(of: host) else { return }
        // A proposal that its maker has taken back is nobody's decision.
        let past = book.measures.on(host).filter { $0.kind == .blockSite && $0.state != .withdrawn }
        let isSettled = past.contains { measure in
            !measure.state.isEnded
                || (measure.endedAt ?? measure.at).advanced(bySeconds: Limits.siteProposalPause) > at
        }
        let waiting = measures.count { $0.kind == .blockSite && $0.state == .proposed && $0.isAutomatic }
        guard !isSettled, waiting < Limits.siteProposals else { return }
        outside.sites.settle(host)
        let ground = ground(record, gateway, kin)
        var measure = Measure(
            number: 0, kind: .blockSite, account: host, state: .proposed, typology: .exchangeGateway, at: at,
            sequence: 0, by: Measure.weir, ground: ground)
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (rulesVersion, listsInForce(at: at))
        let evidence = outside.sites.pages(of: host).first?.evidence ?? ""
        propose(
            measure, Actor(by: Measure.weir, role: nil, at: at, reason: ground),
            [("evidence", evidence), ("input", "\(sequence)")], &effects)
    }

    private func isProposed(_ host: String) -> Bool {
        book.measures.on(host).contains { $0.kind == .blockSite && $0.state == .proposed }
    }

    /// How the site takes payments of this platform, in words; `nil` where nothing says that it does.
    private func gateway(of host: String) -> String? {
        let slots = outside.sites.traffic.under(host)
        let accounts = outside.sites.accounts(behind: host)
        var words: [String] = []
        let payments = slots.reduce(0) { $0 + $1.payments }
        if payments > 0 {
            let payees = Set(slots.flatMap(\.payees)).count
            words.append("\(payments) payments to \(payees) accounts named it")
        }
        if !accounts.isEmpty {
            let elsewhere = accounts.filter { outside.sites.isElsewhere($0, host) }
            words.append(
                "it shows codes of \(accounts.prefix(5).joined(separator: ", "))"
                    + (accounts.count > 5 ? " and \(accounts.count - 5) more" : "")
                    + (elsewhere.isEmpty ? "" : ", of which \(elsewhere.count) registered other sites"))
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private func ground(_ record: SiteBook.Record, _ gateway: String, _ kin: SiteTie?) -> String {
        var text = "The site \(record.host) "
        if let page = outside.sites.pages(of: record.host).max(by: { $0.score < $1.score }) {
            text += "deals in coins: \(page.address), score \(page.score), page kept as \(page.evidence). "
        } else {
            text += "looks like a site that deals in coins. "
        }
        text += "It takes payments: \(gateway)."
        if let tie = kin ?? record.ties.first {
            text += " It appears to be \(tie.host) again: the same \(tie.kinds.joined(separator: ", "))."
        }
        return text
    }

    /// A proposal about a site in the site's one spelling; names that many share are refused.
    func blockable(_ request: ActRequest) throws(RefusedRequest) -> ActRequest {
        guard let name = HostName(request.subject) else {
            throw RefusedRequest("names no host such as shop.example: '\(request.subject)'")
        }
        if let objection = PublicSuffixes.objection(name) { throw RefusedRequest("\(name.text) \(objection)") }
        var request = request
        request.subject = name.text
        return request
    }

    /// Brings the blocked sites in line with the measures.
    mutating func followBlock(of host: String) {
        outside.sites.setBlock(host, book.measures.restraints(on: host).last { $0.kind == .blockSite }?.number)
    }

    /// After a snapshot.
    mutating func followBlocks() {
        for measure in measures where measure.kind == .blockSite { followBlock(of: measure.account) }
    }

    // MARK: Watching

    /// The patrol could not look, or was asked not to: people should know, where a site is of interest.
    mutating func notSeen(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(
            request.role == .patrol || request.role?.mayPropose == true,
            "only the patrol, and who works on cases, may say that a site was not seen")
        guard let name = HostName(request.subject) else {
            throw RefusedRequest("names no host such as shop.example: '\(request.subject)'")
        }
        guard outside.sites.noteUnseen(name.text, request.text, request.at) else { return }
        effects.acts.append(
            Act(
                "site.not_seen", at: request.at, by: request.by, role: request.role, number: 0, subject: name.text,
                facts: [("why", request.extra)], text: request.text))
    }

    mutating func watch(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.mayPropose, "ask for a site to be watched")
        guard let name = HostName(request.subject) else {
            throw RefusedRequest("names no host such as shop.example: '\(request.subject)'")
        }
        try need(
            outside.sites.asked.count < Limits.siteRecords || outside.sites.asked[name.text] != nil,
            "would be one more site than can be watched")
        outside.sites.ask(name.text, by: request.by, request.text)
        effects.acts.append(
            Act(
                "site.watched", at: request.at, by: request.by, role: request.role, number: 0, subject: name.text,
                text: request.text))
    }
}
