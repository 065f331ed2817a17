public import WeirDomain
import WeirEngine

/// What the desk answers to one input.
public enum Answer: Sendable {
    /// Decided now; the exact bytes of the decision.
    case decided(body: [UInt8])
    /// The very payment was decided before, under this sequence number.
    case repeated(of: UInt64)
    /// Its id belongs to another payment.
    case conflict(with: UInt64)
    /// Taken in; there was nothing to decide.
    case taken
    /// The state does not allow it.
    case refused(String)
    /// Not taken in, and not acknowledged: try again later.
    case unavailable(String, retrySeconds: Int)
}

/// What the desk answers to a batch of payments: nearly all answers are plain allows, which take no room.
public struct BatchAnswers: Sendable {
    /// Answers other than a plain allow, by the payment's place, rising.
    public private(set) var others: [(place: Int, answer: Answer)] = []
    /// Set where nothing was taken in: the answer for all.
    public let failure: Answer?
    /// What made the plain allows.
    public let rulesVersion: String

    public init(failure: Answer? = nil) {
        self.failure = failure
        rulesVersion = ""
    }

    init(rulesVersion: String) {
        failure = nil
        self.rulesVersion = rulesVersion
    }

    mutating func set(_ place: Int, _ answer: Answer) { others.append((place, answer)) }
}

/// How the desk is doing, for `/readyz` and `/metrics`.
public struct DeskStatus: Sendable {
    /// Why nothing can be taken in at the moment; `nil` when all is well.
    public var trouble: String?
    /// Inputs that wait for the journal.
    public var queued = 0
    /// Sequence of the last durable input, and of the last one projected.
    public var sequence: UInt64 = 0
    public var projected: UInt64 = 0
    public var projectionTrouble: String?
    /// Payments that the index finds.
    public var indexed = 0
    /// Inputs that are refused because they have stopped the program.
    public var setAside = 0
    /// Sequence of the last input that the register has, its entries, and why it has no more.
    public var registered: UInt64 = 0
    public var registerEntries = 0
    public var registerTrouble: String?
    /// When something ends or falls due by itself next.
    public var nextDeadline: Instant?
    public var accounts = 0
    /// What decides: the built-in indicators and the live rule set. And the set on trial, if any.
    public var rulesVersion = Engine.rulesVersion
    public var trialVersion: String?
    public var now: Int64 = 0
    public var decided = 0
    public var outcomes = [0, 0, 0, 0]
    /// Minor units by outcome, and the currency of the last payment.
    public var money: [Int64] = [0, 0, 0, 0]
    public var currency = ""
    /// By rail, since the start.
    public var rails = RailCounts()
    public var duplicates = 0
    public var conflicts = 0
    public var alerts = 0
    public var measures = 0
    public var latency = LatencyHistogram()

    public init() {}
}

/// Times from arrival to answer in buckets of powers of the fourth root of two microseconds: within 19 % of the truth.
public struct LatencyHistogram: Sendable {
    /// Counts; bucket i holds times below 2^((i + 1) / 4) µs.
    public private(set) var buckets = [Int](repeating: 0, count: 112)
    public private(set) var count = 0
    public private(set) var sumMicroseconds: Int64 = 0

    public init() {}

    mutating func add(microseconds: Int64, times: Int = 1) {
        buckets[Self.bucket(max(1, microseconds))] += times
        count += times
        sumMicroseconds += microseconds * Int64(times)
    }

    private static func bucket(_ value: Int64) -> Int {
        let power = 63 - value.leadingZeroBitCount
        // Quarters of an octave by comparing with 2^(1/4), 2^(1/2), 2^(3/4) in 1/1024.
        let rest = power >= 10 ? value >> (power - 10) : value << (10 - power)
        let quarter = rest >= 1722 ? 3 : rest >= 1448 ? 2 : rest >= 1218 ? 1 : 0
        return min(111, power * 4 + quarter)
    }

    /// Upper bound of a bucket in microseconds.
    public static func upperBound(_ bucket: Int) -> Double {
        let quarters = [1.189_207, 1.414_214, 1.681_793, 2.0]
        return Double(sign: .plus, exponent: bucket / 4, significand: quarters[bucket % 4])
    }

    /// The time that a share of answers stays under, in microseconds.
    public func quantile(_ share: Double) -> Int {
        guard count > 0 else { return 0 }
        var open = Int((Double(count) * share).rounded(.up))
        for (i, n) in buckets.enumerated() {
            open -= n
            if open <= 0 { return Int(Self.upperBound(i).rounded()) }
        }
        return Int(Self.upperBound(111))
    }

    /// What has been added since an earlier copy.
    public func since(_ earlier: LatencyHistogram) -> LatencyHistogram {
        var result = self
        for i in buckets.indices { result.buckets[i] -= earlier.buckets[i] }
        result.count -= earlier.count
        result.sumMicroseconds -= earlier.sumMicroseconds
        return result
    }
}
