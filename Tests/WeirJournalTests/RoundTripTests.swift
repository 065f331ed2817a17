import Foundation
import Testing
import WeirDomain
import WeirJournal

@Suite struct RoundTripTests {
    @Test func recordsOfAllSizesComeBackInOrder() throws {
        let place = try TemporaryDirectory()
        var dice = Seeded(1)
        let (journal, recovery) = try Journal.open(directory: place.journal, options: smallSegments(alignment: 4096))
        #expect(recovery.lastSequence == 0)
        #expect(recovery.firstSequence == 1)
        #expect(recovery.bytesCut == 0)
        var written: [Entry] = []
        for _ in 0..<200 {
            written += try journal.commitRandom(Int.random(in: 1...20, using: &dice), &dice, sizes: 0...2000)
        }
        #expect(journal.lastCommitted == UInt64(written.count))
        #expect(try readAll(place.journal) == written)
        #expect(try readAll(place.journal, from: 777, through: 1234) == Array(written[776...1233]))
        try journal.close()
        #expect(try readAll(place.journal) == written)
    }

    @Test(arguments: [64, 512, 4096, 16384])
    func everyPayloadSizeAroundAWord(alignment: Int) throws {
        let disk = SimulatedDisk(seed: 3)
        let (journal, _) = try Journal.open(
            directory: simulated, options: smallSegments(alignment: alignment), files: disk)
        var dice = Seeded(2)
        var written: [Entry] = []
        for size in 0...70 { written += try journal.commitRandom(2, &dice, sizes: size...size) }
        #expect(try readAll(simulated, files: disk) == written)
    }

    @Test func reopeningGoesOn() throws {
        let place = try TemporaryDirectory()
        var dice = Seeded(4)
        var written: [Entry] = []
        var id: UInt64?
        for run in 0..<12 {
            let (journal, recovery) = try Journal.open(directory: place.journal, options: smallSegments())
            #expect(recovery.lastSequence == UInt64(written.count))
            #expect(recovery.wasClosed == (run % 2 == 1))
            #expect(recovery.journalID == id ?? recovery.journalID)
            id = recovery.journalID
            #expect(journal.nextSequence == UInt64(written.count) + 1)
            for _ in 0..<5 { written += try journal.commitRandom(7, &dice) }
            // Every other run ends without an orderly close.
            if run % 2 == 0 { try journal.close() }
        }
        var options = smallSegments()
        options.check = .everything
        let (_, recovery) = try Journal.open(directory: place.journal, options: options)
        #expect(recovery.segments > 1)
        #expect(try readAll(place.journal) == written)
    }

    @Test func whatWasNotCommittedIsNotThere() throws {
        let place = try TemporaryDirectory()
        var dice = Seeded(5)
        var (journal, _): (Journal?, JournalRecovery) = try Journal.open(
            directory: place.journal, options: smallSegments())
        let written = try journal?.commitRandom(3, &dice)
        _ = try journal?.appendRandom(3, &dice, sizes: 1...10)
        #expect(journal?.pendingCount == 3)
        journal?.discardPending()
        #expect(journal?.nextSequence == 4)
        _ = try journal?.appendRandom(3, &dice, sizes: 1...10)
        journal = nil
        #expect(try readAll(place.journal) == written)
    }

    @Test func groupsThatJustFitAndThatJustDoNot() throws {
        // A segment of 64 KiB has 61,440 bytes for groups; a group of one record takes 48 + 17 + payload.
        let room = (64 << 10) - 4096
        for slack in -9...9 {
            let disk = SimulatedDisk(seed: 6)
            let (journal, _) = try Journal.open(
                directory: simulated, options: smallSegments(alignment: 64), files: disk)
            var dice = Seeded(7)
            let first = room / 2 - 48 - 17
            var written = try journal.commitRandom(1, &dice, sizes: first...first)
            let second = room / 2 - 48 - 17 + slack
            written += try journal.commitRandom(1, &dice, sizes: second...second)
            written += try journal.commitRandom(1, &dice, sizes: 5...5)
            #expect(try readAll(simulated, files: disk) == written)
            let segments = disk.names.keys.filter { $0.hasSuffix(".wj") }.count
            #expect(segments == 2)
            try journal.close()
            let (_, recovery) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
            #expect(recovery.lastSequence == 3)
        }
    }

