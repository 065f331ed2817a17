import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirRuntime

/// What the rail says it has in force, beside what we believe.
@Suite struct ReconcileTests {
    private static let at = Instant(milliseconds: 1_772_380_800_000)

    /// A desk with measures in all states, by number: 1 confirmed, 2 proposed, 3 refused by the rail, 4 not answered,
    /// 5 lifted and released, 6 lifted and the release refused, 7 confirmed and its renewal refused.
    private func opened(_ folder: String) async throws -> Desk {
        let desk = try Desk.open(Desk.Options(directory: folder))
        func ask(
            _ verb: ActRequest.Verb, _ number: Int = 0, _ role: Role? = .supervisor, version: Int64 = 0
        ) async {
            let by = role == nil ? "rail" : role == .analyst ? "eve" : "ann"
            var request = ActRequest(verb, at: Self.at, by: by, role: role)
            (request.number, request.other, request.text) = (number, version, "because")
            request.kind = MeasureKind.suspendTransfers.rawValue
            if verb == .propose { request.subject = "account\(number)" }
            let answer = await desk.act(request)
            if case .taken = answer { return }
            Issue.record("\(verb) \(number): \(answer)")
        }
        for number in 1...7 { await ask(.propose, number, number == 2 ? .analyst : .supervisor) }
        for number in [1, 5, 6, 7] { await ask(.railDid, number, nil, version: 1) }
        await ask(.railRefused, 3, nil, version: 1)
        for number in [5, 6] { await ask(.lift, number) }
        await ask(.railDid, 5, nil, version: 2)
        await ask(.railRefused, 6, nil, version: 2)
        await ask(.renew, 7)
        await ask(.railRefused, 7, nil, version: 2)
        return desk
    }

    @Test func whatIsThereWithoutAnOrderIsADifference() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-rail-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try await opened(folder)
        defer { desk.close() }
        func differing(_ facts: Outbox.Statement) async -> [Int] {
            await Outbox.differences(desk, from: facts).map(\.measure)
        }
        let agreed: Outbox.Statement = [1: (1, .impose), 5: (2, .release), 7: (1, .impose)]
        func plus(_ more: Outbox.Statement) -> Outbox.Statement { agreed.merging(more) { _, new in new } }
        #expect(await differing(agreed) == [])
        // A statement of what is in force does not name what has been released.
        #expect(await differing([1: (1, .impose), 7: (1, .impose)]) == [])
        // What nobody has ordered, and what the rail itself has refused, is not to be in force there.
        for number in [2, 3, 6] {
            #expect(await differing(plus([number: (1, .impose)])) == [number])
            #expect(await differing(plus([number: (1, .release)])) == [])
        }
        // What has not been answered may be either way; a version that nobody has given may not.
        #expect(await differing(plus([4: (1, .impose)])) == [])
        #expect(await differing(plus([4: (2, .impose)])) == [4])
        #expect(await differing([5: (1, .impose)]) == [1, 5, 7])
        #expect(await differing(plus([9: (1, .impose), 0: (1, .impose)])) == [0, 9])
        let words = await Outbox.differences(desk, from: plus([2: (1, .impose), 3: (1, .impose)]))
        #expect(words.map(\.believed) == ["nothing: it is proposed", "nothing: 1 impose was refused"])
        #expect(words.map(\.rail) == ["1 impose", "1 impose"])
    }
}
