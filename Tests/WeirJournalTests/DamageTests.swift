import Testing
import WeirDomain
import WeirJournal

@Suite struct DamageTests {
    enum Outcome: Hashable {
        case refused, refusedAsNewer, cutLastGroup, cutNothing, wrong
    }

    private func outcome(_ small: SmallJournal, _ bytes: [UInt8]) -> Outcome {
        let all = small.entries
        let withoutLast = Array(small.groups.dropLast().joined())
        let disk = small.disk(with: bytes)
        do {
            let entries = try readAll(simulated, files: disk)
            let (_, recovery) = try Journal.open(directory: simulated, files: disk)
            guard recovery.lastSequence == UInt64(entries.count), recovery.bytesCut > 0 else { return .wrong }
            return entries == all ? .cutNothing : entries == withoutLast ? .cutLastGroup : .wrong
        } catch let error as JournalError {
            // Both ways in must refuse.
            guard failure({ _ = try Journal.open(directory: simulated, files: disk) }) != nil else { return .wrong }
            if case .newerVersion = error.code { return .refusedAsNewer }
            return error.isCorrupt ? .refused : .wrong
        } catch {
            return .wrong
        }
    }

    /// Flips every bit of what is in use and one bit of each free byte.
    private func outcomes(_ small: SmallJournal) -> (used: [Int: Set<Outcome>], free: Set<Outcome>) {
        var used: [Int: Set<Outcome>] = [:]
        var free: Set<Outcome> = []
        let image = small.image
        let end = (image.lastIndex { $0 != 0 } ?? 0) + 1
        for at in image.indices {
            if at >= end, at % 61 != 0 { continue }
            for bit in 0..<(at < end ? 8 : 1) {
                var bytes = image
                bytes[at] ^= 1 << UInt8(bit)
                let result = outcome(small, bytes)
                if at < end { used[at, default: []].insert(result) } else { free.insert(result) }
            }
        }
        return (used, free)
    }

    @Test(arguments: [64, 512])
    func everyBitOfAnOpenJournal(alignment: Int) throws {
        let small = try SmallJournal(
            seed: 30, groups: 4, records: 4, sizes: 0...90, alignment: alignment, sealed: false)
        let (used, free) = outcomes(small)
        let lastGroup = (small.end(3) + alignment - 1) / alignment * alignment
        for (at, results) in used.sorted(by: { $0.key < $1.key }) {
            let allowed: Set<Outcome> =
                at >= lastGroup
                ? [.cutLastGroup, .refused] : (8..<12).contains(at) ? [.refused, .refusedAsNewer] : [.refused]
            #expect(results.isSubset(of: allowed), "byte \(at): \(results)")
        }
        // The zeros after the last group, up to the alignment, are refused; the rest of the segment is nobody's.
        #expect(free.isSubset(of: [.cutNothing, .refused]))
        #expect(free.contains(.cutNothing))
    }

    @Test func everyBitOfAClosedJournal() throws {
        let small = try SmallJournal(seed: 31, groups: 3, records: 4, sizes: 0...90, alignment: 64, sealed: true)
        let (used, free) = outcomes(small)
        for (at, results) in used {
            // Never a record lost: only the seal itself can go unrefused, and then nothing is missing.
            #expect(!results.contains(.wrong) && !results.contains(.cutLastGroup), "byte \(at): \(results)")
        }
        #expect(free.isSubset(of: [.cutNothing, .refused]))
    }

    @Test func everyZeroedSector() throws {
        let small = try SmallJournal(seed: 32, groups: 5, records: 6, sizes: 100...300, alignment: 512, sealed: false)
        let last = (small.end(4) + 511) / 512 * 512
        for sector in stride(from: 0, to: small.end(5), by: 512) {
            var bytes = small.image
            if bytes[sector..<sector + 512].allSatisfy({ $0 == 0 }) { continue }
            bytes.replaceSubrange(sector..<sector + 512, with: repeatElement(0, count: 512))
            let result = outcome(small, bytes)
            #expect(result == (sector >= last ? .cutLastGroup : .refused), "sector at \(sector)")
        }
    }

