import Foundation
import Testing
import WeirDomain
import WeirJournal

/// A real file system of one mebibyte, mounted in a user namespace of its own, which needs no privileges where the
/// kernel allows such namespaces.
final class SmallDisk {
    let path: String
    private let place: TemporaryDirectory
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    static let isAvailable = (try? SmallDisk()) != nil

    struct NotAllowed: Error {}

    init() throws {
        place = try TemporaryDirectory()
        let script = """
            mount -t tmpfs -o size=1m weir-test "$0" && echo mounted && read line \
            && mount -o remount,bind,ro "$0" && echo read-only && read line
            """
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unshare", "-rm", "sh", "-c", script, place.path]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        path = "/proc/\(process.processIdentifier)/root" + place.path
        guard answer() == "mounted\n" else { throw NotAllowed() }
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }

    private func answer() -> String { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }

    func makeReadOnly() throws {
        input.fileHandleForWriting.write(Data("\n".utf8))
        guard answer() == "read-only\n" else { throw NotAllowed() }
    }
}

@Suite(
    .enabled(if: SmallDisk.isAvailable, "this machine lets nobody mount a small file system for a test"), .serialized)
struct SmallDiskTests {
    @Test func aFullDiskRefusesAndWorksAgainWhenThereIsSpace() throws {
        let disk = try SmallDisk()
        let directory = disk.path + "/journal"
        let filler = disk.path + "/filler"
        let (journal, _) = try Journal.open(directory: directory, options: smallSegments(alignment: 4096))
        #expect(FileManager.default.createFile(atPath: filler, contents: Data(count: 512 << 10)))
        var dice = Seeded(70)
        var written: [Entry] = []
        var error: JournalError?
        while error == nil {
            let entries = try journal.appendRandom(20, &dice, sizes: 0...1000)
            error = failure { try journal.commit() }
            if error == nil { written += entries }
        }
        #expect(error?.code == .noSpace)
        #expect(error?.description.contains("no space left; the records of this group were not kept") == true)
        #expect(written.count > 300)
        #expect(try readAll(directory) == written)
        _ = try journal.appendRandom(20, &dice, sizes: 0...1000)
        #expect(failure { try journal.commit() }?.code == .noSpace)

        try FileManager.default.removeItem(atPath: filler)
        for _ in 0..<10 { written += try journal.commitRandom(20, &dice, sizes: 0...1000) }
        #expect(try readAll(directory) == written)
        try journal.close()
        #expect(try Journal.open(directory: directory).recovery.wasClosed)
    }

    @Test func aNewJournalThatDoesNotFit() throws {
        let disk = try SmallDisk()
        let error = failure { _ = try Journal.open(directory: disk.path + "/journal") }
        #expect(error?.code == .noSpace)
        // The reservation was given back, so that a smaller one fits.
        _ = try Journal.open(directory: disk.path + "/journal", options: smallSegments())
    }

    @Test func aReadOnlyFileSystemCanBeReadAndNotOpened() throws {
        let disk = try SmallDisk()
        let directory = disk.path + "/journal"
        var dice = Seeded(71)
        let (journal, _) = try Journal.open(directory: directory, options: smallSegments())
        let written = try journal.commitRandom(20, &dice)
        try journal.close()
        try disk.makeReadOnly()
        #expect(try readAll(directory) == written)
        for path in [directory, disk.path + "/another"] {
            let error = failure { _ = try Journal.open(directory: path) }
            #expect(error?.code == .readOnly)
        }
    }
}
