/// The tree over entries of RFC 6962 §2.1 (the same as RFC 9162 §2.1): which hashes there are, and what they prove.
///
/// Complete subtrees never change once they are complete, so each is hashed once and kept. They stand in the order in
/// which they become complete: the hashes that an entry completes follow that entry's own.
public enum MerkleTree {
    /// The place of a complete subtree's hash: the subtree of 2^`level` entries that has this number on its level.
    public static func place(level: Int, number: Int) -> Int {
        // The subtree is complete with its last entry; before that entry stand `last` entries and what they completed.
        let last = (number + 1) << level - 1
        return count(entries: last) + level
    }

    /// How many hashes there are for so many entries.
    public static func count(entries: Int) -> Int {
        var (sum, rest) = (0, entries)
        while rest > 0 {
            sum += rest
            rest >>= 1
        }
        return sum
    }

    /// The greatest power of two below a number above 1.
    private static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }

    /// The hash of the entries of a range, from the hashes of complete subtrees.
    /// - Parameter read: the hash in a place.
    package static func hash(_ range: Range<Int>, _ read: (Int) throws -> TreeHash) rethrows -> TreeHash {
        let count = range.count
        guard count > 0 else { return .empty }
        if count & (count - 1) == 0, range.lowerBound % count == 0 {
            let level = count.trailingZeroBitCount
            return try read(place(level: level, number: range.lowerBound >> level))
        }
        let middle = range.lowerBound + split(count)
        return .node(
            try hash(range.lowerBound..<middle, read), try hash(middle..<range.upperBound, read))
    }

    /// The path from an entry to the root of a tree: PATH of RFC 6962 §2.1.1.
    package static func inclusion(
        of index: Int, in range: Range<Int>, _ read: (Int) throws -> TreeHash
    ) rethrows -> [TreeHash] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + split(range.count)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return index < middle
            ? try inclusion(of: index, in: left, read) + [try hash(right, read)]
            : try inclusion(of: index, in: right, read) + [try hash(left, read)]
    }

    /// That the tree of the first `old` entries is the beginning of the tree of the range: SUBPROOF of §2.1.2.
    package static func consistency(
        from old: Int, in range: Range<Int>, isWhole: Bool = true, _ read: (Int) throws -> TreeHash
    ) rethrows -> [TreeHash] {
        if old == range.upperBound { return isWhole ? [] : [try hash(range, read)] }
        let middle = range.lowerBound + split(range.count)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return old <= middle
            ? try consistency(from: old, in: left, isWhole: isWhole, read) + [try hash(right, read)]
            : try consistency(from: old, in: right, isWhole: false, read) + [try hash(left, read)]
    }
}

/// Checking proofs, as RFC 9162 §2.1.3.2 and §2.1.4.2 say.
extension MerkleTree {
    /// Whether the proof shows that the entry with this leaf hash stands at the index of the tree.
    public static func verifyInclusion(
        leaf: TreeHash, index: Int, size: Int, root: TreeHash, proof: [TreeHash]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (fn, sn) = (index, size - 1)
        var hash = leaf
        for step in proof {
            if sn == 0 { return false }
            if fn & 1 == 1 || fn == sn {
                hash = .node(step, hash)
                if fn & 1 == 0 {
                    while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
                }
            } else {
                hash = .node(hash, step)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 && hash == root
    }

    /// Whether the proof shows that the new tree begins with the old one.
    public static func verifyConsistency(
        old: (size: Int, root: TreeHash), new: (size: Int, root: TreeHash), proof: [TreeHash]
    ) -> Bool {
        guard old.size >= 0, old.size <= new.size else { return false }
        if old.size == new.size { return proof.isEmpty && old.root == new.root }
        if old.size == 0 { return proof.isEmpty && old.root == .empty }
        var path = proof
        // A complete subtree is its own first step.
        if old.size & (old.size - 1) == 0 { path.insert(old.root, at: 0) }
        guard let first = path.first else { return false }
        var (fn, sn) = (old.size - 1, new.size - 1)
        while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
        var (oldHash, newHash) = (first, first)
        for step in path.dropFirst() {
            if sn == 0 { return false }
            if fn & 1 == 1 || fn == sn {
                oldHash = .node(step, oldHash)
                newHash = .node(step, newHash)
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                newHash = .node(newHash, step)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 && oldHash == old.root && newHash == new.root
    }
}

/// The right edge of a growing tree: the complete subtrees whose hashes make up the root.
public struct TreeEdge: Sendable {
    /// Entries so far.
    public private(set) var size = 0
    /// Hashes of complete subtrees, the largest first: one for each bit that is set in `size`.
    private var hashes: [TreeHash] = []

    public init() {}

    /// The edge of a tree of `size` entries whose hashes are kept.
    package init(size: Int, _ read: (Int) throws -> TreeHash) rethrows {
        self.size = size
        var start = 0
        for level in stride(from: Int.bitWidth - 2, through: 0, by: -1) where size & (1 << level) != 0 {
            hashes.append(try read(MerkleTree.place(level: level, number: start >> level)))
            start += 1 << level
        }
    }

    /// Adds an entry; `kept` is called with its hash and those of the subtrees that it completes, in their order.
    public mutating func add(_ leaf: TreeHash, kept: (TreeHash) -> Void = { _ in }) {
        var hash = leaf
        kept(hash)
        var rest = size
        while rest & 1 == 1 {
            hash = .node(hashes.removeLast(), hash)
            kept(hash)
            rest >>= 1
        }
        hashes.append(hash)
        size += 1
    }

    public var root: TreeHash {
        guard var hash = hashes.last else { return .empty }
        for left in hashes.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }
}
