import Testing
import WeirDomain
import WeirJournal

/// Single records by their sequence, on the simulated disk.
@Suite struct LookupTests {
    private func payload(_ sequence: Int) -> [UInt8] {
        (0..<(sequence * 37 % 900)).map { UInt8(truncatingIfNeeded: $0 &* sequence) }
    }

    @Test func everyRecordIsFoundWhileOthersAreWritten() throws {
        let disk = SimulatedDisk(seed: 3)
        var options = JournalOptions()
        options.segmentBytes = 64 << 10
        let (journal, _) = try Journal.open(directory: simulated, options: options, files: disk)
        let lookup = JournalLookup(directory: simulated, files: disk)
        #expect(try lookup.record(1) == nil)
        var sequence = 0
        for group in 1...60 {
            for _ in 0..<(group % 7 + 1) {
                sequence += 1
                try journal.append(type: UInt8(sequence % 4 + 1), payload: payload(sequence).span.bytes)
            }
            try journal.commit()
            // The last one, the next one, one here and there.
            for wanted in [sequence, sequence + 1, 1, sequence / 2 + 1, sequence / 3 + 1] {
                let found = try lookup.record(UInt64(wanted))
                #expect(found?.payload == (wanted <= sequence ? payload(wanted) : nil))
            }
        }
        try journal.close()
        for wanted in 1...sequence {
            let found = try #require(try lookup.record(UInt64(wanted)))
            #expect(found.payload == payload(wanted) && found.type == UInt8(wanted % 4 + 1))
        }
        #expect(try segmentCount(disk) > 2, "the test is about several segments")
    }

    private func segmentCount(_ disk: SimulatedDisk) throws -> Int {
        try disk.list(simulated).filter { $0.hasSuffix(".wj") }.count
    }
}
