import Synchronization
public import WeirDomain
import WeirEngine

/// Brings orders to the rail and its answers back. The orders are the engine's measures whose order is open: what the
/// journal holds, the outbox holds.
public final class Outbox: Sendable {
    /// How the sending is doing. What is open the engine knows: `OpenWork`.
    public struct State: Sendable {
        public var sent = 0
        public var trouble: String?
        /// Answers of the rail that cannot be read.
        public var unreadAnswers = 0
    }

    private let desk: Desk
    private let adapter: any RailAdapter
    private let clock: @Sendable () -> Instant
    private let shared = Mutex(State())
    private let schedule = Mutex(OutboxSchedule())

    /// - Parameter clock: the time of day.
    public init(_ desk: Desk, _ adapter: any RailAdapter, clock: @escaping @Sendable () -> Instant) {
        self.desk = desk
        self.adapter = adapter
        self.clock = clock
    }

    public var state: State { shared.withLock { $0 } }

    /// Works until its task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            await step()
            try? await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Sends what is due, and takes in what has been answered.
    public func step() async {
        let answers = await adapter.answers()
        if !answers.isEmpty { schedule.withLock { $0.railSpoke(now: clock().milliseconds) } }
        for answer in answers { await take(answer) }
        let unread = await adapter.unreadAnswers()
        shared.withLock { $0.unreadAnswers = unread }
        let status = desk.status
        let unanswered = await desk.read { $0.unanswered } ?? []
        let now = clock()
        let messages = schedule.withLock { $0.due(unanswered, now: now.milliseconds) }
        guard !messages.isEmpty else { return }
        // Nothing is ordered that the register does not have.
        if let trouble = await desk.register.wait(for: status.sequence) {
            return shared.withLock { $0.trouble = trouble }
        }
        await withTaskGroup(of: Void.self) { group in
            for (i, message) in messages.enumerated() {
                if i >= 16 { await group.next() }
                group.addTask { await self.send(message) }
            }
        }
    }

    /// Sends an order once more, whether or not it has been answered, under the key that it had: a rail that has done
    /// it does nothing, one that has lost it catches up.
    public func sendAgain(_ message: RailMessage) async -> RailReply { await send(message) }

    @discardableResult
    private func send(_ message: RailMessage) async -> RailReply {
        let reply = await adapter.send(message, key: message.idempotencyKey(journal: desk.journalID))
        shared.withLock { state in
            state.sent += 1
            state.trouble = if case .unknown(let why) = reply { "\(adapter.name): \(why)" } else { nil }
        }
        if case .unknown = reply {} else { schedule.withLock { $0.railSpoke(now: clock().milliseconds) } }
        switch reply {
        case .accepted, .unknown: break
        case .done: await take(.init(measure: message.measure, version: message.version, isDone: true, reason: ""))
        case .refused(let why):
            await take(.init(measure: message.measure, version: message.version, isDone: false, reason: why))
        }
        return reply
    }

    /// The rail's answer becomes an input.
    private func take(_ answer: SimulatedRail.Answer) async {
        var request = ActRequest(answer.isDone ? .railDid : .railRefused, at: clock(), by: "rail", role: nil)
        request.number = answer.measure
        request.other = Int64(answer.version)
        request.text = String(answer.reason.prefix(1_000))
        _ = await desk.take([(.act, InputBytes.encode(request))])
    }

    // MARK: Reconciling

    /// One difference between what Weir believes and what the rail says.
    public struct Difference: Sendable {
        public var measure: Int
        public var believed: String
        public var rail: String
    }

    /// Compares measures with what the rail has in force; `nil` where the rail cannot be asked.
    public func reconcile() async -> [Difference]? {
        guard let facts = await adapter.facts() else { return nil }
        return await Self.differences(desk, from: facts)
    }

    /// What a rail has in force, by measure.
    public typealias Statement = [Int: (version: Int, action: RailOrder.Action)]

    /// Compares measures with what the rail says it has in force.
    public static func differences(_ desk: Desk, from facts: Statement) async -> [Difference] {
        let measures = await desk.read { $0.measures } ?? []
        var found: [Difference] = []
        for measure in measures {
            let fact = facts[measure.number]
            guard let believed = disagreement(measure, fact) else { continue }
            found.append(
                Difference(
                    measure: measure.number, believed: believed,
                    rail: fact.map { "\($0.version) \($0.action.name)" } ?? "nothing"))
        }
        for (number, fact) in facts.sorted(by: { $0.key < $1.key }) where number < 1 || number > measures.count {
            found.append(
                Difference(measure: number, believed: "nothing", rail: "\(fact.version) \(fact.action.name)"))
        }
        return found
    }

    /// What we believe of a measure, in words, where the rail says something else.
    private static func disagreement(
        _ measure: Measure, _ fact: (version: Int, action: RailOrder.Action)?
    ) -> String? {
        let isThere = fact.map { $0.action != .release } ?? false
        // What was never ordered, the rail cannot have.
        guard let order = measure.order else { return isThere ? "nothing: it is \(measure.state.name)" : nil }
        let version = Int(order.version)
        let words = "\(version) \(order.action.name)"
        if let fact, fact.version > version { return words }
        switch order.state {
        // What the rail has not answered may be either way.
        case .open: return nil
        case .done:
            // What has been released, or declined, is not in force: the rail need not name it.
            if fact == nil, order.action != .impose { return nil }
            return fact?.version == version && fact?.action == order.action ? nil : words
        case .refused where order.action == .impose && measure.state.isInForce && measure.confirmedAt != nil:
            // A renewal that was refused: what had been ordered before goes on until its own end.
            let isOlder = fact.map { $0.action == .impose && $0.version < version } ?? false
            return isOlder ? nil : "an order before \(words)"
        case .refused: return isThere ? "nothing: \(words) was refused" : nil
        }
    }
}
