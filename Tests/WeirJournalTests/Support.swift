import Foundation
import WeirDomain
import WeirJournal

/// A record as tests compare it.
struct Entry: Equatable {
    var sequence: UInt64
    var type: UInt8
    var payload: [UInt8]
}

/// A directory of its own for a test, gone with it.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("weir-journal-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var journal: String { path + "/journal" }
}

/// The name under which simulated disks keep the journal.
let simulated = "journal"

func smallSegments(alignment: Int = 512) -> JournalOptions {
    var options = JournalOptions()
    options.segmentBytes = 64 << 10
    options.alignment = alignment
    return options
}

func randomEntry(_ dice: inout Seeded, sizes: ClosedRange<Int>, sequence: UInt64) -> Entry {
    let size = Int.random(in: sizes, using: &dice)
    return Entry(
        sequence: sequence, type: UInt8.random(in: 0...255, using: &dice),
        payload: (0..<size).map { _ in UInt8.random(in: 0...255, using: &dice) })
}

extension Journal {
    /// Appends random records and answers them.
    func appendRandom(_ count: Int, _ dice: inout Seeded, sizes: ClosedRange<Int>) throws -> [Entry] {
        try (0..<count).map { _ in
            let entry = randomEntry(&dice, sizes: sizes, sequence: nextSequence)
            try append(type: entry.type, payload: entry.payload.span.bytes)
            return entry
        }
    }

    func appendNothing() throws { try append(type: 0, payload: [UInt8]().span.bytes) }

    /// Appends random records, commits and answers them.
    func commitRandom(_ count: Int, _ dice: inout Seeded, sizes: ClosedRange<Int> = 0...300) throws -> [Entry] {
        let entries = try appendRandom(count, &dice, sizes: sizes)
        try commit()
        return entries
    }
}

func readAll(
    _ directory: String, from: UInt64 = 1, through: UInt64 = .max, files: any JournalFiles = SystemFiles()
) throws -> [Entry] {
    var entries: [Entry] = []
    try JournalReader(directory: directory, files: files).replay(from: from, through: through) {
        entries.append(Entry(sequence: $0, type: $1, payload: $2.array))
    }
    return entries
}

/// The error of a step that has to fail.
func failure(_ step: () throws -> Void) -> JournalError? {
    do {
        try step()
        return nil
    } catch {
        return error as? JournalError
    }
}

extension JournalError {
    var isCorrupt: Bool {
        if case .corrupt = code { return true }
        return false
    }
}