    @Test func aGroupLargerThanASegmentGetsOneOfItsOwn() throws {
        let disk = SimulatedDisk(seed: 8)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(9)
        var written = try journal.commitRandom(300, &dice, sizes: 900...1000)
        written += try journal.commitRandom(3, &dice)
        written += try journal.commitRandom(300, &dice, sizes: 900...1000)
        written += try journal.commitRandom(1, &dice, sizes: JournalLimits.payloadBytes...JournalLimits.payloadBytes)
        try journal.close()
        #expect(try readAll(simulated, files: disk) == written)
        var options = smallSegments()
        options.check = .everything
        let (_, recovery) = try Journal.open(directory: simulated, options: options, files: disk)
        #expect(recovery.lastSequence == UInt64(written.count))
    }

    @Test func limitsAreRefusedAndLeaveTheGroupAsItWas() throws {
        let disk = SimulatedDisk(seed: 10)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(11)
        let written = try journal.appendRandom(2, &dice, sizes: 1...9)
        let large = [UInt8](repeating: 1, count: JournalLimits.payloadBytes + 1)
        let error = failure { try journal.append(type: 1, payload: large.span.bytes) }
        #expect(error?.code == .tooLarge(bytes: large.count, limit: JournalLimits.payloadBytes))
        #expect(journal.nextSequence == 3)
        try journal.commit()
        #expect(try readAll(simulated, files: disk) == written)

        let most = [UInt8](repeating: 2, count: JournalLimits.payloadBytes)
        var count = 0
        var full: JournalError?
        while full == nil, count < 100 {
            full = failure { try journal.append(type: 1, payload: most.span.bytes) }
            count += 1
        }
        #expect(count == 64)
        guard case .tooLarge(_, JournalLimits.groupBytes) = full?.code else {
            Issue.record("a group beyond the limit was taken")
            return
        }
        try journal.commit()
        #expect(try readAll(simulated, files: disk).count == 2 + 63)
    }

    @Test(arguments: [false, true])
    func preparedSegmentsAreUsed(aside: Bool) throws {
        let place = try TemporaryDirectory()
        var dice = Seeded(12)
        var options = smallSegments()
        options.preparesAside = aside
        let (journal, _) = try Journal.open(directory: place.journal, options: options)
        var written: [Entry] = []
        var seen = 0
        for _ in 0..<100 {
            written += try journal.commitRandom(10, &dice)
            try journal.prepare()
            if FileManager.default.fileExists(atPath: place.journal + "/spare") { seen += 1 }
        }
        // On a thread of its own a segment may be made and used between two looks.
        #expect(aside || seen > 10)
        try journal.close()
        #expect(try readAll(place.journal) == written)
        let (_, recovery) = try Journal.open(directory: place.journal)
        #expect(recovery.wasClosed)
        #expect(recovery.segments > 2)
        #expect(!FileManager.default.fileExists(atPath: place.journal + "/spare"))
    }

    @Test func aReaderFollowsAWriter() throws {
        let place = try TemporaryDirectory()
        var dice = Seeded(13)
        let (journal, _) = try Journal.open(directory: place.journal, options: smallSegments())
        let reader = JournalReader(directory: place.journal)
        var seen: [Entry] = []
        var written: [Entry] = []
        for _ in 0..<60 {
            written += try journal.commitRandom(10, &dice)
            try reader.replay(from: UInt64(seen.count) + 1, through: journal.lastCommitted) {
                seen.append(Entry(sequence: $0, type: $1, payload: $2.array))
            }
            #expect(seen == written)
        }
    }

    @Test func aBodyThatThrowsEndsTheReplay() throws {
        struct Enough: Error {}
        let disk = SimulatedDisk(seed: 14)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(15)
        _ = try journal.commitRandom(9, &dice)
        var seen = 0
        #expect(throws: Enough.self) {
            try JournalReader(directory: simulated, files: disk).replay { _, _, _ in
                seen += 1
                if seen == 4 { throw Enough() }
            }
        }
        #expect(seen == 4)
    }
}
