import Foundation
import GRDB
import Testing
import WeirDomain
import WeirEngine
import WeirJournal
import WeirRuntime
import WeirStore

/// One flipped bit in any file of a data folder: it is noticed, or it changes nothing. `make faults` flips ten
/// thousand.
@Suite(.serialized) struct FlipTests {
    private static let share = ProcessInfo.processInfo.environment["WEIR_FAULTS"] == nil ? 10 : 1

    private final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-flip-\(UUID().uuidString)").path()
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private struct Dice {
        var state: UInt64
        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    private struct Tally: CustomStringConvertible {
        var noticed = 0
        var harmless = 0
        var wrong = 0
        var description: String { "\(noticed) noticed, \(harmless) harmless, \(wrong) wrong" }
    }

    /// Flips one bit at a time; `read` answers what the file says, or throws.
    private func flip<Said: Equatable>(
        _ whole: Data, times: Int, seed: UInt64, _ read: (Data) throws -> Said
    ) throws -> Tally {
        let truth = try read(whole)
        var dice = Dice(state: seed)
        var tally = Tally()
        for _ in 0..<times {
            let bit = dice.below(whole.count * 8)
            var damaged = whole
            damaged[bit / 8] ^= UInt8(1 << (bit % 8))
            guard let said = try? read(damaged) else {
                tally.noticed += 1
                continue
            }
            if said == truth { tally.harmless += 1 } else { tally.wrong += 1 }
        }
        return tally
    }

    /// Every fourth one is late, and so has a row of its own.
    private func payment(_ n: Int) throws -> [UInt8] {
        Payment(
            id: "p\(n)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(n) * 7_000 - (n % 4 == 3 ? 9_000_000 : 0)),
            rail: "alipay", payer: "u\(n % 31)", payee: "u\(n % 17 + 40)",
            amount: Amount(minor: Int64(n % 977) * 10 + 1),
            currency: try #require(Currency("CNY"))
        ).encoded
    }

    @Test func journal() throws {
        let folder = try Folder()
        var options = JournalOptions()
        options.segmentBytes = 64 << 10
        let (journal, _) = try Journal.open(directory: folder.path, options: options)
        for n in 0..<600 {
            let bytes = try payment(n)
            try journal.append(type: 1, payload: bytes.span.bytes)
            if n % 20 == 19 { try journal.commit() }
        }
        try journal.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".wj") }
            .sorted()
        #expect(names.count > 2)
        var all = Tally()
        var unnoticed = 0
        for (place, name) in names.enumerated() {
            let url = URL(filePath: folder.path + "/" + name)
            let whole = try Data(contentsOf: url)
            let truth = Self.believed(whole)
            // The last segment may have been begun and not used.
            #expect(truth.count > 50 || place == names.count - 1)
            let tally = try flip(whole, times: 4_000 / Self.share / names.count, seed: UInt64(place)) { bytes in
                try bytes.write(to: url)
                if Self.believed(bytes) != truth { unnoticed += 1 }
                var said: [[UInt8]] = []
                try JournalReader(directory: folder.path).replay { _, _, payload in said.append(payload.array) }
                return said
            }
            try whole.write(to: url)
            all.noticed += tally.noticed
            all.harmless += tally.harmless
            all.wrong += tally.wrong
        }
        print("flipped bits of the journal: \(all); wrong without checksums: \(unnoticed)")
        #expect(all.wrong == 0 && all.noticed > all.harmless / 10)
        // The control: who goes by lengths alone is handed wrong records.
        #expect(unnoticed > 0)
    }

    /// The records of a segment as they are for somebody who goes by lengths and looks at no checksum.
    private static func believed(_ segment: Data) -> [[UInt8]] {
        let bytes = [UInt8](segment)
        func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) } }
        var records: [[UInt8]] = []
        var group = 4_096
        while group + 48 <= bytes.count, number(group + 32) > 0 {
            let end = group + 48 + number(group + 36)
            guard end <= bytes.count else { return records }
            var at = group + 48
            while at + 17 <= end {
                let length = number(at + 4)
                guard at + 17 + length <= end else { break }
                records.append(Array(bytes[(at + 17)..<(at + 17 + length)]))
                at += (17 + length + 7) & ~7
            }
            group = (end + 4_095) & ~4_095
        }
        return records
    }

    @Test func snapshot() throws {
        let folder = try Folder()
        var engine = Engine(seed: 5)
        var effects = Effects()
        for n in 1...300 {
            let bytes = try payment(n)
            engine.apply(PaymentView(bytes.span.bytes), sequence: UInt64(n), effects: &effects)
        }
        let files = SnapshotFiles(folder.path)
        try files.write(engine, seed: 5, sequence: 300)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/snapshots").first)
        let url = URL(filePath: folder.path + "/snapshots/" + name)
        let whole = try Data(contentsOf: url)
        let tally = try flip(whole, times: 2_000 / Self.share, seed: 3) { bytes in
            try bytes.write(to: url)
            var loaded = Engine(seed: 5)
            guard files.newest(seed: 5, through: 300, into: &loaded, note: { _ in }) != nil else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return loaded.stateHash
        }
        print("flipped bits of a snapshot: \(tally)")
        #expect(tally.wrong == 0 && tally.harmless == 0)
    }

    /// A data folder as a desk leaves it.
    private func made(_ folder: Folder) async throws {
        let desk = try Desk.open(Desk.Options(directory: folder.path))
        _ = await desk.take(try (0..<400).map { (.payment, try payment($0)) })
        try desk.store.addKey(
            AccessKey(name: "first", role: "admin", hash: Array(repeating: 7, count: 32)), at: Instant(milliseconds: 1))
        desk.close()
    }

    @Test func index() async throws {
        let folder = try Folder()
        try await made(folder)
        let directory = folder.path + "/index"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: directory).first)
        let url = URL(filePath: directory + "/" + name)
        let whole = try Data(contentsOf: url)
        let tally = try flip(whole, times: 1_000 / Self.share, seed: 9) { bytes in
            try bytes.write(to: url)
            let index = try PaymentIndex(directory: directory, first: 1, seed: 1)
            guard index.count == 400 else { throw CocoaError(.fileReadCorruptFile) }
            try index.verify()
            return index.count
        }
        print("flipped bits of the index: \(tally)")
        #expect(tally.wrong == 0 && tally.harmless == 0)
    }

    private struct Said: Equatable {
        var decisions: [UInt64: [UInt8]] = [:]
        var alerts: [[UInt8]] = []
        var keys: [[UInt8]] = []
        var sequence: UInt64 = 0
    }

    @Test func database() async throws {
        let folder = try Folder()
        try await made(folder)
        let whole = try Data(contentsOf: URL(filePath: folder.path + "/weir.db"))
        let path = folder.path + "/flipped.db"
        var unnoticed = 0
        var truth: [UInt64: [UInt8]]?
        let tally = try flip(whole, times: 3_000 / Self.share, seed: 21) { bytes in
            try? FileManager.default.removeItem(atPath: path + "-wal")
            try? FileManager.default.removeItem(atPath: path + "-shm")
            try bytes.write(to: URL(filePath: path))
            let bare = Self.bare(path)
            if truth == nil { truth = bare }
            if let bare, bare != truth { unnoticed += 1 }
            let store = try Store(path: path)
            defer { try? store.close() }
            try store.verify()
            var said = Said()
            said.decisions = try store.decisions(sequences: Array(1...400))
            said.alerts = try store.alerts(account: nil, limit: 500, after: nil).items.map(\.body)
            said.keys = try store.keys().map { $0.hash + Array(($0.name + $0.role).utf8) }
            said.sequence = try store.progress().sequence
            return said
        }
        print("flipped bits of the database: \(tally); unnoticed by SQLite alone: \(unnoticed)")
        #expect(tally.wrong == 0 && tally.noticed > 0)
        #expect(truth?.count == 100)
        // The control: without the checksums some of them would have been wrong answers.
        #expect(unnoticed > 0)
    }

    /// The bodies as SQLite alone hands them out; `nil` where it notices.
    private static func bare(_ path: String) -> [UInt64: [UInt8]]? {
        guard let queue = try? DatabaseQueue(path: path) else { return nil }
        defer { try? queue.close() }
        return try? queue.read { db in
            var bodies: [UInt64: [UInt8]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT sequence, body FROM decision") {
                let sequence: DatabaseValue? = row["sequence"]
                let body: DatabaseValue? = row["body"]
                let number = sequence.flatMap { Int64.fromDatabaseValue($0) } ?? 0
                bodies[UInt64(bitPattern: number)] =
                    body.flatMap { Data.fromDatabaseValue($0) }.map { [UInt8]($0) } ?? []
            }
            return bodies
        }
    }
}