    @Test func groupsInAnotherOrder() throws {
        let small = try SmallJournal(seed: 33, groups: 4, records: 1, sizes: 100...100, alignment: 512, sealed: false)
        let image = small.image
        func group(_ index: Int) -> ArraySlice<UInt8> { image[4096 + index * 512..<4096 + (index + 1) * 512] }
        for (first, second) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
            var bytes = image
            bytes.replaceSubrange(4096 + first * 512..<4096 + (first + 1) * 512, with: group(second))
            #expect(outcome(small, bytes) == .refused, "\(second) in place of \(first)")
            bytes.replaceSubrange(4096 + second * 512..<4096 + (second + 1) * 512, with: group(first))
            #expect(outcome(small, bytes) == .refused, "\(first) and \(second) exchanged")
        }
    }

    @Test func theErrorSaysWhere() throws {
        let small = try SmallJournal(seed: 34, groups: 3, records: 2, sizes: 100...100, alignment: 512, sealed: false)
        var bytes = small.image
        bytes[4096 + 512 + 100] ^= 0x40
        let error = failure { _ = try Journal.open(directory: simulated, files: small.disk(with: bytes)) }
        #expect(error?.code == .corrupt(offset: 4608, sequence: 3))
        #expect(error?.path == small.file)
        #expect(error?.description.contains("damaged at byte 4608, where record 3 is expected") == true)
    }

    /// Three segments; answers the disk, its segment files in order and the records.
    private func threeSegments() throws -> (disk: SimulatedDisk, files: [String], entries: [Entry]) {
        let disk = SimulatedDisk(seed: 35)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(36)
        var entries: [Entry] = []
        var files: [String] = []
        while files.count < 3 {
            entries += try journal.commitRandom(4, &dice, sizes: 0...2000)
            files = disk.names.keys.filter { $0.hasSuffix(".wj") }.sorted()
        }
        return (disk, files, entries)
    }

    @Test func segmentsMissingExchangedOrEndingEarly() throws {
        let (disk, files, entries) = try threeSegments()
        var everything = smallSegments()
        everything.check = .everything
        #expect(try readAll(simulated, files: disk) == entries)

        let gap = disk.copy()
        gap.names[files[1]] = nil
        let missing = failure { _ = try readAll(simulated, files: gap) }
        guard case .missing = missing?.code else {
            Issue.record("a missing segment went unnoticed: \(String(describing: missing))")
            return
        }
        #expect(failure { _ = try Journal.open(directory: simulated, options: everything, files: gap) } == missing)

        let early = disk.copy()
        early.names[files[0]] = nil
        let before = failure { _ = try readAll(simulated, files: early) }
        #expect(before?.code == .missing(sequence: 1))

        let exchanged = disk.copy()
        exchanged.names[files[1]] = disk.names[files[2]]
        #expect(failure { _ = try readAll(simulated, files: exchanged) }?.isCorrupt == true)

        let short = disk.copy()
        let bytes = disk.names[files[0]]?.bytes ?? []
        let end = (bytes.lastIndex { $0 != 0 } ?? 0) + 1
        short.names[files[0]] = SimulatedDisk.Inode(Array(bytes[..<(end - 40)]))
        #expect(failure { _ = try readAll(simulated, files: short) }?.isCorrupt == true)
        #expect(failure { _ = try Journal.open(directory: simulated, options: everything, files: short) } != nil)

        let emptied = disk.copy()
        emptied.names[files[0]] = SimulatedDisk.Inode(Array(bytes[..<4096]))
        #expect(failure { _ = try readAll(simulated, files: emptied) } != nil)
    }

    @Test func aSegmentOfAnotherJournal() throws {
        let (disk, files, _) = try threeSegments()
        let (other, otherFiles, _) = try threeSegments()
        #expect(files == otherFiles)
        // Same seeds, so make the other journal really another one.
        let foreign = SimulatedDisk(seed: 99)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: foreign)
        try journal.close()
        other.names[files[0]] = foreign.names[files[0]]
        #expect(failure { _ = try readAll(simulated, files: other) } != nil)
        #expect(try readAll(simulated, files: disk).isEmpty == false)
    }
}
