public import WeirDomain

/// An order on its way to the rail.
public struct RailMessage: Hashable, Sendable {
    public var measure: Int
    public var version: Int
    public var action: RailOrder.Action
    public var kind: MeasureKind
    public var account: String
    public var payment: String
    /// What may be collected a day, or what an authority's order secures.
    public var quota: Amount
    /// Of an authority's order: which side of the account it stops; empty for all.
    public var scope: String
    public var currency: Currency
    public var until: Instant?
    public var orderedAt: Instant

    /// The order of a measure that the rail has not answered; `nil` if there is none.
    public init?(_ measure: Measure) {
        guard let order = measure.order else { return nil }
        self.measure = measure.number
        version = Int(order.version)
        action = order.action
        kind = measure.kind
        account = measure.account
        payment = measure.payment
        quota = measure.quota
        // What a list stops is stopped both ways.
        scope = measure.list.isEmpty ? measure.scope : ""
        currency = measure.currency
        until = measure.until
        orderedAt = order.at
    }

    /// The same for every attempt at the same order, so that the rail does it once.
    public func idempotencyKey(journal: UInt64) -> String {
        "weir-\(String(journal, radix: 16))-\(measure)-\(version)"
    }
}

/// When which order is sent. The orders themselves are not kept here: they are the measures whose order is open, and so
/// are as durable as the journal. After a restart everything open is sent again, which idempotency keys make harmless.
public struct OutboxSchedule: Sendable {
    private struct Attempt {
        var version: Int
        var count: Int
        var next: Int64
    }

    /// The first retry follows after a second; the pause doubles up to three, so that a rail that loses every second
    /// message has all within a minute of its return; and no rail is asked more often than a hundred times a second.
    static let firstPause: Int64 = 1_000
    static let longestPause: Int64 = 3_000
    static let pausePerOpenOrder: Int64 = 10

    private var attempts: [Int: Attempt] = [:]

    public init() {}

    /// The rail has answered something: what waits for it need not wait out a long pause.
    public mutating func railSpoke(now: Int64) {
        for (number, attempt) in attempts where attempt.next > now + Self.firstPause {
            attempts[number]?.count = 1
            // Spread over two seconds: all at once might be too much for it.
            attempts[number]?.next = now + Int64(number * 7_919 % 2_000)
        }
    }

    /// What is to be sent now, oldest first. Each is counted as an attempt.
    /// - Parameter unanswered: the measures whose order is open, by number.
    public mutating func due(_ unanswered: [Measure], now: Int64) -> [RailMessage] {
        let longest = max(Self.longestPause, Int64(unanswered.count) * Self.pausePerOpenOrder)
        var messages: [RailMessage] = []
        var open: [Int: Attempt] = [:]
        for measure in unanswered {
            guard let message = RailMessage(measure) else { continue }
            var attempt = attempts[measure.number] ?? Attempt(version: 0, count: 0, next: now)
            // A newer order begins anew: the older one is not sent any more.
            if attempt.version != message.version {
                attempt = Attempt(version: message.version, count: 0, next: now)
            }
            if attempt.next <= now {
                messages.append(message)
                attempt.count += 1
                let pause = min(longest, Self.firstPause << min(16, attempt.count - 1))
                // Spread by the measure's number, so that a rail that comes back is not hit by all at once.
                attempt.next = now + pause + Int64(measure.number * 7_919 % 1_000) * pause / 4_000
            }
            open[measure.number] = attempt
        }
        attempts = open
        return messages
    }
}
