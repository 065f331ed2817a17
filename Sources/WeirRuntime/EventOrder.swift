import WeirCodec
import WeirDomain

/// Several inputs as one stream in event order.
///
/// Each input is sorted within a window of payments (all of it, if it is no longer than twice the window); the inputs
/// are then merged. A payment that comes later than the window allows is passed on where it stands, and the engine
/// marks it. An input that breaks off ends there: what came before the break is passed on, and so are the others.
struct EventOrder {
    private var inputs: [OrderedInput]

    /// Where inputs broke off.
    var failures: [SourceError] { inputs.compactMap(\.failure) }

    init(_ sources: [PaymentSource], window: Int) {
        inputs = sources.map { OrderedInput($0, window: window) }
    }

    /// The next payments, about as many as a block holds; `nil` at the end of everything.
    mutating func next(rejects: (String, Refusal, RawSpan) -> Void) -> RecordBatch? {
        if inputs.count == 1 { return inputs[0].next(rejects: rejects) }
        var batch = RecordBatch()
        while batch.count < OrderedInput.blockPayments, let first = earliest(rejects: rejects) {
            inputs[first].pop(into: &batch, first)
        }
        return batch.isEmpty ? nil : batch
    }

    /// Of several inputs the line of a payment says as well which of them it came from.
    fileprivate static func line(_ line: Int, of input: Int) -> Int { (input << 40) | line }

    /// Which input the line of a payment belongs to, and the line there.
    static func place(_ line: Int) -> (input: Int, line: Int) { (line >> 40, line & ((1 << 40) - 1)) }

    /// The input whose next payment comes first; of several, the first named.
    private mutating func earliest(rejects: (String, Refusal, RawSpan) -> Void) -> Int? {
        var best: (input: Int, at: Int64)?
        for i in inputs.indices {
            guard let head = inputs[i].head(rejects: rejects) else { continue }
            if let known = best, known.at <= head { continue }
            best = (i, head)
        }
        return best?.input
    }
}

/// Payments that were read one after the other, and their times.
private struct Block {
    var batch = RecordBatch()
    private(set) var isSorted = true
    private(set) var first = Int64.max
    private(set) var last = Int64.min
    private var noted = 0

    var count: Int { batch.count }

    /// - Parameters:
    ///   - capacity: payments to make room for.
    ///   - recordBytes: how large they are.
    init(capacity: Int = 0, recordBytes: Int = 240) {
        if capacity > 0 { batch = RecordBatch(capacity: capacity, recordBytes: recordBytes) }
    }

    /// Takes note of the times of what has been added to the batch.
    mutating func note() {
        while noted < batch.count {
            let at = batch[noted].at.milliseconds
            if at < last { isSorted = false }
            first = min(first, at)
            last = max(last, at)
            noted += 1
        }
    }
}

/// One input, sorted by event time within its window; payments of the same time keep their order. Nearly all inputs are
/// in order as they are: then the blocks are passed on as they were read.
struct OrderedInput {
    /// Large enough that handing over costs nothing, small enough to stay in the cache.
    static let blockPayments = 8_192

    private let source: PaymentSource
    private let window: Int
    private var held: [Block] = []
    private var heldPayments = 0
    /// So many of the blocks held are sorted and may go before more must be read.
    private var ready = 0
    /// Room for one payment of the block that comes next.
    private var recordBytes = 240
    private var isAtEnd = false
    private(set) var failure: SourceError?
    /// The block that `head` and `pop` take payments from.
    private var current = RecordBatch()
    private var next = 0

    init(_ source: PaymentSource, window: Int) {
        self.source = source
        self.window = window
    }

    // MARK: Payment by payment, for merging

    mutating func head(rejects: (String, Refusal, RawSpan) -> Void) -> Int64? {
        if next == current.count {
            guard let batch = self.next(rejects: rejects) else { return nil }
            current = batch
            next = 0
        }
        return current[next].at.milliseconds
    }

    /// - Parameter input: its number among the inputs.
    mutating func pop(into batch: inout RecordBatch, _ input: Int) {
        batch.append(current, next, line: EventOrder.line(current.lines[next], of: input))
        next += 1
    }

    // MARK: Block by block

    /// The next block in event order; `nil` at the end.
    mutating func next(rejects: (String, Refusal, RawSpan) -> Void) -> RecordBatch? {
        if ready == 0 { makeReady(rejects: rejects) }
        guard ready > 0 else { return nil }
        ready -= 1
        let block = held.removeFirst()
        heldPayments -= block.count
        return block.batch
    }

    private mutating func makeReady(rejects: (String, Refusal, RawSpan) -> Void) {
        read(until: 2 * window, rejects: rejects)
        guard let head = held.first else { return }
        if head.isSorted, held.dropFirst().allSatisfy({ $0.first >= head.last }) { ready = 1 } else { sortHeld() }
    }

    private mutating func read(until goal: Int, rejects: (String, Refusal, RawSpan) -> Void) {
        while !isAtEnd, heldPayments < goal {
            // Room at once: growing would copy all of it a dozen times.
            var block = Block(capacity: Self.blockPayments + 1_024, recordBytes: recordBytes)
            let path = source.path
            do {
                isAtEnd = try !source.read(into: &block.batch, maximum: Self.blockPayments) { rejects(path, $0, $1) }
            } catch {
                failure = error
                isAtEnd = true
            }
            guard block.count > 0 else { continue }
            block.note()
            // The next ones will be as large, give or take some.
            recordBytes = block.batch.bytes.count / block.count * 9 / 8
            heldPayments += block.count
            held.append(block)
        }
    }

    /// Sorts all that is held; what lies within the last window may yet be overtaken and has to wait.
    private mutating func sortHeld() {
        var order: [(at: Int64, block: Int, place: Int)] = []
        order.reserveCapacity(heldPayments)
        for (number, block) in held.enumerated() {
            for place in 0..<block.count { order.append((block.batch[place].at.milliseconds, number, place)) }
        }
        order.sort { ($0.at, $0.block, $0.place) < ($1.at, $1.block, $1.place) }
        let free = isAtEnd ? order.count : max(1, order.count - window)
        var sorted: [Block] = []
        var block = Block()
        for (number, entry) in order.enumerated() {
            block.batch.append(held[entry.block].batch, entry.place)
            if block.count == Self.blockPayments || number + 1 == free || number + 1 == order.count {
                block.note()
                sorted.append(block)
                block = Block()
                if number + 1 == free { ready = sorted.count }
            }
        }
        held = sorted
    }
}
