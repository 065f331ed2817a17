import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirRuntime

/// Snapshots on the disk: used when they are whole, passed over when they are not.
@Suite struct SnapshotFileTests {
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-snap-\(UUID().uuidString)").path()
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func payment(_ n: Int) throws -> [UInt8] {
        let currency = try #require(Currency("CNY"))
        return Payment(
            id: "p\(n)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(n) * 7_000), rail: "alipay",
            payer: "u\(n % 311)", payee: "u\(n % 173 + 400)", amount: Amount(minor: Int64(n % 977) * 10 + 1),
            currency: currency
        ).encoded
    }

    private func engine(_ count: Int) throws -> Engine {
        var engine = Engine(seed: 5)
        var effects = Effects()
        for n in 1...count {
            let bytes = try payment(n)
            engine.apply(PaymentView(bytes.span.bytes), sequence: UInt64(n), effects: &effects)
        }
        return engine
    }

    @Test func theNewestThatFitsIsTaken() throws {
        let folder = try Folder()
        let files = SnapshotFiles(folder.path)
        for count in [100, 200, 300] {
            try files.write(try engine(count), seed: 5, sequence: UInt64(count))
        }
        #expect(files.sequences == [300, 200], "one to fall back on is kept")
        for (through, expected) in [(1_000, 300), (299, 200), (100, 0)] {
            var loaded = Engine(seed: 5)
            let found = files.newest(seed: 5, through: UInt64(through), into: &loaded) { Issue.record("\($0)") }
            #expect(found ?? 0 == UInt64(expected))
            if expected > 0 {
                let (one, other) = (loaded.stateHash, try engine(expected).stateHash)
                #expect(one == other)
            }
        }
        var loaded = Engine(seed: 6)
        var notes: [String] = []
        #expect(files.newest(seed: 6, through: 1_000, into: &loaded) { notes.append($0) } == nil)
        #expect(notes.count == 2 && notes.allSatisfy { $0.contains("another journal") })
    }

    /// Every flipped bit and every cut is noticed before anything is believed. The control: the same bytes unchanged.
    @Test func damageIsNoticed() throws {
        let folder = try Folder()
        let files = SnapshotFiles(folder.path)
        try files.write(try engine(400), seed: 5, sequence: 400)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/snapshots").first)
        let url = URL(filePath: folder.path + "/snapshots/" + name)
        let whole = try Data(contentsOf: url)
        func isTaken(_ data: Data) throws -> Bool {
            try data.write(to: url)
            var loaded = Engine(seed: 5)
            return files.newest(seed: 5, through: 400, into: &loaded) { _ in } != nil
        }
        #expect(try isTaken(whole))
        var state: UInt64 = 17
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var places = (0..<64).map { $0 }
        for _ in 0..<400 { places.append(below(whole.count)) }
        for place in places {
            var damaged = whole
            damaged[place] ^= UInt8(1 << below(8))
            #expect(try !isTaken(damaged), "a flipped bit in byte \(place) of \(whole.count)")
        }
        for length in [0, 7, 8, 40, whole.count / 2, whole.count - 1] {
            #expect(try !isTaken(whole.prefix(length)), "cut to \(length)")
        }
        #expect(try !isTaken(whole + [0]))
        #expect(try isTaken(whole))
    }

    @Test func aDeskGoesOnFromItsSnapshot() async throws {
        let folder = try Folder()
        let count = 25_000
        let desk = try Desk.open(Desk.Options(directory: folder.path))
        for start in stride(from: 1, through: count, by: 5_000) {
            let inputs = try (start..<(start + 5_000)).map { (InputType.payment, try payment($0)) }
            _ = await desk.take(inputs)
        }
        let hash = await desk.read { $0.stateHash }
        desk.close()
        let again = try Desk.open(Desk.Options(directory: folder.path))
        #expect(again.recovery.contains("recovered \(count) inputs, 0 of them from the journal"), "\(again.recovery)")
        #expect(await again.read { $0.stateHash } == hash)
        // Decided before the restart: the same answer, not a second decision.
        let answers = await again.take([(.payment, try payment(17))])
        if case .repeated(let sequence) = answers.first { #expect(sequence == 17) } else { Issue.record("\(answers)") }
        again.close()
        // Without snapshots everything comes from the journal, to the same state.
        try FileManager.default.removeItem(atPath: folder.path + "/snapshots")
        let third = try Desk.open(Desk.Options(directory: folder.path))
        // What came again has no place there.
        #expect(third.recovery.contains("\(count) of them from the journal"), "\(third.recovery)")
        third.close()
    }
}
