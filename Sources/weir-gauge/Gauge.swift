import WeirCodec
import WeirDomain
import WeirEngine
import WeirSimulator

#if canImport(Glibc)
    import Glibc
#endif

/// A fixed stream through one part of the core, for counting instructions and finding where the time goes:
///
///     weir-gauge none|lines|parse|engine|realistic|rules|windows|memory [ACCOUNTS] [DAYS] [SEED]
///
/// What is counted happens inside of the symbol `weir_measured`. `none` only makes the stream, and `lines` writes it as
/// NDJSON besides. `realistic` is `engine` with bad business as rare as it is, a dozen dealers to 100,000 people; the
/// other parts have five times as many. `rules` is `engine` with a hundred rules. `windows` writes each payment with
/// what the engine counts for its payer right after it, as CSV, for comparison with other engines. `memory` says what
/// the state of so many ordinary accounts takes.
@main
enum Gauge {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst().map { $0 }
        let part = arguments.first ?? "engine"
        func number(_ place: Int, _ otherwise: Int) -> Int {
            arguments.count > place ? Int(arguments[place]) ?? otherwise : otherwise
        }
        if part == "memory" { return GaugeMemory.measure(accounts: number(1, 100_000), days: number(2, 60)) }
        var simulation = Simulation(
            accounts: number(1, 2_000), days: number(2, 10), seed: UInt64(number(3, 1)),
            prevalence: part == "realistic" ? .realistic : .dense)
        let prices = simulation.prices
        var lines: [UInt8] = []
        var records = RecordBatch()
        var lineCount = 0
        while let day = simulation.nextDay() {
            for payment in day {
                if part == "parse" || part == "lines" {
                    let record = payment.encoded
                    PaymentJSON.append(PaymentView(record.span.bytes), to: &lines)
                    lines.append(10)
                    lineCount += 1
                } else {
                    records.append(payment)
                }
            }
        }
        if part == "windows" { return GaugeWindows.write(records) }
        var engine = Engine(seed: 1)
        if part == "rules" { GaugeRules.install(number(4, 100), in: &engine) }
        // Worked out once; not while it is counted.
        precondition(!Engine.rulesVersion.isEmpty)
        let quotes = prices.map { (at: $0.at, bytes: InputBytes.encode($0)) }
        let start = now()
        var count = records.count + lineCount
        measured {
            switch part {
            case "parse": count = parse(lines)
            case "engine", "realistic", "rules": count = decide(records, quotes, &engine)
            default: break
            }
        }
        let nanoseconds = Double(now() - start)
        if ["engine", "realistic", "rules"].contains(part) {
            let counters = engine.counters
            print("alerts \(counters.alerts), declined \(counters.declined), state \(engine.stateHash)")
            let accounts = max(engine.accountCount, 1)
            let parts = engine.memory.map { "\($0.part) \($0.bytes / accounts)" }.joined(separator: ", ")
            print("\(accounts) accounts, \(engine.dossierCount) dossiers; bytes an account: \(parts)")
        }
        print("\(part): \(count) payments, \((nanoseconds / Double(max(count, 1))).rounded()) ns each")
    }

    private static func parse(_ lines: [UInt8]) -> Int {
        var framer = LineFramer()
        var decoder = PaymentJSON()
        var batch = RecordBatch()
        var count = 0
        framer.feed(lines.span.bytes) { line, _, number in
            if decoder.decode(line, line: number, into: &batch) == nil { count += 1 }
            if batch.count == 4_096 { batch.removeAll() }
        }
        return count
    }

    private static func decide(
        _ records: RecordBatch, _ prices: [(at: Instant, bytes: [UInt8])], _ engine: inout Engine
    ) -> Int {
        var effects = Effects()
        var sequence: UInt64 = 0
        var next = 0
        for i in 0..<records.count {
            engine.prefetch(records, before: i)
            let payment = records[i]
            while next < prices.count, prices[next].at <= payment.at {
                sequence += 1
                let bytes = prices[next].bytes
                engine.apply(
                    type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
                next += 1
            }
            sequence += 1
            engine.apply(payment, sequence: sequence, effects: &effects)
        }
        return records.count
    }

    private static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// A frame with a name that tools find: `valgrind --tool=callgrind --toggle-collect=weir_measured`.
@_silgen_name("weir_measured")
@_optimize(none)
func measured(_ body: () -> Void) { body() }
