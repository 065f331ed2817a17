internal import CWeirSupport
internal import Glibc
internal import WeirDomain

/// A file of the index: the entries of a stretch of the journal, sorted, and never changed once it has its name.
///
/// A page of 4096 bytes holds up to 255 entries, their number and a checksum of all before it, the page's place
/// included. The first page is the head; then come the entries by payment id, those by account, those by what accounts
/// used. A file of the form before has none of the latter.
final class IndexRun: @unchecked Sendable {
    /// Which of the three lists.
    enum List: CaseIterable { case payments, accounts, ties }

    struct Head: Equatable {
        /// The stretch of the journal that the run covers.
        var first: UInt64
        var last: UInt64
        var payments: Int
        var accounts: Int
        var ties = 0

        func count(_ list: List) -> Int {
            switch list {
            case .payments: payments
            case .accounts: accounts
            case .ties: ties
            }
        }

        /// The page that a list begins with.
        func start(_ list: List) -> Int {
            switch list {
            case .payments: 1
            case .accounts: 1 + IndexRun.pages(payments)
            case .ties: 1 + IndexRun.pages(payments) + IndexRun.pages(accounts)
            }
        }
    }

    static let pageBytes = 4096
    static let pageEntries = 255
    static let magic = UInt64(0x3258_4449_5249_4557)  // "WEIRIDX2" read as a little-endian integer
    /// The form without what accounts used: where its number would stand is 0.
    private static let magicBefore = UInt64(0x3158_4449_5249_4557)

    let path: String
    let head: Head
    private let file: CInt

    /// Opens a run and checks its head.
    init(path: String) throws(StoreError) {
        self.path = path
        file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw IndexRun.failure(path, "cannot be opened") }
        let page = try IndexRun.page(0, file, path)
        let bytes = page.span.bytes
        guard [Self.magic, Self.magicBefore].contains(bytes.integer(0, as: UInt64.self)) else {
            throw StoreError(code: .corrupt, path: path, reason: "is no file of the index")
        }
        head = Head(
            first: bytes.integer(8), last: bytes.integer(16), payments: Int(bytes.integer(24, as: UInt64.self)),
            accounts: Int(bytes.integer(32, as: UInt64.self)), ties: Int(bytes.integer(40, as: UInt64.self)))
        var status = stat()
        let pages = head.start(.ties) + Self.pages(head.ties)
        guard fstat(file, &status) == 0, Int(status.st_size) == pages * Self.pageBytes else {
            throw StoreError(code: .corrupt, path: path, reason: "is not as long as its head says")
        }
    }

    deinit { if file >= 0 { close(file) } }

    static func pages(_ entries: Int) -> Int { (entries + pageEntries - 1) / pageEntries }

    static func failure(_ path: String, _ what: String) -> StoreError {
        StoreError(
            code: errno == ENOSPC ? .noSpace : .other, path: path,
            reason: "\(what): \(unsafe String(cString: strerror(errno)).lowercased())")
    }

    // MARK: Reading

    private static func page(_ place: Int, _ file: CInt, _ path: String) throws(StoreError) -> [UInt8] {
        var page = [UInt8](repeating: 0, count: pageBytes)
        var count = 0
        repeat {
            count = page.withUnsafeMutableBytes { pread(file, $0.baseAddress, pageBytes, off_t(place * pageBytes)) }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw failure(path, "cannot be read") }
        guard count == pageBytes, checksum(page, place) == page.span.bytes.integer(pageBytes - 4, as: UInt32.self)
        else { throw StoreError(code: .corrupt, path: path, reason: "is damaged in page \(place)") }
        return page
    }

    fileprivate static func checksum(_ page: [UInt8], _ place: Int) -> UInt32 {
        page.withUnsafeBytes { weir_crc32c(UInt32(truncatingIfNeeded: place), $0.baseAddress, pageBytes - 4) }
    }

    /// The entries of a page of a list.
    func entries(_ list: List, page: Int) throws(StoreError) -> [IndexEntry] {
        let place = head.start(list) + page
        let bytes = try Self.page(place, file, path)
        let count = min(Self.pageEntries, head.count(list) - page * Self.pageEntries)
        return bytes.withUnsafeBytes { bytes in
            (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * IndexEntry.bytes, as: IndexEntry.self) }
        }
    }

    /// The sequences under a hash within a range, with their marks, rising.
    func find(
        _ list: List, _ hash: UInt64, in range: Range<UInt64>, limit: Int, newestFirst: Bool
    ) throws(StoreError) -> [IndexEntry] {
        guard head.first < range.upperBound, head.last >= range.lowerBound else { return [] }
        let bound = newestFirst ? range.upperBound : range.lowerBound
        let target = IndexEntry(hash: hash, sequence: bound, hasRow: false)
        var place = try lowerBound(list, target)
        var found: [IndexEntry] = []
        var page = -1
        var entries: [IndexEntry] = []
        while found.count < limit {
            if newestFirst { place -= 1 }
            guard place >= 0, place < head.count(list) else { break }
            if place / Self.pageEntries != page {
                page = place / Self.pageEntries
                entries = try self.entries(list, page: page)
            }
            let entry = entries[place % Self.pageEntries]
            guard entry.hash == hash, range.contains(entry.sequence) else { break }
            found.append(entry)
            if !newestFirst { place += 1 }
        }
        return found
    }

    /// The first place whose entry is not below the target.
    func lowerBound(_ list: List, _ target: IndexEntry) throws(StoreError) -> Int {
        var (low, high) = (0, Self.pages(head.count(list)))
        while low < high {
            let middle = (low + high) / 2
            let last = try entries(list, page: middle).last
            if let last, last < target { low = middle + 1 } else { high = middle }
        }
        guard low < Self.pages(head.count(list)) else { return head.count(list) }
        let entries = try entries(list, page: low)
        return low * Self.pageEntries + (entries.firstIndex { !($0 < target) } ?? entries.count)
    }

    /// Reads and checks every page.
    func check() throws(StoreError) {
        for list in List.allCases {
            var before: IndexEntry?
            for page in 0..<Self.pages(head.count(list)) {
                for entry in try entries(list, page: page) {
                    if let before, !(before < entry) {
                        throw StoreError(code: .corrupt, path: path, reason: "is out of order in page \(page)")
                    }
                    before = entry
                }
            }
        }
    }
}

