import Synchronization
public import WeirDomain
import WeirEngine

/// Brings orders to the rail and its answers back. The orders are the engine's measures whose order is open: what the
/// journal holds, the outbox holds.
public final class Outbox: Sendable {
    /// How the orders are doing.
    public struct State: Sendable {
        public var open = 0
        /// Not answered for five minutes.
        public var overdue = 0
        public var sent = 0
        public var trouble: String?
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
        let status = desk.status
        let unanswered = await desk.read { $0.unanswered } ?? []
        let now = clock()
        let messages = schedule.withLock { $0.due(unanswered, now: now.milliseconds) }
        let alarms = schedule.withLock { $0.alarms(now: now.milliseconds) }
        shared.withLock { ($0.open, $0.overdue) = alarms }
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

    private func send(_ message: RailMessage) async {
        let reply = await adapter.send(message, key: message.idempotencyKey(journal: desk.journalID))
        shared.withLock { $0.sent += 1 }
        if case .unknown = reply {} else { schedule.withLock { $0.railSpoke(now: clock().milliseconds) } }
        switch reply {
        case .accepted: shared.withLock { $0.trouble = nil }
        case .unknown(let why): shared.withLock { $0.trouble = "\(adapter.name): \(why)" }
        case .done: await take(.init(measure: message.measure, version: message.version, isDone: true, reason: ""))
        case .refused(let why):
            await take(.init(measure: message.measure, version: message.version, isDone: false, reason: why))
        }
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
            // What the rail has not answered is open, and may be either way.
            guard let order = measure.order, order.state == .done else { continue }
            let fact = facts[measure.number]
            guard fact?.version != Int(order.version) || fact?.action != order.action else { continue }
            found.append(
                Difference(
                    measure: measure.number, believed: "\(order.version) \(order.action.name)",
                    rail: fact.map { "\($0.version) \($0.action.name)" } ?? "nothing"))
        }
        for (number, fact) in facts.sorted(by: { $0.key < $1.key }) where number > measures.count {
            found.append(
                Difference(measure: number, believed: "nothing", rail: "\(fact.version) \(fact.action.name)"))
        }
        return found
    }
}
