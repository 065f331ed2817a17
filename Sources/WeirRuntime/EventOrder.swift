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

    /// Adds up to `maximum` payments to the batch; `false` at the end of everything.
    mutating func read(
        into batch: inout RecordBatch, maximum: Int, rejects: (String, Refusal, RawSpan) -> Void
    ) -> Bool {
        let goal = batch.count + maximum
        while batch.count < goal {
            var best: Int?
            for i in inputs.indices {
                guard let head = inputs[i].head(rejects: rejects) else { continue }
                if let known = best, let earliest = inputs[known].head(rejects: rejects), earliest <= head {
                    continue
                }
                best = i
            }
            guard let best else { return batch.count > goal - maximum }
            take(best, into: &batch, goal: goal, rejects: rejects)
        }
        return true
    }

    /// Moves payments of one input as long as it is ahead; with a single input that is all there is.
    private mutating func take(
        _ index: Int, into batch: inout RecordBatch, goal: Int, rejects: (String, Refusal, RawSpan) -> Void
    ) {
        if inputs.count == 1 {
            while batch.count < goal, inputs[0].head(rejects: rejects) != nil { inputs[0].pop(into: &batch) }
        } else {
            inputs[index].pop(into: &batch)
        }
    }
}

/// One input, sorted by event time within its window; payments of the same time keep their order.
private struct OrderedInput {
    private let source: PaymentSource
    private let window: Int
    private var held = RecordBatch()
    /// Event time and place in `held`, in order.
    private var order: [(at: Int64, place: Int)] = []
    private var next = 0
    /// So many of `order` may go before more must be read.
    private var free = 0
    private var isAtEnd = false
    private(set) var failure: SourceError?

    init(_ source: PaymentSource, window: Int) {
        self.source = source
        self.window = window
    }

    mutating func head(rejects: (String, Refusal, RawSpan) -> Void) -> Int64? {
        if next >= free { refill(rejects: rejects) }
        return next < free ? order[next].at : nil
    }

    mutating func pop(into batch: inout RecordBatch) {
        let place = order[next].place
        batch.bytes.append(contentsOf: held.bytes[held.range(place)])
        batch.close(line: held.lines[place])
        next += 1
    }

    private mutating func refill(rejects: (String, Refusal, RawSpan) -> Void) {
        guard !isAtEnd || next < order.count else { return }
        keepRest()
        while !isAtEnd, held.count < 2 * window {
            let before = held.count
            let path = source.path
            do {
                isAtEnd = try !source.read(into: &held, maximum: min(16_384, 2 * window - before)) { refusal, raw in
                    rejects(path, refusal, raw)
                }
            } catch {
                failure = error
                isAtEnd = true
            }
            for place in before..<held.count { order.append((held[place].at.milliseconds, place)) }
        }
        if !zip(order, order.dropFirst()).allSatisfy({ $0.at <= $1.at }) {
            order.sort { ($0.at, $0.place) < ($1.at, $1.place) }
        }
        free = isAtEnd ? order.count : order.count - window
    }

    /// Lets go of what has been passed on.
    private mutating func keepRest() {
        var rest = RecordBatch()
        var restOrder: [(at: Int64, place: Int)] = []
        for (at, place) in order[next...] {
            rest.bytes.append(contentsOf: held.bytes[held.range(place)])
            restOrder.append((at, rest.count))
            rest.close(line: held.lines[place])
        }
        held = rest
        order = restOrder
        next = 0
        free = 0
    }
}
