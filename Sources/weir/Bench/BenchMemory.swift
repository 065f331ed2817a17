import WeirDomain
import WeirEngine
import WeirRuntime

extension BenchRows {
    static func memory(accounts: Int) -> BenchRow {
        let clock = BenchClock()
        var engine = Engine(seed: 1)
        let sequence = populate(&engine, accounts: accounts)
        let parts = engine.memory
        let count = max(engine.accountCount, 1)
        let growing = parts.filter { $0.part != "payment ids" }
        let each = growing.reduce(0) { $0 + $1.bytes } / count
        let words = growing.map { "\($0.part) \($0.bytes / count)" }.joined(separator: ", ")
        let ids = parts.first { $0.part == "payment ids" }?.bytes ?? 0
        return BenchRow(
            load: "\(grouped(count)) accounts, \(grouped(Int(sequence))) payments in 30 days "
                + "(log-normal, median 3 a payer), \(decimal(clock.seconds, 0)) s",
            result: "\(each) bytes an account (\(words)), and \(ids >> 20) MiB for payment ids")
    }

    /// A snapshot of that many accounts, and five minutes of journal at ten thousand payments a second after it.
    static func restart(accounts: Int, _ stream: inout BenchStream, scratch: String) throws -> BenchRow {
        try withScratch(scratch) { directory in
            var engine = Engine(seed: 1)
            let sequence = populate(&engine, accounts: accounts)
            let files = SnapshotFiles(directory)
            let writing = BenchClock()
            try files.write(engine, seed: 1, sequence: sequence)
            let written = writing.seconds
            let tail = 3_000_000
            let (hash, lane) = try decideTail(engine, &stream, tail, directory: directory + "/journal")
            let clock = BenchClock()
            var again = Engine(seed: 1)
            var notes: [String] = []
            guard files.newest(seed: 1, through: sequence, into: &again, note: { notes.append($0) }) != nil else {
                throw Failure.trouble("the snapshot was not taken: \(notes)")
            }
            let loaded = clock.seconds
            try lane.replay(into: &again)
            let elapsed = clock.seconds
            let isSame = again.stateHash == hash
            return BenchRow(
                load: "\(grouped(accounts)) accounts in a snapshot, then \(grouped(tail)) payments of journal "
                    + "(5 minutes at 10,000 a second)",
                result: "\(decimal(elapsed, 1)) s (snapshot \(decimal(loaded, 1)) s), state hash "
                    + "\(isSame ? "equal" : "NOT EQUAL"); writing the snapshot took \(decimal(written, 1)) s")
        }
    }

    /// Decides the tail through the lane; answers the state's hash, and how to replay it.
    private static func decideTail(
        _ engine: consuming Engine, _ stream: inout BenchStream, _ tail: Int, directory: String
    ) throws -> (UInt64, TailReplay) {
        let lane = try Lane(directory: directory, engine: engine)
        var fed = 0
        while fed < tail {
            try eachChunk(&stream, lane) { lines in
                fed += lines
                return fed < tail
            }
            stream.advance()
        }
        return (try lane.finish { $0.stateHash }, TailReplay(directory: directory))
    }

    /// Many accounts, most of them quiet: a month in which an account makes a log-normal number of payments (median 3,
    /// mean 7, a hundredth of them more than 60), four in ten of them to one in fifty accounts, the shops, by Zipf's
    /// law, most of the rest within a circle of six, and one in twenty to anybody. Answers the last sequence number.
    private static func populate(_ engine: inout Engine, accounts: Int) -> UInt64 {
        var effects = Effects()
        var random = SplitMix(state: 7)
        let currency = Currency("CNY") ?? Currency(packed: 0)
        let start: Int64 = 1_772_380_800_000
        var sequence: UInt64 = 0
        var record: [UInt8] = []
        // A share of everybody's month after the other, so that time goes forward.
        let slices = 30
        var degrees = [UInt16](repeating: 0, count: accounts)
        for i in 0..<accounts { degrees[i] = UInt16(min(2_000, random.logNormal(median: 3, sigma: 1.3))) }
        for slice in 0..<slices {
            for payer in 0..<accounts {
                let degree = Int(degrees[payer])
                let due = degree * (slice + 1) / slices - degree * slice / slices
                for _ in 0..<due {
                    sequence += 1
                    let payee = counterparty(of: payer, among: accounts, &random)
                    let at = start + Int64(slice) * 86_400_000 + Int64(payer) * 86_400_000 / Int64(accounts)
                    var payment = Payment(
                        id: "M\(sequence)", at: Instant(milliseconds: at), rail: "alipay", payer: "u\(payer)",
                        payee: "u\(payee.account)", amount: Amount(minor: Int64(random.below(90_000)) + 100),
                        currency: currency)
                    if payee.isShop { payment.payeeKind = .merchant }
                    record.removeAll(keepingCapacity: true)
                    payment.encode(to: &record)
                    engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
                }
            }
        }
        return sequence
    }

    private static func counterparty(
        of payer: Int, among accounts: Int, _ random: inout SplitMix
    ) -> (account: Int, isShop: Bool) {
        let draw = random.below(100)
        let shops = max(1, accounts / 50)
        if draw < 40 {
            // By Zipf's law with exponent 1: a uniform share of the logarithm.
            let rank = Int(random.power(of: Double(shops)))
            return (min(rank, shops - 1), true)
        }
        if draw < 95 {
            let circle = (payer / 7) * 7 + random.below(7)
            return (circle == payer || circle >= accounts ? (payer + 1) % accounts : circle, false)
        }
        return (random.below(accounts), false)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014), for loads that are the same every time.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    /// 0 … 1
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
