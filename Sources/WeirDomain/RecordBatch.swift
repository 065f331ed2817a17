/// Payment records one after the other in one buffer: what readers hand to the engine, a few thousand at a time.
public struct RecordBatch: Sendable {
    public var bytes: [UInt8] = []
    /// Where each record ends in `bytes`.
    public private(set) var ends: [Int] = []
    /// The input line of each record, from 1; 0 where there are no lines.
    public private(set) var lines: [Int] = []
    /// Of each record, where somebody has looked ahead; otherwise empty.
    public private(set) var scouted: [Scouted] = []

    public init() {}

    /// With room for so many payments of the usual size, or another.
    public init(capacity: Int, recordBytes: Int = 240) {
        bytes.reserveCapacity(capacity * recordBytes)
        ends.reserveCapacity(capacity)
        lines.reserveCapacity(capacity)
    }

    public var count: Int { ends.count }
    public var isEmpty: Bool { ends.isEmpty }

    /// Closes the record that has just been written at the end of `bytes`.
    public mutating func close(line: Int = 0) {
        ends.append(bytes.count)
        lines.append(line)
    }

    /// Takes back bytes of a record that turned out to be refused.
    public mutating func discardOpenRecord() {
        bytes.removeSubrange((ends.last ?? 0)...)
    }

    /// Takes the record back that was closed last. For a batch that nobody has looked ahead in.
    public mutating func removeLast() {
        ends.removeLast()
        lines.removeLast()
        discardOpenRecord()
    }

    /// Keeps what was found out of all records. For a batch to which nothing is added any more.
    public mutating func keep(_ scouted: [Scouted]) {
        precondition(scouted.count == count, "something of each record")
        self.scouted = scouted
    }

    public mutating func append(_ payment: Payment, line: Int = 0) {
        payment.encode(to: &bytes)
        close(line: line)
    }

    /// Appends a record of another batch.
    public mutating func append(_ other: borrowing RecordBatch, _ index: Int) {
        append(other, index, line: other.lines[index])
    }

    /// The same under another line.
    public mutating func append(_ other: borrowing RecordBatch, _ index: Int, line: Int) {
        bytes.append(bytes: other[index].bytes)
        close(line: line)
    }

    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        scouted = []
    }

    @inlinable
    public func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    /// The record as a payment to read from.
    public subscript(index: Int) -> PaymentView {
        @inlinable
        @_lifetime(borrow self)
        get { PaymentView(bytes.span.bytes.extracting(range(index))) }
    }
}
