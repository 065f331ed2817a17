import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// One account's payments with strangers, the coin prices that they imply, and the board's price beside them.
struct CaseFile: Sendable {
    let desk: Desk
    let history: PriceHistory
    /// Payments on show: up to a suspension, an alert or now, and those that came next. Each weighs more than a
    /// kilobyte on a case page, which holds 200 with all that it loads.
    private static let payments = 60
    private static let after = 30

    /// A suspension and what it has stopped.
    typealias Stop = (measure: Measure, money: StoppedMoney?)

    /// The picture as JSON; `nil` for an account that has not been seen.
    func picture(of account: String) async throws -> [UInt8]? {
        let read = await desk.read { engine -> (AccountView?, [PriceQuote], Stop?, UInt64?) in
            let stops = engine.measures(on: account).filter { $0.kind == .suspendTransfers }
            let measure = stops.last { $0.state.isInForce }
            // One that has ended is still what the account is known for.
            let shown = stops.last { $0.state.isInForce && $0.sequence > 0 } ?? stops.last { $0.sequence > 0 }
            let stop: Stop? = measure.map { ($0, engine.stopped[$0.number]) }
            return (engine.account(account), engine.prices, stop, shown?.sequence)
        }
        guard let read, let view = read.0 else { return nil }
        let measure = read.2?.measure
        let trades = try trades(account, around: read.3).items.filter { item in
            let payment = PaymentView(item.payment.span.bytes)
            return payment.payerKind == .person && payment.payeeKind == .person
        }
        let currency = trades.last.map { PaymentView($0.payment.span.bytes).currency } ?? view.currency
        let asset = Self.coin(read.1, currency)
        var object = JSONObject()
        object.put("account", account)
        let strongest = view.scores.max { $0.score < $1.score }
        object.put("typology", strongest?.typology.name ?? "")
        object.put("score", strongest?.score ?? 0)
        object.put("suspended_at", measure?.at)
        if let stop = read.2 {
            var sum = JSONObject()
            sum.put("count", stop.money?.payments ?? 0)
            if let currency {
                sum.put("amount", Amount(minor: stop.money?.sums[currency] ?? 0).text(currency))
            } else {
                sum.putNull("amount")
            }
            object.put("declined", json: sum.closed)
        }
        object.put("asset", asset?.name ?? "")
        object.put("currency", currency?.code ?? "")
        let board = try await board(trades, asset, currency)
        object.put("board", json: JSONObject.array(thinned(board).map { point($0) }))
        let recent = Dictionary(view.recent.map { ($0.sequence, $0) }) { first, _ in first }
        object.put(
            "payments",
            json: JSONObject.array(trades.map { trade($0, account, board, asset?.name, recent[$0.sequence]) }))
        object.put("flow", json: flow(trades, account))
        return object.closed
    }

    /// The coin that is traded in a currency: of those with a price the stablecoin.
    static func coin(_ quotes: [PriceQuote], _ currency: Currency?) -> WeirDomain.Asset? {
        quotes.first { $0.currency == currency && $0.asset.name.hasPrefix("USD") && $0.asset.name != "USD" }?.asset
    }

    /// The payments that led to something, a suspension or an alert, and the first ones after it; without it the
    /// latest. An account that is tried for months on must not crowd out why it was stopped.
    /// - Parameter sequence: of the payment that brought it about.
    func trades(_ account: String, around sequence: UInt64?) throws -> WeirStore.Page<Store.AccountPayment> {
        let before = try desk.store.payments(
            of: account, limit: Self.payments, after: sequence.map { Int($0) + 1 })
        var items = Array(before.items.reversed())
        if let sequence {
            items += try desk.store.payments(of: account, since: sequence, limit: Self.after)
        }
        return WeirStore.Page(items: items, next: before.next)
    }

