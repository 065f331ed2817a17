import WeirDetection
package import WeirDomain

/// The whole state as bytes, for a quick restart: what follows a snapshot is replayed from the journal.
extension Engine {
    /// Names the layout that a snapshot is written in, and what decides. A snapshot of another one is passed over, not
    /// read: the journal is decided anew.
    package static var layout: String {
        ([21, MemoryLayout<Counters>.size] + Detector.layout).map { "\($0)" }.joined(separator: "-") + "-"
            + semantics
    }

    package func save(to writer: borrowing StateWriter) {
        detector.save(to: writer)
        seen.save(to: writer)
        book.save(to: writer)
        outside.save(to: writer)
        rules.save(to: writer)
        saveModel(to: writer)
        writer.write(now.milliseconds)
        writer.write(since)
        writer.write(counters)
    }

    /// - Parameter seed: the one with which the snapshot's engine was made.
    package init(seed: UInt64, from reader: borrowing StateReader) throws {
        self.init(seed: seed)
        try detector.load(from: reader)
        try seen.load(from: reader)
        try book.load(from: reader)
        try outside.load(from: reader)
        for end in outside.wordEnds where end > book.clock { book.deadlines.add(end, .list, 0) }
        try rules.load(from: reader)
        try loadModel(from: reader)
        followBlocks()
        followTypologies()
        now = Instant(milliseconds: try reader.read())
        since = try reader.read()
        counters = try reader.read()
    }
}
