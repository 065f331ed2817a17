public import WeirDomain

/// A rail for demonstrations and tests: it does what it is told, once, and loses, delays and doubles messages on
/// demand.
public struct SimulatedRail: Sendable {
    /// What may go wrong with a message, each way.
    public struct Weather: Sendable {
        /// Of a thousand messages.
        public var lost = 0
        public var doubled = 0
        public var delayed = 0
        /// The longest delay.
        public var delayMilliseconds: Int64 = 0

        public init(lost: Int = 0, doubled: Int = 0, delayed: Int = 0, delayMilliseconds: Int64 = 0) {
            self.lost = lost
            self.doubled = doubled
            self.delayed = delayed
            self.delayMilliseconds = delayMilliseconds
        }

        /// As `lost=300,doubled=300,delayed=300,longest=20000`, each part at most once; `nil` where it is none.
        public init?(_ text: some StringProtocol) {
            var values: [Substring: Int64] = [:]
            for part in Substring(text).split(separator: ",", omittingEmptySubsequences: false) {
                let pair = part.split(separator: "=", omittingEmptySubsequences: false)
                guard pair.count == 2, let value = Int64(pair[1]), value >= 0,
                    pair[0] == "longest" ? value <= 86_400_000 : value <= 1_000,
                    ["lost", "doubled", "delayed", "longest"].contains(pair[0]),
                    values.updateValue(value, forKey: pair[0]) == nil
                else { return nil }
            }
            self.init(
                lost: Int(values["lost"] ?? 0), doubled: Int(values["doubled"] ?? 0),
                delayed: Int(values["delayed"] ?? 0), delayMilliseconds: values["longest"] ?? 20_000)
        }
    }

    /// What the rail answers about an order.
    public struct Answer: Hashable, Sendable {
        public var measure: Int
        public var version: Int
        public var isDone: Bool
        public var reason: String

        public init(measure: Int, version: Int, isDone: Bool, reason: String) {
            self.measure = measure
            self.version = version
            self.isDone = isDone
            self.reason = reason
        }
    }

    /// What the rail has in force for a measure.
    public struct Fact: Hashable, Sendable {
        public var version: Int
        public var action: RailOrder.Action
        /// How often something was changed by orders of this version.
        public var effects: Int
    }

    public var weather: Weather
    /// While it is down nothing arrives and nothing leaves.
    public var isDown = false
    /// By measure.
    public private(set) var facts: [Int: Fact] = [:]
    /// All effects ever, by measure and version: each must be one.
    public private(set) var effects: [String: Int] = [:]
    private var arriving: [(at: Int64, RailMessage)] = []
    private var leaving: [(at: Int64, Answer)] = []
    private var dice: UInt64

    public init(weather: Weather = Weather(), seed: UInt64 = 1) {
        self.weather = weather
        dice = seed
    }

    private mutating func roll(_ bound: Int64) -> Int64 {
        dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int64(dice >> 33) % max(1, bound)
    }

    /// The times at which copies of a message come through: none, one or two.
    private mutating func passages(_ now: Int64) -> [Int64] {
        if isDown || roll(1_000) < weather.lost { return [] }
        let copies = roll(1_000) < weather.doubled ? 2 : 1
        return (0..<copies).map { _ in
            now + (roll(1_000) < weather.delayed ? roll(weather.delayMilliseconds) : 0)
        }
    }

    public mutating func send(_ message: RailMessage, now: Int64) {
        for time in passages(now) { arriving.append((time, message)) }
    }

    /// Lets time pass; answers what has come back by then.
    public mutating func answers(now: Int64) -> [Answer] {
        guard !isDown else { return [] }
        let arrived = arriving.filter { $0.at <= now }.sorted { $0.at < $1.at }
        arriving.removeAll { $0.at <= now }
        for (_, message) in arrived {
            let answer = carryOut(message)
            for time in passages(now) { leaving.append((time, answer)) }
        }
        let back = leaving.filter { $0.at <= now }.sorted { $0.at < $1.at }.map { $0.1 }
        leaving.removeAll { $0.at <= now }
        return back
    }

    /// Idempotent by version: a message of an older order than the one in force changes nothing.
    private mutating func carryOut(_ message: RailMessage) -> Answer {
        let known = facts[message.measure]
        if known == nil || message.version > known?.version ?? 0 {
            facts[message.measure] = Fact(version: message.version, action: message.action, effects: 1)
            effects["\(message.measure)/\(message.version)", default: 0] += 1
        }
        return Answer(measure: message.measure, version: message.version, isDone: true, reason: "")
    }
}