    /// Money that has moved, by counterparty, the largest first; declined payments have not.
    private func flow(_ trades: [Store.AccountPayment], _ account: String) -> [UInt8] {
        var totals: [Bool: [String: (minor: Int64, count: Int, currency: Currency)]] = [:]
        for item in trades where item.outcome != .decline {
            let payment = PaymentView(item.payment.span.bytes)
            let isIncoming = payment.payee.text == account
            let other = isIncoming ? payment.payer.text : payment.payee.text
            let currency = payment.currency
            let before = totals[isIncoming]?[other] ?? (0, 0, currency)
            totals[isIncoming, default: [:]][other] = (
                before.minor.saturatingAdd(payment.amount.minor), before.count + 1, currency
            )
        }
        var object = JSONObject()
        for (name, isIncoming) in [("in", true), ("out", false)] {
            let sorted = (totals[isIncoming] ?? [:]).sorted { ($1.value.minor, $0.key) < ($0.value.minor, $1.key) }
            let items = sorted.map { other, total -> [UInt8] in
                var item = JSONObject()
                item.put("account", other)
                item.put("amount", Amount(minor: total.minor).text(total.currency))
                item.put("count", total.count)
                return item.closed
            }
            object.put(name, json: JSONObject.array(items))
        }
        return object.closed
    }

    /// The board's prices over the payments: as they were handed in since the start, else as the engine keeps them.
    func board(
        _ items: [Store.AccountPayment], _ asset: WeirDomain.Asset?, _ currency: Currency?
    ) async throws -> [PriceQuote] {
        guard let asset, let currency, let first = items.first, let last = items.last else { return [] }
        let from = PaymentView(first.payment.span.bytes).at
        let to = PaymentView(last.payment.span.bytes).at
        let fine = history.quotes(asset.name, currency, from: from, to: to)
        if let begin = fine.first, begin.at <= from { return fine }
        let kept = await desk.read { engine in engine.prices(of: asset, currency, from: from, to: to) } ?? []
        // Within a step of ten minutes the last price stands: it is put at the step's beginning.
        return kept.isEmpty ? fine : kept
    }

    /// At most two hundred points, all of them where the price changed.
    func thinned(_ quotes: [PriceQuote]) -> [PriceQuote] {
        var changed: [PriceQuote] = []
        for quote in quotes where changed.last?.price != quote.price { changed.append(quote) }
        if let last = quotes.last, let end = changed.last, end.at < last.at { changed.append(last) }
        let stride = max(1, changed.count / 200)
        return changed.enumerated().filter { $0.offset % stride == 0 || $0.offset == changed.count - 1 }.map(\.element)
    }

    private func point(_ quote: PriceQuote) -> [UInt8] {
        JSONObject.array([JSONObject.quoted(quote.at.rfc3339), JSONObject.quoted(quote.price.text)])
    }

    /// The coin price that a payment implies: as the engine read it, or against the board's price.
    static func implied(
        _ payment: borrowing PaymentView, _ quote: PriceQuote?, _ asset: String?, _ known: AccountView.RecentPayment?
    ) -> Price? {
        if let known, known.coin == asset, let implied = known.implied { return implied }
        guard let quote else { return nil }
        return Engine.impliedPrice(payment.amount, payment.currency, board: quote.price)
    }

    private func trade(
        _ item: Store.AccountPayment, _ account: String, _ board: [PriceQuote], _ asset: String?,
        _ known: AccountView.RecentPayment?
    ) -> [UInt8] {
        let payment = PaymentView(item.payment.span.bytes)
        let isIncoming = payment.payee.text == account
        let at = payment.at
        let quote = (board.last { $0.at <= at } ?? board.first).flatMap { Engine.says($0, at: at) ? $0 : nil }
        let implied = Self.implied(payment, quote, asset, known)
        var object = JSONObject()
        object.put("id", payment.id.text)
        object.put("at", at)
        object.put("direction", isIncoming ? "in" : "out")
        object.put("amount", payment.amount.text(payment.currency))
        object.put("other", isIncoming ? payment.payer.text : payment.payee.text)
        object.put("outcome", item.outcome.name)
        if let implied { object.put("implied", implied.text) } else { object.putNull("implied") }
        if let known { object.put("first_time", known.isStranger) }
        return object.closed
    }
}