/// Writes a run entry by entry: all of the payments, all of the accounts, all of what they used, then the head.
struct IndexRunWriter: ~Copyable {
    private let path: String
    private let file: CInt
    private var head: IndexRun.Head
    private var page = [UInt8](repeating: 0, count: IndexRun.pageBytes)
    private var inPage = 0
    private var place = 1
    private var buffer: [UInt8] = []
    private var isFailed = false

    init(path: String, first: UInt64, last: UInt64) throws(StoreError) {
        self.path = path
        file = Glibc.open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw IndexRun.failure(path, "cannot be written") }
        head = IndexRun.Head(first: first, last: last, payments: 0, accounts: 0)
        buffer.reserveCapacity(1 << 20)
        buffer = [UInt8](repeating: 0, count: IndexRun.pageBytes)
    }

    deinit { close(file) }

    mutating func append(_ entry: IndexEntry, _ list: IndexRun.List) {
        switch list {
        case .payments: head.payments += 1
        case .accounts: head.accounts += 1
        case .ties: head.ties += 1
        }
        let offset = inPage * IndexEntry.bytes
        page.withUnsafeMutableBytes { $0.storeBytes(of: entry, toByteOffset: offset, as: IndexEntry.self) }
        inPage += 1
        if inPage == IndexRun.pageEntries { closePage() }
    }

    /// The list is complete: the next one begins with a page of its own.
    mutating func endList() { if inPage > 0 { closePage() } }

    private mutating func closePage() {
        page.put(UInt32(inPage), at: IndexRun.pageBytes - 8)
        page.put(IndexRun.checksum(page, place), at: IndexRun.pageBytes - 4)
        buffer += page
        page = [UInt8](repeating: 0, count: IndexRun.pageBytes)
        inPage = 0
        place += 1
        if buffer.count >= 1 << 20 { flush() }
    }

    private mutating func flush() {
        var start = 0
        while start < buffer.count, !isFailed {
            let count = buffer.withUnsafeBytes { write(file, $0.baseAddress! + start, $0.count - start) }
            if count < 0, errno != EINTR { isFailed = true }
            start += max(count, 0)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and the head, and has the disk confirm all of it.
    consuming func finish() throws(StoreError) {
        flush()
        var block = [UInt8](repeating: 0, count: IndexRun.pageBytes)
        block.put(IndexRun.magic, at: 0)
        block.put(head.first, at: 8)
        block.put(head.last, at: 16)
        block.put(UInt64(head.payments), at: 24)
        block.put(UInt64(head.accounts), at: 32)
        block.put(UInt64(head.ties), at: 40)
        block.put(IndexRun.checksum(block, 0), at: IndexRun.pageBytes - 4)
        let written = block.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard !isFailed, written == block.count, fsync(file) == 0 else {
            let error = IndexRun.failure(path, "cannot be written")
            unlink(path)
            throw error
        }
    }
}
