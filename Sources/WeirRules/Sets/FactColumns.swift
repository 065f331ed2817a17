/// Facts of many payments side by side: for each fact the values of up to some hundred payments, and by bits for which
/// of them there is one. Plain bytes by address, freed by hand.
public struct FactColumns: BitwiseCopyable, @unchecked Sendable {
    /// Truth values are the integers 0 and 1.
    public enum Kind: UInt8, BitwiseCopyable, Sendable { case bool, int, double }

    /// Payments that have their bits in one word.
    public static let wordRows = 64

    public let rows: Int
    private let words: Int
    private let count: Int
    private let values: UnsafeMutablePointer<UInt64>
    private let there: UnsafeMutablePointer<UInt64>

    /// All values are there from the beginning on.
    /// - Parameter rows: a multiple of 64.
    public init(count: Int, rows: Int) {
        precondition(rows > 0 && rows % Self.wordRows == 0, "whole words of rows")
        (self.count, self.rows, words) = (count, rows, rows / Self.wordRows)
        values = .allocate(capacity: max(1, count * rows))
        values.initialize(repeating: 0, count: max(1, count * rows))
        there = .allocate(capacity: max(1, count * words))
        there.initialize(repeating: .max, count: max(1, count * words))
    }

    public func free() {
        values.deallocate()
        there.deallocate()
    }

    /// The bits of a column's values.
    @inline(__always) @inlinable
    public func column(_ place: Int) -> UnsafeMutablePointer<UInt64> { cells(place) }

    /// By word, for which rows there is a value.
    @inline(__always) @inlinable
    public func presence(_ place: Int) -> UnsafeMutablePointer<UInt64> { marks(place) }

    @usableFromInline
    func cells(_ place: Int) -> UnsafeMutablePointer<UInt64> {
        precondition(place >= 0 && place < count, "a column that is not there")
        return values + place * rows
    }

    @usableFromInline
    func marks(_ place: Int) -> UnsafeMutablePointer<UInt64> {
        precondition(place >= 0 && place < count, "a column that is not there")
        return there + place * words
    }
}
