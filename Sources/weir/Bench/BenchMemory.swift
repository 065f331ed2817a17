import WeirDomain
import WeirEngine
import WeirRuntime
import WeirSimulator

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
        let load =
            "\(grouped(count)) accounts, \(grouped(Int(sequence))) payments in 60 days (log-normal, median 3 a payer "
            + "and month; own shops and friends, few strangers), \(decimal(clock.seconds, 0)) s"
        let dossiers = grouped(engine.dossierCount)
        return BenchRow(
            load: load,
            result: "\(each) bytes an account (\(words)), \(dossiers) dossiers, and \(ids >> 20) MiB for payment ids")
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

    /// Two months of ordinary payments (`Crowd`), with the prices of that time. Answers the last sequence number.
    private static func populate(_ engine: inout Engine, accounts: Int) -> UInt64 {
        let prices = Simulation(accounts: 500, days: crowdDays, seed: 7).prices
        var crowd = Crowd(accounts: accounts, days: crowdDays, seed: 7)
        var effects = Effects()
        var sequence: UInt64 = 0
        var next = 0
        var batch = RecordBatch()
        while make(&crowd, &batch) {
            for place in 0..<batch.count {
                engine.prefetch(batch, before: place)
                let payment = batch[place]
                while next < prices.count, prices[next].at <= payment.at {
                    sequence += 1
                    let bytes = InputBytes.encode(prices[next])
                    engine.apply(
                        type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects
                    )
                    next += 1
                }
                sequence += 1
                engine.apply(payment, sequence: sequence, effects: &effects)
            }
        }
        return sequence
    }

    /// The next payments, a few thousand at most; `false` where there are none.
    private static func make(_ crowd: inout Crowd, _ batch: inout RecordBatch) -> Bool {
        batch.removeAll()
        while batch.count < 4_096, crowd.next(into: &batch.bytes) { batch.close() }
        return !batch.isEmpty
    }

    private static let crowdDays = 60
}
