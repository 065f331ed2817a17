import NIOCore
import NIOPosix
import Synchronization
import WeirCodec
import WeirDomain
import WeirRuntime

/// What all connections of one event loop share. Everything that arrives in one turn of the loop goes to the desk as
/// one batch. Used on its event loop only.
final class FrontLoop: @unchecked Sendable {
    private struct Flight {
        var batch: RecordBatch
        var waiting: [(connection: FrontHandler, slot: Int)]
        var submitted = NIODeadline.now()
    }

    let eventLoop: any EventLoop
    private let desk: Desk
    let keys: FrontKeys
    let clock: PaymentClock
    /// The latest time that a payment may bear, to a second.
    private(set) var latest: Instant?
    var decoder = PaymentJSON()
    var batch = RecordBatch(capacity: 64)
    var answer = FrontAnswer()
    private var waiting: [(connection: FrontHandler, slot: Int)] = []
    private var isScheduled = false
    /// Payments at the desk or on their way there.
    private var atWork = 0
    private var admission = Admission()
    private var flights: [Int: Flight] = [:]
    private var nextFlight = 0
    private var connections: [ObjectIdentifier: FrontHandler] = [:]
    /// Whole seconds of the monotonic clock, kept by the look at all connections.
    private(set) var second = 0

    init(_ eventLoop: any EventLoop, _ desk: Desk, _ keys: FrontKeys, _ clock: PaymentClock) {
        self.eventLoop = eventLoop
        self.desk = desk
        self.keys = keys
        self.clock = clock
        latest = clock.latest
        eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [weak self] task in
            guard let self else { return task.cancel() }
            look()
        }
    }

    func add(_ connection: FrontHandler) { connections[ObjectIdentifier(connection)] = connection }

    func remove(_ connection: FrontHandler) { connections[ObjectIdentifier(connection)] = nil }

    /// Once a second at all connections: cheaper than a timer for each.
    private func look() {
        second += 1
        latest = clock.latest
        for connection in connections.values { connection.look(second) }
    }

    // MARK: Payments

    /// Keeps what was no payment.
    func note(_ refusal: Refusal, _ body: [UInt8]) { desk.refused.add(refusal, body) }

    /// Whether there is room for one more.
    var hasRoom: Bool {
        if atWork < admission.limit { return true }
        admission.noteFull()
        return false
    }

    /// The payment that has just been added to `batch` belongs to this slot.
    func enqueue(_ connection: FrontHandler, _ slot: Int) {
        atWork += 1
        waiting.append((connection, slot))
        guard !isScheduled else { return }
        isScheduled = true
        // Runs when all connections that have something to read in this turn have been read.
        eventLoop.execute { self.submit() }
    }

    private func submit() {
        isScheduled = false
        nextFlight += 1
        let flight = nextFlight
        flights[flight] = Flight(batch: batch, waiting: waiting)
        waiting = []
        let records = batch
        batch = RecordBatch(capacity: 64)
        desk.decide(records) { answers in
            self.eventLoop.execute { self.deliver(flight, answers) }
        }
    }

    private func deliver(_ number: Int, _ answers: BatchAnswers) {
        guard let flight = flights.removeValue(forKey: number) else { return }
        atWork -= flight.waiting.count
        admission.note(microseconds: (NIODeadline.now() - flight.submitted).nanoseconds / 1_000, second: second)
        var other = 0
        var plain: [UInt8] = []
        var repeated: [(connection: FrontHandler, slot: Int, sequence: UInt64)] = []
        for (place, (connection, slot)) in flight.waiting.enumerated() {
            if let failure = answers.failure {
                connection.complete(slot, .problem(PaymentRoutes.problem(of: failure)))
            } else if other < answers.others.count, answers.others[other].place == place {
                switch answers.others[other].answer {
                case .decided(let body): connection.complete(slot, .body(body))
                case .repeated(let sequence): repeated.append((connection, slot, sequence))
                case let answer: connection.complete(slot, .problem(PaymentRoutes.problem(of: answer)))
                }
                other += 1
            } else {
                plain.removeAll(keepingCapacity: true)
                Desk.appendPlainAllow(flight.batch[place], answers.rulesVersion, to: &plain)
                connection.complete(slot, .body(plain))
            }
        }
        for (connection, _) in flight.waiting { connection.writeReady() }
        if !repeated.isEmpty { lookUp(repeated) }
    }

    /// What was answered before is looked up where waiting holds nobody up.
    private func lookUp(_ repeated: [(connection: FrontHandler, slot: Int, sequence: UInt64)]) {
        let sequences = repeated.map(\.sequence)
        let desk = desk
        nextFlight += 1
        let flight = nextFlight
        flights[flight] = Flight(batch: RecordBatch(), waiting: repeated.map { ($0.connection, $0.slot) })
        NIOThreadPool.singleton.submit { _ in
            let found = try? desk.decisions(sequences: sequences)
            self.eventLoop.execute {
                guard let flight = self.flights.removeValue(forKey: flight) else { return }
                for (place, (connection, slot)) in flight.waiting.enumerated() {
                    if let body = found?[sequences[place]] {
                        connection.complete(slot, .body(body))
                    } else {
                        connection.complete(slot, .problem(PaymentRoutes.unreadable))
                    }
                }
                for (connection, _) in flight.waiting { connection.writeReady() }
            }
        }
    }
}

/// Who may hand payments in. Connections remember a key that was found good until something has changed.
final class FrontKeys: Sendable {
    private let mayHandIn: @Sendable (_ key: String) -> Bool
    private let changes = Atomic<Int>(0)

    init(_ mayHandIn: @escaping @Sendable (_ key: String) -> Bool) { self.mayHandIn = mayHandIn }

    /// Rises with every change of keys.
    var version: Int { changes.load(ordering: .acquiring) }

    /// Keys or roles have changed: whatever is remembered is asked for again.
    func change() { changes.wrappingAdd(1, ordering: .releasing) }

    /// - Parameter authorization: `Bearer ` and the key.
    func isGood(_ authorization: UnsafeRawBufferPointer) -> Bool {
        mayHandIn(String(decoding: UnsafeRawBufferPointer(rebasing: authorization.dropFirst(7)), as: UTF8.self))
    }
}

/// The loops of a server, each made when its first connection comes.
final class FrontLoops: Sendable {
    private let desk: Desk
    private let keys: FrontKeys
    private let clock: PaymentClock
    private let loops = Mutex<[ObjectIdentifier: FrontLoop]>([:])

    init(_ desk: Desk, _ keys: FrontKeys, _ clock: PaymentClock) {
        self.desk = desk
        self.keys = keys
        self.clock = clock
    }

    func loop(_ eventLoop: any EventLoop) -> FrontLoop {
        loops.withLock { loops in
            let key = ObjectIdentifier(eventLoop)
            if let known = loops[key] { return known }
            let made = FrontLoop(eventLoop, desk, keys, clock)
            loops[key] = made
            return made
        }
    }
}
