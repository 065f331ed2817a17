import Foundation
import Testing
import WeirDomain
import WeirJournal

/// Prints what this machine does; the bounds are far below it and only catch a mistake of another order.
@Suite(.serialized) struct SpeedTests {
    @Test(arguments: [32, 200])
    func encoding(payloadBytes: Int) throws {
        let disk = SimulatedDisk(seed: 80)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        let payload = [UInt8](repeating: 7, count: payloadBytes)
        let rounds = 40
        let perRound = 50_000
        let clock = ContinuousClock()
        var best = Duration.seconds(1_000_000)
        for _ in 0..<rounds {
            let time = try clock.measure {
                for _ in 0..<perRound { try journal.append(type: 1, payload: payload.span.bytes) }
            }
            best = min(best, time)
            journal.discardPending()
        }
        let rate = Double(perRound) / (best / .seconds(1))
        print(
            "journal: encodes \(Int(rate)) records/s of \(payloadBytes) bytes (best of \(rounds) rounds of \(perRound))"
        )
        #expect(rate > 500_000)
    }

    @Test(arguments: [1, 64, 1000, 10_000])
    func committing(recordsPerGroup: Int) throws {
        let place = try TemporaryDirectory()
        let (journal, _) = try Journal.open(directory: place.journal)
        let payload = [UInt8](repeating: 7, count: 200)
        let clock = ContinuousClock()
        let groups = min(500, 200_000 / recordsPerGroup)
        var times: [Duration] = []
        for _ in 0..<groups {
            times.append(
                try clock.measure {
                    for _ in 0..<recordsPerGroup { try journal.append(type: 1, payload: payload.span.bytes) }
                    try journal.commit()
                })
            try journal.prepare()
        }
        try journal.close()
        times.sort()
        let total = times.reduce(.zero, +) / .seconds(1)
        print(
            "journal: groups of \(recordsPerGroup) × 200 bytes, synced: \(Int(Double(groups * recordsPerGroup) / total)) "
                + "records/s, p50 \(times[groups / 2]), p99 \(times[groups * 99 / 100]), most \(times[groups - 1])")
        var count = 0
        let read = try clock.measure {
            try JournalReader(directory: place.journal).replay { _, _, payload in count += payload.byteCount / 200 }
        }
        print("journal: replays \(Int(Double(count) / (read / .seconds(1)))) records/s")
        #expect(count == groups * recordsPerGroup)
        let open = try clock.measure { _ = try Journal.open(directory: place.journal) }
        print("journal: opens in \(open)")
    }
}
