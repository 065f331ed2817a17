import Testing
import WeirDomain
import WeirJournal

/// A journal in memory of which tests break copies.
struct SmallJournal {
    let disk: SimulatedDisk
    /// The records group by group, and the segment file's bytes before each of them and after the last.
    var groups: [[Entry]] = []
    var images: [[UInt8]] = []
    let file: String

    /// All in one segment, not closed unless `sealed`.
    init(seed: UInt64, groups count: Int, records: Int, sizes: ClosedRange<Int>, alignment: Int, sealed: Bool) throws {
        disk = SimulatedDisk(seed: seed)
        file = simulated + "/00000000000000000001.wj"
        var dice = Seeded(seed)
        let (journal, _) = try Journal.open(
            directory: simulated, options: smallSegments(alignment: alignment), files: disk)
        images.append(image)
        for _ in 0..<count {
            groups.append(try journal.commitRandom(records, &dice, sizes: sizes))
            images.append(image)
        }
        if sealed { try journal.close() }
    }

    var image: [UInt8] { disk.names[file]?.bytes ?? [] }
    var entries: [Entry] { groups.flatMap { $0 } }

    /// Where the last byte of each image that is not zero is.
    func end(_ index: Int) -> Int { (images[index].lastIndex { $0 != 0 } ?? -1) + 1 }

    /// A disk with the segment's bytes replaced.
    func disk(with bytes: [UInt8]) -> SimulatedDisk {
        let copy = SimulatedDisk(seed: 1)
        copy.names[file] = SimulatedDisk.Inode(bytes)
        return copy
    }
}

/// Reads, opens, writes on and reads again; answers what was recovered.
func recoverAndGoOn(_ disk: SimulatedDisk, alignment: Int) throws -> (entries: [Entry], recovery: JournalRecovery) {
    let before = try readAll(simulated, files: disk)
    let (journal, recovery) = try Journal.open(
        directory: simulated, options: smallSegments(alignment: alignment), files: disk)
    let after = try readAll(simulated, files: disk)
    #expect(before == after)
    #expect(recovery.lastSequence == UInt64(after.count))
    var dice = Seeded(77)
    let more = try journal.commitRandom(3, &dice, sizes: 0...40)
    #expect(try readAll(simulated, files: disk) == after + more)
    return (after, recovery)
}

@Suite struct TornTailTests {
    @Test(arguments: [64, 512])
    func cutAtEveryByte(alignment: Int) throws {
        let small = try SmallJournal(
            seed: 20, groups: 4, records: 5, sizes: 0...200, alignment: alignment, sealed: false)
        for cut in small.end(1)...small.end(4) + 10 {
            let disk = small.disk(with: Array(small.image[..<cut]))
            let (entries, recovery) = try recoverAndGoOn(disk, alignment: alignment)
            // A group's last bytes may be zeros, so that it is whole without them once the file has its length again;
            // but a file that ends within a group has not got the group.
            let whole = (1...4).last { wholeEnd(small, $0) <= cut } ?? 0
            #expect(entries == small.groups[..<whole].flatMap { $0 }, "cut at \(cut)")
            if whole < 4, cut > small.end(whole) + alignment { #expect(recovery.bytesCut > 0) }
        }
    }

    /// Where a group's records end: its header tells.
    private func wholeEnd(_ small: SmallJournal, _ index: Int) -> Int {
        var start = 4096
        for group in 1...index {
            let body = small.image.span.bytes.integer(start + 36, as: UInt32.self)
            let end = start + 48 + Int(body)
            if group == index { return end }
            start = (end + alignment(small) - 1) / alignment(small) * alignment(small)
        }
        return start
    }

    private func alignment(_ small: SmallJournal) -> Int {
        Int(small.image.span.bytes.integer(56, as: UInt32.self))
    }

    @Test(arguments: [64, 512, 4096])
    func sectorsOfTheLastGroupMissing(alignment: Int) throws {
        let small = try SmallJournal(
            seed: 21, groups: 3, records: 12, sizes: 200...400, alignment: alignment, sealed: false)
        let old = small.images[2]
        let new = small.images[3]
        let sectors = stride(from: 0, to: new.count, by: 512).filter { old[$0..<$0 + 512] != new[$0..<$0 + 512] }
        #expect(sectors.count >= 7)
        var whole = 0
        // Every choice of sectors that arrived: this is also every order in which they could have been written.
        for choice in 0..<(1 << min(sectors.count, 11)) {
            var bytes = old
            for (bit, sector) in sectors.enumerated() where choice & (1 << min(bit, 10)) != 0 {
                bytes.replaceSubrange(sector..<sector + 512, with: new[sector..<sector + 512])
            }
            let entries = try readAll(simulated, files: small.disk(with: bytes))
            let (journal, recovery) = try Journal.open(directory: simulated, files: small.disk(with: bytes))
            if bytes == new {
                whole += 1
                #expect(entries == small.entries)
                #expect(recovery.bytesCut == 0)
            } else {
                #expect(entries == small.groups[..<2].flatMap { $0 })
                #expect((recovery.bytesCut > 0) == (bytes != old))
                #expect(recovery.recordsCut == nil || recovery.recordsCut == 12)
            }
            #expect(journal.lastCommitted == UInt64(entries.count))
        }
        #expect(whole == 1)
    }

    @Test func theSameRecordsSentAgainDoNotBringTheCutOnesBack() throws {
        // The first try of a group is torn; the second try, with the same first records, is shorter. What is left of
        // the first must not join on to the second.
        let small = try SmallJournal(seed: 22, groups: 2, records: 9, sizes: 100...100, alignment: 64, sealed: false)
        var torn = small.image
        torn[small.end(2) - 3] ^= 1
        let disk = small.disk(with: torn)
        let (journal, recovery) = try Journal.open(
            directory: simulated, options: smallSegments(alignment: 64), files: disk)
        #expect(recovery.recordsCut == 9)
        for entry in small.groups[1][..<4] { try journal.append(type: entry.type, payload: entry.payload.span.bytes) }
        try journal.commit()
        #expect(try readAll(simulated, files: disk) == small.groups[0] + small.groups[1][..<4])
    }

    @Test func aPayloadThatLooksLikeAGroupIsNotTakenForOne() throws {
        // The payload is a piece of another journal, aligned as a group would be; then the group is torn in front of
        // it.
        let other = try SmallJournal(seed: 23, groups: 9, records: 2, sizes: 50...60, alignment: 64, sealed: false)
        let disk = SimulatedDisk(seed: 24)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(alignment: 64), files: disk)
        for shift in 0..<64 {
            let payload = [UInt8](repeating: 1, count: shift) + other.image[4096..<other.end(9)]
            try journal.append(type: 1, payload: payload.span.bytes)
        }
        // Beyond a segment's size, and so in a segment of its own that replaces the first.
        try journal.commit()
        var bytes = disk.names[other.file]?.bytes ?? []
        #expect(bytes.count > 64 << 10)
        bytes[4096] ^= 1
        let (_, recovery) = try Journal.open(directory: simulated, files: other.disk(with: bytes))
        #expect(recovery.lastSequence == 0)
        #expect(recovery.bytesCut > 64 << 10)
    }
}
