import Foundation
import Synchronization
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// The measurements behind `weir bench`.
enum BenchRows {
    // MARK: Parts

    static func parse(_ stream: BenchStream) -> BenchRow {
        var json = PaymentJSON()
        var framer = LineFramer()
        var batch = RecordBatch()
        var refused = 0
        let clock = BenchClock()
        stream.lines.withUnsafeBytes { bytes in
            framer.feed(bytes.bytes) { line, _, number in
                if json.decode(line, line: number, into: &batch) != nil { refused += 1 }
                if batch.count == 8_192 { batch.removeAll() }
            }
        }
        let each = clock.cpuSeconds / Double(stream.count) * 1e9
        return BenchRow(
            load: "\(grouped(stream.count)) lines of NDJSON, \(stream.lines.count / stream.count) bytes each",
            result: "\(decimal(each, 0)) ns of CPU a payment, \(refused) refused")
    }

    static func engine(_ stream: inout BenchStream) -> BenchRow {
        var engine = Engine(seed: 1)
        var effects = Effects()
        var sequence: UInt64 = 0
        var results: [Double] = []
        let passes = 3
        for _ in 0..<passes {
            stream.prepare(0..<stream.count)
            let records = parsed(stream)
            var prices = stream.prices[...]
            let clock = BenchClock()
            for i in 0..<records.count {
                engine.prefetch(records, before: i)
                let payment = records[i]
                while let quote = prices.first, quote.at <= payment.at {
                    sequence += 1
                    let bytes = InputBytes.encode(quote)
                    engine.apply(
                        type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence,
                        effects: &effects)
                    prices = prices.dropFirst()
                }
                sequence += 1
                engine.apply(payment, sequence: sequence, effects: &effects)
            }
            results.append(clock.cpuSeconds / Double(records.count) * 1e9)
            stream.advance()
        }
        let words = results.map { decimal($0, 0) }.joined(separator: ", ")
        return BenchRow(
            load: "\(passes) passes of \(grouped(stream.count)) payments, \(grouped(engine.accountCount)) accounts",
            result: "\(words) ns of CPU a payment in each pass, one core")
    }

    private static func parsed(_ stream: BenchStream) -> RecordBatch {
        var json = PaymentJSON()
        var framer = LineFramer()
        var batch = RecordBatch()
        stream.lines.withUnsafeBytes { bytes in
            framer.feed(bytes.bytes) { line, _, number in _ = json.decode(line, line: number, into: &batch) }
        }
        return batch
    }

    // MARK: The whole way

    /// As fast as it goes.
    static func pipeline(_ stream: inout BenchStream, seconds: Int, scratch: String) throws -> BenchRow {
        try withScratch(scratch) { directory in
            // To close a journal takes a while, and is no deciding.
            let last = Mutex<Int64>(0)
            let lane = try Lane(directory: directory, engine: Engine(seed: 1)) { done in
                last.withLock { $0 = done.at }
            }
            let clock = BenchClock()
            var fed = 0
            var rates: [Int] = []
            var second = 1
            while clock.seconds < Double(seconds) {
                try eachChunk(&stream, lane) { lines in
                    fed += lines
                    while clock.seconds >= Double(second) {
                        rates.append(fed - rates.reduce(0, +))
                        second += 1
                    }
                    return clock.seconds < Double(seconds)
                }
                stream.advance()
            }
            let idle = clock.idleShare
            let (decided, accounts) = try lane.finish { ($0.counters.decided, $0.accountCount) }
            let elapsed = Double(last.withLock { $0 } - clock.start) / 1e9
            rates.sort()
            return BenchRow(
                load: "NDJSON in memory to decisions, each durable in the journal before it is decided; "
                    + "\(decimal(elapsed, 1)) s, \(grouped(decided)) payments, \(grouped(accounts)) accounts, "
                    + "no database",
                result: "\(grouped(Int(Double(decided) / elapsed))) payments a second (slowest second "
                    + "\(grouped(rates.first ?? 0)), median \(grouped(rates.isEmpty ? 0 : rates[rates.count / 2]))), "
                    + "\(lane.refused) refused, \(percent(idle)) of the machine idle")
        }
    }

