import Foundation
import Testing
import WeirDomain
import WeirJournal

@Suite struct OpeningTests {
    @Test func aSecondWriterIsTurnedAway() throws {
        let place = try TemporaryDirectory()
        var first: Journal? = try Journal.open(directory: place.journal, options: smallSegments()).journal
        let error = failure { _ = try Journal.open(directory: place.journal) }
        #expect(error?.code == .inUse)
        #expect(
            error?.description == "journal \(place.journal): is in use by another process; only one may write a journal"
        )
        #expect(first?.lastCommitted == 0)
        first = nil
        _ = try Journal.open(directory: place.journal)
    }

    @Test func closingGivesUpTheLockAndEndsAllWork() throws {
        let place = try TemporaryDirectory()
        let (journal, _) = try Journal.open(directory: place.journal, options: smallSegments())
        try journal.append(type: 3, payload: ([1, 2, 3] as [UInt8]).span.bytes)
        try journal.close()
        try journal.close()
        let (second, recovery) = try Journal.open(directory: place.journal)
        #expect(recovery.wasClosed)
        #expect(second.lastCommitted == 1)
        #expect(failure { try journal.appendNothing() }?.code == .closed)
        #expect(failure { try journal.commit() }?.code == .closed)
        #expect(failure { try journal.prepare() }?.code == .closed)
        #expect(try readAll(place.journal) == [Entry(sequence: 1, type: 3, payload: [1, 2, 3])])
    }

    @Test func openingAndClosingWithoutRecordsWritesNothing() throws {
        let place = try TemporaryDirectory()
        for _ in 0..<40 { try Journal.open(directory: place.journal, options: smallSegments()).journal.close() }
        let (journal, recovery) = try Journal.open(directory: place.journal)
        #expect(recovery.segments == 1)
        #expect(recovery.bytesCut == 0)
        try journal.append(type: 1, payload: ([1] as [UInt8]).span.bytes)
        try journal.close()
        let file = place.journal + "/00000000000000000001.wj"
        let before = FileManager.default.contents(atPath: file)
        for _ in 0..<5 { try Journal.open(directory: place.journal).journal.close() }
        #expect(FileManager.default.contents(atPath: file) == before)
    }

    @Test func aNewerVersionIsRefusedByName() throws {
        let small = try SmallJournal(seed: 50, groups: 1, records: 1, sizes: 9...9, alignment: 512, sealed: true)
        var bytes = small.image
        bytes[8] = 7
        let disk = small.disk(with: bytes)
        let error = failure { _ = try Journal.open(directory: simulated, files: disk) }
        #expect(error?.code == .newerVersion(found: 7, supported: 1))
        #expect(
            error?.description
                == "journal journal/00000000000000000001.wj: has format version 7, this program reads up to 1; use the newer program"
        )
        #expect(failure { _ = try readAll(simulated, files: disk) } == error)
    }

    @Test func aFileInItsPlace() throws {
        let place = try TemporaryDirectory()
        #expect(FileManager.default.createFile(atPath: place.journal, contents: Data()))
        for path in [place.journal, place.journal + "/below"] {
            let error = failure { _ = try Journal.open(directory: path) }
            #expect(error?.code == .notADirectory)
            #expect(error?.path == path)
        }
        #expect(failure { _ = try readAll(place.journal) }?.code == .notADirectory)
    }

    @Test func nothingThere() throws {
        let place = try TemporaryDirectory()
        #expect(failure { _ = try readAll(place.journal) }?.code == .notFound)
        // Only the directory itself is made, not those above it: a mistyped path is an error.
        let error = failure { _ = try Journal.open(directory: place.path + "/no/journal") }
        #expect(error?.code == .notFound)
        _ = try Journal.open(directory: place.journal)
        #expect(try readAll(place.journal) == [])
    }

    @Test func otherFilesInTheDirectoryAreLeftAlone() throws {
        let place = try TemporaryDirectory()
        try Journal.open(directory: place.journal, options: smallSegments()).journal.close()
        for name in ["1.wj", "notes.txt", "0000000000000000000a.wj", "00000000000000000001.wj.bak"] {
            #expect(FileManager.default.createFile(atPath: place.journal + "/" + name, contents: Data("x".utf8)))
        }
        let (journal, _) = try Journal.open(directory: place.journal)
        try journal.append(type: 1, payload: ([1] as [UInt8]).span.bytes)
        try journal.close()
        #expect(try readAll(place.journal).count == 1)
        #expect(FileManager.default.fileExists(atPath: place.journal + "/notes.txt"))
    }

    @Test(.disabled(if: getuid() == 0, "root may write anywhere; run as another user to see permissions refused"))
    func noPermission() throws {
        let place = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: place.journal, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
        #expect(failure { _ = try Journal.open(directory: place.journal) }?.code == .permissionDenied)
    }

    @Test(arguments: [
        (EACCES, JournalError.Code.permissionDenied), (EROFS, .readOnly), (ENOSPC, .noSpace), (EDQUOT, .noSpace),
    ])
    func everyRefusalWhileOpeningIsNamed(errno: CInt, code: JournalError.Code) throws {
        let peaceful = SimulatedDisk(seed: 51)
        _ = try Journal.open(directory: simulated, options: smallSegments(), files: peaceful)
        for n in 1...peaceful.operations where !peaceful.log[n - 1].hasPrefix("sync") && peaceful.log[n - 1] != "remove"
        {
            let disk = SimulatedDisk(seed: 51)
            disk.troubles[n] = .error(errno)
            let error = failure { _ = try Journal.open(directory: simulated, options: smallSegments(), files: disk) }
            #expect(error?.code == code, "\(peaceful.log[n - 1])")
            #expect(error?.errno == errno)
            // Nothing is left that would keep a second try from working.
            _ = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        }
    }
}
