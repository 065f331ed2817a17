import WeirCodec
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// What the console tells of an account. Each part is bounded, so that a page costs the same whether the account has a
/// hundred payments or a million; everything comes from the engine and the store, as the API's answers do.
struct AccountStory: Sendable {
    var view: AccountView
    /// What sums are in; `nil` where no payment tells.
    var currency: Currency?
    var asset: WeirDomain.Asset?
    /// Oldest first.
    var payments: [PaymentMark]
    /// The same payments as they were handed in, for what no drawing shows.
    var records: [Store.AccountPayment]
    /// Changes of the board's price.
    var board: [PriceQuote]
    var alerts: [StoredAlert]
    /// The payment around which others are shown, by its sequence number: that which brought about the last suspension,
    /// otherwise the newest alert. `nil` where they are simply the latest.
    var around: UInt64?
    /// The `before` of the page with older payments.
    var older: Int?
    /// What suspensions of the account have stopped.
    var stopped: StoppedMoney
    /// Cases of the accounts that are dealt with, by account.
    var cases: [String: Int]
    /// Payment ids of sequence numbers that indicators and measures name.
    var ids: [UInt64: String]

    var account: String { view.id }
}

/// Which part of the story is asked for.
struct StoryWish: Sendable {
    /// Only payments before this sequence number.
    var before: Int?
    /// The newest payments, although a suspension stands out.
    var isLatest = false
    /// Only money moved in this span.
    var from: Instant?
    var to: Instant?
    /// Accounts that are opened up, each from the drawing of the one before it.
    var open: [String] = []
    /// Opens the largest ones up.
    var isWide = false
    /// Whether remarks and devices may be shown.
    var isUncovered = false
    /// What else the address asks for: a form that changes the span carries it along.
    var carried: [(name: String, value: String)] = []
}

extension StoryWish {
    init(_ visit: Visit, account: String) {
        before = visit.query("before").flatMap { Int($0) }
        isLatest = visit.query("latest") == "1"
        from = Self.minute(visit.query("since")) ?? Self.day(visit.query("from"))
        to = Self.minute(visit.query("until")) ?? Self.day(visit.query("to")).map { $0.advanced(bySeconds: 86_400) }
        open = Array(visit.queries("open").prefix(Self.mostOpen))
        isWide = visit.query("hops") == "2"
        isUncovered = visit.isUncovered(account)
        carried = ["account", "before", "latest", "hops"].compactMap { name in
            visit.query(name).map { (name, $0) }
        }
        carried += open.map { (name: "open", value: $0) }
    }

    /// How far somebody can follow the money: each account opened up costs the page a drawing.
    static let mostOpen = 4

    /// A day of the viewer's calendar.
    private static func day(_ text: String?) -> Instant? {
        guard let text, text.count == 10, let day = Instant(rfc3339: text + "T00:00:00Z") else { return nil }
        return day.advanced(bySeconds: -(Viewer.current.zone ?? 0))
    }

    /// What the slider counts in; beyond the years that are written with four digits there is nothing.
    private static func minute(_ text: String?) -> Instant? {
        text.flatMap { Int64($0) }.flatMap { (0...4_000_000_000).contains($0) ? FlowSpan.instant($0) : nil }
    }

    /// An address with the same span of the money flow.
    func spanned(_ link: Link) -> Link {
        link.query("since", from.map { String(FlowSpan.minutes($0)) })
            .query("until", to.map { String(FlowSpan.minutes($0)) })
    }
}

extension CaseFile {
    /// Payments of one page of a story.
    static let storyPayments = 100
    private static let storyAlerts = 20

