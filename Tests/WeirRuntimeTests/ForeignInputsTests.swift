import Foundation
import GRDB
import Synchronization
import Testing
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuntime

/// A journal of another version is read, and nobody is left in the dark about it.
@Suite struct ForeignInputsTests {
    private let now = Instant(milliseconds: 1_772_380_800_000)

    private func suspend(_ account: String) -> ActRequest {
        var request = ActRequest(.propose, at: now, by: "ann", role: .supervisor)
        (request.kind, request.subject, request.text) = (MeasureKind.suspendTransfers.rawValue, account, "odd")
        return request
    }

    @Test func anotherVersionsInputsAreNamed() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-foreign-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var desk = try Desk.open(Desk.Options(directory: path))
        #expect(desk.foreign.through == 0 && desk.foreign.sentences.isEmpty)
        var other = ActRequest(.version, at: now, by: Measure.weir, role: nil)
        other.text = "acts-0 of old"
        _ = await desk.take([(.act, InputBytes.encode(other))])
        for account in ["a", "b"] { _ = await desk.act(suspend(account)) }
        desk.close()
        // The version of old had lifted one of them.
        let database = try DatabaseQueue(path: path + "/weir.db")
        try await database.write { try $0.execute(sql: "UPDATE measure SET state = 'lifted' WHERE number = 2") }
        try database.close()

        let log = Mutex<[String]>([])
        var options = Desk.Options(directory: path)
        options.log = { line in log.withLock { $0.append(line) } }
        desk = try Desk.open(options)
        #expect(desk.foreign.through == 3 && desk.foreign.isNews && desk.foreign.names == ["acts-0 of old"])
        #expect(desk.foreign.differences == ["measure 2, suspend_transfers, was lifted and is ordered"])
        let lines = log.withLock { $0 }
        #expect(lines.contains { $0.contains("inputs 1 to 3 are of acts-0 of old") }, "\(lines)")
        for _ in 0..<2 { await desk.nameVersion(at: now) }
        #expect(desk.status.sequence == 4)
        #expect(await desk.register.wait(for: 4) == nil)
        let entry = try desk.register.register.entry(desk.register.register.count - 1)
        #expect(String(decoding: entry, as: UTF8.self).contains(#""type":"version.decides""#))
        desk.close()
        // From here on this version decides; what was before stays another's.
        desk = try Desk.open(Desk.Options(directory: path))
        #expect(desk.foreign.through == 3 && !desk.foreign.isNews)
        desk.close()
    }

    /// Where the version before was killed its database lacks what came last: nobody says that all is as it was.
    @Test func whatCannotBeComparedIsSaid() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-foreign-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var desk = try Desk.open(Desk.Options(directory: path))
        var other = ActRequest(.version, at: now, by: Measure.weir, role: nil)
        other.text = "acts-0 of old"
        _ = await desk.take([(.act, InputBytes.encode(other))])
        for account in ["a", "b"] { _ = await desk.act(suspend(account)) }
        desk.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasPrefix("weir.db") {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
        desk = try Desk.open(Desk.Options(directory: path))
        let said = desk.foreign.sentences.joined(separator: "\n")
        #expect(desk.foreign.uncompared == 2 && said.contains("of 2 measures nobody can say"), "\(said)")
        #expect(!said.contains("all measures are"), "\(said)")
        desk.close()
    }

    /// A folder that this version has made has nothing of others; nor is one passed over that did not name itself.
    @Test func onesOwnInputsAreNoNews() async throws {
        for isNamed in [true, false] {
            let path = FileManager.default.temporaryDirectory.appending(path: "weir-own-\(UUID().uuidString)").path()
            defer { try? FileManager.default.removeItem(atPath: path) }
            var desk = try Desk.open(Desk.Options(directory: path))
            if isNamed { await desk.nameVersion(at: now) }
            _ = await desk.act(suspend("a"))
            desk.close()
            desk = try Desk.open(Desk.Options(directory: path))
            #expect(desk.foreign.through == (isNamed ? 0 : 1) && desk.foreign.differing == 0)
            desk.close()
        }
    }
}
