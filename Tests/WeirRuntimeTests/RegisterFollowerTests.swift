import Foundation
import Synchronization
import Testing
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuntime

@Suite struct RegisterFollowerTests {
    private final class Place {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-desk-\(UUID().uuidString)").path()
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func request(_ verb: ActRequest.Verb, _ account: String, number: Int = 0) -> ActRequest {
        var request = ActRequest(
            verb, at: Instant(milliseconds: 1_772_380_800_000), by: "ann", role: .supervisor)
        request.kind = MeasureKind.suspendTransfers.rawValue
        request.subject = account
        request.number = number
        request.text = "because"
        return request
    }

    private func isTaken(_ answer: Answer) -> Bool {
        if case .taken = answer { return true }
        return false
    }

    /// Whatever of the register is lost comes again from the journal, each entry once.
    @Test func entriesComeOnceHoweverItStops() async throws {
        let place = try Place()
        let folder = place.path + "/register"
        var entries: [[UInt8]] = []
        for round in 0..<6 {
            let desk = try Desk.open(Desk.Options(directory: place.path))
            #expect(await desk.register.wait(for: desk.status.sequence) == nil)
            #expect(desk.register.register.count == entries.count, "round \(round)")
            #expect(isTaken(await desk.act(request(.propose, "account\(round)"))))
            #expect(isTaken(await desk.act(request(.lift, "", number: round + 1))))
            #expect(!isTaken(await desk.act(request(.lift, "", number: round + 1))))
            desk.close()
            let register = try Register(folder, isWritable: false)
            let before = entries.count
            entries = try (0..<register.count).map { try register.entry($0) }
            // Proposed, approved, ordered, told, lifted, told; and once that somebody is here whom nobody let in.
            #expect(entries.count == before + (round == 0 ? 7 : 6))
            try damage(folder, round)
        }
        #expect(Set(entries).count == entries.count)
    }

    /// What a crash may leave: no progress file, no places, a torn entry.
    private func damage(_ folder: String, _ round: Int) throws {
        switch round {
        case 0: try FileManager.default.removeItem(atPath: folder + "/progress")
        case 1: for name in ["places", "hashes"] { try FileManager.default.removeItem(atPath: folder + "/" + name) }
        case 2:
            try FileManager.default.removeItem(atPath: folder + "/progress")
            let handle = try FileHandle(forUpdating: URL(filePath: folder + "/entries"))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data([9, 0, 0, 0, 1, 2]))
            try handle.close()
        default: break
        }
    }

    /// An entry that cannot be read any more: payments are decided, and nobody is told that something was done on top.
    @Test func damageKeepsPeopleFromActing() async throws {
        let place = try Place()
        do {
            let desk = try Desk.open(Desk.Options(directory: place.path))
            #expect(isTaken(await desk.act(request(.propose, "a"))))
            desk.close()
        }
        let entries = URL(filePath: place.path + "/register/entries")
        func flip() throws {
            var bytes = try Data(contentsOf: entries)
            bytes[60] ^= 1
            try bytes.write(to: entries)
        }
        try flip()
        do {
            let desk = try Desk.open(Desk.Options(directory: place.path))
            #expect(desk.status.registerTrouble?.contains("is damaged") == true && desk.status.trouble == nil)
            #expect(!isTaken(await desk.act(request(.propose, "b"))))
            #expect(await desk.read { $0.measures.count } == 1)
            desk.close()
        }
        try flip()
        let desk = try Desk.open(Desk.Options(directory: place.path))
        #expect(desk.status.registerTrouble == nil)
        #expect(isTaken(await desk.act(request(.propose, "b"))))
        desk.close()
        for name in ["pseudonym-key", "salts"] {
            let path = place.path + "/register/" + name
            let bytes = try Data(contentsOf: URL(filePath: path))
            try FileManager.default.removeItem(atPath: path)
            #expect(throws: DeskError.self, "\(name)") { _ = try Desk.open(Desk.Options(directory: place.path)) }
            try bytes.write(to: URL(filePath: path))
        }
    }

    /// Within the hour, without anybody asking; and never so many at once that people wait.
    @Test func entriesAreSignedInTime() {
        for (unsigned, seconds, isSigned) in [
            (0, 99_999, false), (1, 3_599, false), (1, 3_600, true), (199_999, 0, false), (200_000, 0, true),
        ] as [(Int, Int64, Bool)] {
            #expect(RegisterFollower.isToBeSigned(unsigned: unsigned, seconds: seconds) == isSigned)
        }
    }