    /// The story of an account; `nil` for one that has not been seen.
    func story(of account: String, _ wish: StoryWish) async throws -> AccountStory? {
        let read = await desk.read { engine in
            let stops = engine.measures(on: account).compactMap { engine.stopped[$0.number] }
            return (engine.account(account), engine.prices, stops)
        }
        guard let read, let view = read.0 else { return nil }
        let rows = try desk.store.alerts(account: account, limit: Self.storyAlerts, after: nil).items
        // A suspension that has ended is still why there is a case; without one the alert is.
        let stop = view.measures.last { $0.kind == .suspendTransfers && $0.sequence > 0 }
        let around = wish.isLatest ? nil : stop?.sequence ?? rows.first?.sequence
        let page: WeirStore.Page<Store.AccountPayment>
        if let before = wish.before {
            let older = try desk.store.payments(of: account, limit: Self.storyPayments, after: before)
            page = .init(items: older.items.reversed(), next: older.next)
        } else {
            page = try trades(account, around: around)
        }
        let currency = page.items.last.map { PaymentView($0.payment.span.bytes).currency } ?? view.currency
        let asset = Self.coin(read.1, currency)
        let board = try await board(page.items, asset, currency)
        let others = Set(page.items.map { Self.other($0, account) })
        let cases = await desk.read { engine in
            others.reduce(into: [String: Int]()) { found, other in found[other] = engine.caseNumber(of: other) }
        }
        let recent = Dictionary(view.recent.map { ($0.sequence, $0) }) { first, _ in first }
        let marks = page.items.map { item in
            mark(item, account, board, asset, recent[item.sequence], isUncovered: wish.isUncovered)
        }
        let named = view.indicators.flatMap(\.evidence) + view.measures.map(\.sequence).filter { $0 > 0 }
        return AccountStory(
            view: view, currency: currency, asset: asset, payments: marks, records: page.items,
            board: thinned(board), alerts: rows.compactMap { StoredAlert($0) },
            around: wish.before == nil ? around : nil, older: page.next,
            stopped: Self.sum(read.2), cases: cases ?? [:],
            ids: try desk.paymentIDs(named))
    }

    private static func sum(_ stops: [StoppedMoney]) -> StoppedMoney {
        let sums = stops.reduce(into: [Currency: Int64]()) { sums, stop in
            sums.merge(stop.sums) { $0.saturatingAdd($1) }
        }
        return StoppedMoney(payments: stops.reduce(0) { $0 + $1.payments }, sums: sums)
    }

    private static func other(_ item: Store.AccountPayment, _ account: String) -> String {
        let payment = PaymentView(item.payment.span.bytes)
        return payment.payee.text == account ? payment.payer.text : payment.payee.text
    }

    private func mark(
        _ item: Store.AccountPayment, _ account: String, _ board: [PriceQuote], _ asset: WeirDomain.Asset?,
        _ known: AccountView.RecentPayment?, isUncovered: Bool
    ) -> PaymentMark {
        let payment = PaymentView(item.payment.span.bytes)
        let isIncoming = payment.payee.text == account
        let id = payment.id.text
        let other = isIncoming ? payment.payer.text : payment.payee.text
        var mark = PaymentMark(
            id: id, at: payment.at, isIncoming: isIncoming, amount: payment.amount, currency: payment.currency,
            other: other, outcome: item.outcome, link: Link("/console/payments", id).text,
            otherLink: Link("/console/accounts", other).text)
        let remark = payment.remark.text
        mark.remark = remark.isEmpty || isUncovered ? remark : "\u{2022}\u{2022}\u{2022}\u{2022}"
        mark.isStranger = known?.isStranger ?? false
        // Shops have prices of their own: the lattice is asked of what passes between persons.
        guard payment.payerKind == .person, payment.payeeKind == .person else { return mark }
        let at = payment.at
        guard let quote = board.last(where: { $0.at <= at }) ?? board.first, Engine.says(quote, at: at) else {
            return mark
        }
        mark.implied = Self.implied(payment, quote, asset?.name, known)
        mark.board = quote.price
        let distance = Engine.latticeDistance(
            payment.amount, payment.currency, board: quote.price, seed: item.sequence)
        (mark.residual, mark.likeness) = (distance.own, distance.alike)
        return mark
    }
}
