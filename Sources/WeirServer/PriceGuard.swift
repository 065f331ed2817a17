import Synchronization
import WeirDomain
import WeirEngine

/// Who hands board prices in, and how far one may be from the last.
///
/// What a coin costs decides who is read as a dealer. A key that hands payments in lies at many places of a platform:
/// whoever has got hold of one would have honest accounts stopped, or dealers passed over. A platform that has a feed
/// of its own leaves prices to it alone.
public struct PriceSources: Sendable {
    /// Hundredths by which a price may differ from those of the hour before it; 0 for any.
    public static let usualJump = 20

    private let areFromIntegrators: Bool
    let jump: Int

    public init(fromIntegrators: Bool = true, jump: Int = Self.usualJump) {
        (areFromIntegrators, self.jump) = (fromIntegrators, jump)
    }

    /// Whether a key hands prices in.
    func opens(to role: Role) -> Bool {
        role == .prices || role == .admin || areFromIntegrators && role == .integrator
    }
}

/// Prices that are far from the last ones are taken in once a second source says the same, or a person confirms them.
final class PriceGuard: Sendable {
    /// A price, and the one that it is far from.
    struct Odd: Sendable, Equatable {
        var quote: PriceQuote
        var last: PriceQuote

        var words: String {
            "\(quote.asset.name) in \(quote.currency.code) would be \(quote.price.text) at \(quote.at.rfc3339), and "
                + "was \(last.price.text) at \(last.at.rfc3339)"
        }
    }

    private struct Said {
        var price: Price
        var by: String
        var at: Instant
    }

    private struct State {
        /// What has been refused, by asset and currency: a second source may say the same.
        var said: [String: Said] = [:]
        /// Since when prices are what they were said to be: those before say nothing of them any more.
        var since: [String: Instant] = [:]
    }

    private let state = Mutex(State())
    /// Pairs of asset and currency in one request.
    static let mostPairs = 1_000
    /// A price that is dated ahead keeps out all true ones until its time has come. A month of prices may be handed in
    /// at once; what lies beyond it is no price.
    static let aheadSeconds: Int64 = 31 * 86_400

    private static let hourSeconds: Int64 = 3_600
    /// A price that is older than a week says nothing of this one.
    private static let oldestSeconds: Int64 = 7 * 86_400
    /// Two sources say the same where they do so within ten minutes, to two hundredths.
    private static let agreeSeconds: Int64 = 600
    private static let agreeHundredths = 2

    static func key(_ quote: PriceQuote) -> String { quote.asset.name + "/" + quote.currency.code }

    /// The first price of each asset and currency that is too far from what the engine has been told: from the oldest
    /// price of the hour before it, so that nobody walks away in small steps, and, by as much again and a half, from
    /// the last one before that hour. Where there is none, nothing is odd.
    /// - Parameters:
    ///   - since: from when on prices count, where one that is far from those before was taken in.
    ///   - now: what is dated later is held against what is known now.
    static func odd(
        _ quotes: [PriceQuote], beside engine: borrowing Engine, since: [String: Instant], jump: Int, at now: Instant
    ) -> [Odd] {
        let latest = Dictionary(engine.prices.map { (key($0), $0) }, uniquingKeysWith: { $1 })
        var found: [Odd] = []
        for (key, group) in Dictionary(grouping: quotes, by: key) {
            let inOrder = group.sorted { $0.at < $1.at }
            guard let first = inOrder.first, let end = inOrder.last else { continue }
            let start = min(first.at, now).advanced(bySeconds: -oldestSeconds)
            var known = engine.prices(of: first.asset, first.currency, from: start, to: end.at)
            if let newest = latest[key], newest.at <= end.at,
                known.last.map({ $0.at < newest.at }) ?? true
            {
                known.append(newest)
            }
            if let since = since[key] { known.removeAll { $0.at < since } }
            if let odd = firstOdd(inOrder, beside: known, jump: jump, at: now) { found.append(odd) }
        }
        return found.sorted { key($0.quote) < key($1.quote) }
    }

    /// Both in order of time.
    static func firstOdd(_ quotes: [PriceQuote], beside known: [PriceQuote], jump: Int, at now: Instant) -> Odd? {
        // Those from the one place up to the other lie in the hour before.
        var (oldest, next) = (0, 0)
        for quote in quotes {
            let time = min(quote.at, now)
            while next < known.count, known[next].at <= time { next += 1 }
            while oldest < next, known[oldest].at < time.advanced(bySeconds: -hourSeconds) { oldest += 1 }
            if oldest < next, areApart(quote.price, known[oldest].price, by: jump) {
                return Odd(quote: quote, last: known[oldest])
            }
            guard oldest > 0, known[oldest - 1].at >= time.advanced(bySeconds: -oldestSeconds) else { continue }
            if areApart(quote.price, known[oldest - 1].price, by: jump * 5 / 2) {
                return Odd(quote: quote, last: known[oldest - 1])
            }
        }
        return nil
    }

    private static func areApart(_ a: Price, _ b: Price, by hundredths: Int) -> Bool {
        let (less, more) = (Double(min(a, b).micros), Double(max(a, b).micros))
        return more * 100 > less * Double(100 + hundredths)
    }

    /// Since when prices count, by asset and currency, where that is not always.
    var since: [String: Instant] { state.withLock { $0.since } }

    /// Whether somebody else has said the same of each.
    func isSaidByAnother(_ odd: [Odd], _ person: String, at time: Instant) -> Bool {
        state.withLock { state in
            odd.allSatisfy { each in
                guard let before = state.said[Self.key(each.quote)], before.by != person else { return false }
                return before.at.advanced(bySeconds: Self.agreeSeconds) > time
                    && !Self.areApart(before.price, each.quote.price, by: Self.agreeHundredths)
            }
        }
    }

    /// Notes that prices are taken in that are far from those before: what follows is held against them.
    func take(_ odd: [Odd]) {
        state.withLock { state in
            for each in odd {
                let key = Self.key(each.quote)
                state.said[key] = nil
                state.since[key] = each.quote.at
            }
        }
    }

    /// What prices of an asset and a currency were said to be is taken back.
    func forget(_ key: String) {
        state.withLock { state in
            state.said[key] = nil
            state.since[key] = nil
        }
    }

    /// Notes what somebody has said and was refused; answers what somebody is to be called about: once in ten minutes
    /// for each asset and currency, for a feed says it again each minute.
    func note(_ odd: [Odd], _ person: String, at time: Instant) -> [Odd] {
        state.withLock { state in
            odd.filter { each in
                let key = Self.key(each.quote)
                // The time of the first is kept: another price within it calls nobody again.
                let start = state.said[key].flatMap { before in
                    before.by == person && before.at.advanced(bySeconds: Self.agreeSeconds) > time ? before.at : nil
                }
                state.said[key] = Said(price: each.quote.price, by: person, at: start ?? time)
                return start == nil
            }
        }
    }
}
