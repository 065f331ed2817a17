import Testing
import WeirDomain
import WeirJournal

/// The last 64 KiB of a journal, cut at every single byte.
@Suite struct LongTailTests {
    private static let tail = 64 << 10
    private static let shares = 8

    private struct Long {
        let disk = SimulatedDisk(seed: 60)
        let file = simulated + "/00000000000000000001.wj"
        var groups: [[Entry]] = []
        /// Where each group begins, and where its records end.
        var places: [(start: Int, end: Int)] = []
        var image: [UInt8] { disk.names[file]?.bytes ?? [] }

        init() throws {
            var options = smallSegments(alignment: 512)
            options.segmentBytes = 128 << 10
            var dice = Seeded(61)
            let (journal, _) = try Journal.open(directory: simulated, options: options, files: disk)
            for _ in 0..<24 { groups.append(try journal.commitRandom(9, &dice, sizes: 200...500)) }
            var start = 4096
            for _ in groups {
                let end = start + 48 + Int(image.span.bytes.integer(start + 36, as: UInt32.self))
                places.append((start, end))
                start = (end + 511) / 512 * 512
            }
        }

        /// Records of the groups that are wholly in the first bytes.
        func whole(_ cut: Int) -> Int {
            groups.indices.filter { places[$0].end <= cut }.reduce(0) { $0 + groups[$1].count }
        }

        /// The same as somebody would have it who believes headers and looks at no checksum.
        func believed(_ cut: Int) -> Int {
            groups.indices.filter { places[$0].start + 48 <= cut }.reduce(0) { $0 + groups[$1].count }
        }

        func cut(_ count: Int) -> SimulatedDisk {
            let copy = SimulatedDisk(seed: 1)
            copy.names[file] = SimulatedDisk.Inode(Array(image[..<count]))
            return copy
        }
    }

    @Test(arguments: 0..<shares) func cutAtEveryByte(share: Int) throws {
        let long = try Long()
        let all = long.groups.flatMap { $0 }
        let end = try #require(long.places.last?.end)
        #expect(end > Self.tail + 4096)
        var believed = 0
        for cut in stride(from: end - Self.tail + share, through: end, by: Self.shares) {
            let expected = long.whole(cut)
            let disk = long.cut(cut)
            // Every so often all bytes, otherwise the end of the chain of checksums, which stands for them.
            if cut % 64 == share {
                #expect(try readAll(simulated, files: disk) == Array(all[..<expected]), "cut at \(cut)")
            }
            let (journal, recovery) = try Journal.open(directory: simulated, files: disk)
            guard recovery.lastSequence == UInt64(expected), journal.lastCommitted == UInt64(expected) else {
                Issue.record("cut at \(cut): \(recovery.lastSequence) records instead of \(expected)")
                return
            }
            if long.believed(cut) != expected { believed += 1 }
        }
        // The control: without checksums half a group would have passed for a whole one at nearly every place.
        #expect(believed > Self.tail / Self.shares / 2)
    }
}