    /// Feeds a pass in chunks of some thousand lines, with the prices at their time, while `more` says so.
    static func eachChunk(_ stream: inout BenchStream, _ lane: Lane, _ more: (Int) -> Bool) throws {
        let chunk = 4_096
        var prices = stream.prices[...]
        var line = 0
        while line < stream.count {
            let end = min(line + chunk, stream.count)
            stream.prepare(line..<end)
            if let now = stream.time(line) {
                while let quote = prices.first, quote.at <= now {
                    try lane.feed(quote)
                    prices = prices.dropFirst()
                }
            }
            try stream.lines.withUnsafeBytes { bytes in
                try lane.feed(UnsafeRawBufferPointer(rebasing: bytes[stream.starts[line]..<stream.starts[end]]).bytes)
            }
            let count = end - line
            line = end
            guard more(count) else { return }
        }
    }

    /// At a given rate: each payment is due at its time, and late from then on.
    static func paced(_ stream: inout BenchStream, seconds: Int, rate: Int, scratch: String) throws -> BenchRow {
        try withScratch(scratch) { directory in
            let measured = Mutex(Delays())
            let origin = Mutex<Int64>(0)
            let lane = try Lane(directory: directory, engine: Engine(seed: 1)) { done in
                let start = origin.withLock { $0 }
                measured.withLock { delays in
                    for i in 0..<done.count {
                        let due = start + Int64(Double(done.first + i) / Double(rate) * 1e9)
                        delays.add(done.at - due)
                    }
                }
            }
            let clock = BenchClock()
            origin.withLock { $0 = clock.start }
            let total = rate * seconds
            var fed = 0
            while fed < total {
                try pacedPass(&stream, lane, clock, rate: rate, total: total, &fed)
                stream.advance()
            }
            let decided = try lane.finish { $0.counters.decided }
            let idle = clock.idleShare
            let delays = measured.withLock { $0 }
            let figures = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("p99.99", 0.9999)]
                .map { "\($0.0) \(decimal(delays.quantile($0.1) / 1_000, 2))" }.joined(separator: ", ")
            return BenchRow(
                load: "\(grouped(rate)) payments a second for \(seconds) s, from the intended arrival to the durable "
                    + "decision; \(grouped(decided)) payments, no database",
                result: "\(figures), greatest \(decimal(Double(delays.greatest) / 1e6, 2)) ms; "
                    + "\(percent(idle)) of the machine idle")
        }
    }

    /// - Parameter before: called with the number of payments fed so far, before each batch.
    static func pacedPass(
        _ stream: inout BenchStream, _ lane: Lane, _ clock: BenchClock, rate: Int, total: Int, _ fed: inout Int,
        before: (Int) throws -> Void = { _ in }
    ) throws {
        var prices = stream.prices[...]
        var line = 0
        while line < stream.count, fed < total {
            let due = min(Int(Double(BenchClock.now() - clock.start) / 1e9 * Double(rate)), total)
            let end = min(line + min(due - fed, 4_096), stream.count)
            guard end > line else {
                BenchClock.sleep(nanoseconds: 20_000)
                continue
            }
            stream.prepare(line..<end)
            try before(fed)
            if let now = stream.time(line) {
                while let quote = prices.first, quote.at <= now {
                    try lane.feed(quote)
                    prices = prices.dropFirst()
                }
            }
            try stream.lines.withUnsafeBytes { bytes in
                try lane.feed(UnsafeRawBufferPointer(rebasing: bytes[stream.starts[line]..<stream.starts[end]]).bytes)
            }
            fed += end - line
            line = end
        }
    }

    static func withScratch(_ scratch: String, _ body: (String) throws -> BenchRow) throws -> BenchRow {
        guard !FileManager.default.fileExists(atPath: scratch) else {
            throw Failure.wrongUse("--scratch: '\(scratch)' exists already")
        }
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        return try body(scratch)
    }

    // MARK: Words

    static func grouped(_ number: Int) -> String { Terminal.grouped(number) }
    static func decimal(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