    /// What went wrong once and has gone well since is no trouble any more.
    @Test func troubleWithTheRailIsOverWhenItAnswers() async throws {
        final class Moody: RailAdapter {
            let name = "moody rail"
            let now = Mutex(Int64(1_772_380_800_000))
            private let asked = Mutex(0)
            func send(_ message: RailMessage, key: String) -> RailReply {
                asked.withLock { asked in
                    asked += 1
                    return asked == 1 ? .unknown("cannot be reached") : .done
                }
            }
            func answers() -> [SimulatedRail.Answer] { [] }
            func facts() -> [Int: (version: Int, action: RailOrder.Action)]? { nil }
        }
        let place = try Place()
        let desk = try Desk.open(Desk.Options(directory: place.path))
        defer { desk.close() }
        #expect(isTaken(await desk.act(request(.propose, "a"))))
        let rail = Moody()
        let outbox = Outbox(desk, rail) { Instant(milliseconds: rail.now.withLock { $0 }) }
        await outbox.step()
        #expect(outbox.state.trouble == "moody rail: cannot be reached")
        rail.now.withLock { $0 += 10_000 }
        await outbox.step()
        #expect(outbox.state.trouble == nil && outbox.state.sent == 2)
        #expect(await desk.read { $0.measures.first?.state } == .confirmed)
    }

    @Test func ordersLeaveAsFilesAndAnswersComeBack() async throws {
        let place = try Place()
        let desk = try Desk.open(Desk.Options(directory: place.path + "/data"))
        defer { desk.close() }
        try FileManager.default.createDirectory(atPath: place.path + "/rail", withIntermediateDirectories: true)
        let outbox = Outbox(desk, try FileDrop(place.path + "/rail")) {
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
        #expect(isTaken(await desk.act(request(.propose, "a"))))
        await outbox.step()
        let orders = try FileManager.default.contentsOfDirectory(atPath: place.path + "/rail/orders")
        #expect(orders.count == 1 && orders.allSatisfy { $0.hasSuffix("-1-1.json") }, "\(orders)")
        let answer = #"{"measure":1,"version":1,"done":true}"#
        try Data(answer.utf8).write(to: URL(filePath: place.path + "/rail/answers/x.json"))
        await outbox.step()
        await outbox.step()
        #expect(await desk.read { $0.measures.first?.state } == .confirmed)
        #expect(await desk.read { $0.unanswered.count } == 0)
    }
    /// An answer that cannot be read is not destroyed: it may still be on its way, and is set aside where it is not.
    /// What the rail says of a refusal is kept.
    @Test func answersThatCannotBeReadAreSetAside() async throws {
        let place = try Place()
        let desk = try Desk.open(Desk.Options(directory: place.path + "/data"))
        defer { desk.close() }
        try FileManager.default.createDirectory(atPath: place.path + "/rail", withIntermediateDirectories: true)
        let outbox = Outbox(desk, try FileDrop(place.path + "/rail")) {
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
        for account in ["a", "b"] { #expect(isTaken(await desk.act(request(.propose, account)))) }
        await outbox.step()
        func put(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(filePath: place.path + "/rail/answers/" + name))
        }
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: place.path + "/rail/answers").sorted()
        }
        try put("a.json", #"{"measure":1,"ver"#)
        try put("b.json", #"{"measure":2,"version":1}"#)
        await outbox.step()
        #expect(try names() == ["a.json", "b.json"] && outbox.state.unreadAnswers == 0)
        // The rail has written on.
        try put("a.json", #"{"measure":1,"version":1,"done":false,"reason":"no \u8d26\u6237 \"a\""}"# + "\n")
        for _ in 0..<30 { await outbox.step() }
        #expect(try names() == ["b.json.unread"] && outbox.state.unreadAnswers == 1)
        #expect(await desk.read { $0.measures.first?.state } == .failed)
        #expect(await desk.read { $0.unanswered.map(\.number) } == [2])
        // Somebody is called, and it is counted.
        #expect(await desk.register.wait(for: desk.status.sequence) == nil)
        #expect(desk.register.alarms == ["order_refused": 1])
    }
}
