import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuntime

/// What the register holds of cases: whose an entry is, and nothing that tells it once they are erased.
@Suite struct RegisterDraftTests {
    private let hash = String(repeating: "a1", count: 32)

    private func ask(
        _ desk: Desk, _ verb: ActRequest.Verb, _ number: Int = 0, _ fill: (inout ActRequest) -> Void = { _ in }
    ) async {
        let at = Instant(milliseconds: 1_772_380_800_000)
        var request = ActRequest(verb, at: at, by: "ann", role: .supervisor)
        (request.number, request.text) = (number, "words")
        fill(&request)
        let answer = await desk.act(request)
        if case .taken = answer { return }
        Issue.record("\(verb) \(number): \(answer)")
    }

    /// The entries of a kind, oldest first.
    private func entries(_ desk: Desk, _ type: String) throws -> [String] {
        let register = desk.register.register
        return try (0..<register.count).map { String(decoding: try register.entry($0), as: UTF8.self) }
            .filter { $0.contains("\"type\":\"\(type)\"") }
    }

    /// An account that is called as people are in the register has a pseudonym of its own: by a payment to
    /// `person:ann` anybody who reads it could tell which entries are hers.
    @Test func anAccountIsNobodysNamesake() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-draft-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try Desk.open(Desk.Options(directory: folder))
        defer { desk.close() }
        let accounts = ["person:ann", "account:person:ann", "account:7", "person:\u{301}ann"]
        for account in accounts {
            await ask(desk, .propose) { ($0.subject, $0.kind) = (account, MeasureKind.suspendTransfers.rawValue) }
        }
        let names = desk.register.pseudonyms
        let ann = try #require(names.known("person:ann"))
        let proposed = try entries(desk, "measure.proposed")
        #expect(proposed.count == 4)
        let own = [
            "account:person:ann", "account:account:person:ann", "account:7", "account:person:\u{301}ann",
        ]
        for (entry, name) in zip(proposed, own) {
            let account = try #require(names.known(name))
            #expect(account != ann && entry.contains("\"by\":\"\(ann)\"") && entry.contains(account), "\(entry)")
        }
        // Each text goes with its own account's salt.
        #expect(try names.erase("account:person:ann") && names.known("person:ann") == ann)
    }

    /// Readers of JSON take the last of two fields of one name, or refuse them: nobody could read when a look was.
    @Test func noFieldOfAnEntryStandsTwice() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-draft-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try Desk.open(Desk.Options(directory: folder))
        defer { desk.close() }
        await ask(desk, .look) { ($0.subject, $0.detail) = ("a", "measures") }
        await ask(desk, .open) { $0.subject = "a" }
        for verb in [ActRequest.Verb.comment, .tag, .escalate] { await ask(desk, verb, 1) }
        await ask(desk, .close, 1) { $0.kind = Case.Disposition.confirmed.rawValue }
        for kind in [MeasureKind.suspendTransfers, .stopCollection] {
            await ask(desk, .propose) { ($0.subject, $0.kind) = ("a", kind.rawValue) }
        }
        await ask(desk, .file, 1)
        await ask(desk, .lift, 1)
        let register = desk.register.register
        let all = try (0..<register.count).map { String(decoding: try register.entry($0), as: UTF8.self) }
        #expect(all.count > 10)
        for entry in all {
            // Values are names, numbers and hashes here: what is quoted before a colon is a field.
            let names = entry.matches(of: /"([a-z_0-9]+)":/).map { String($0.1) }
            #expect(Set(names).count == names.count, "\(entry)")
        }
        let look = try #require(try entries(desk, "access.looked").first)
        #expect(look.contains("\"at\":\"2026-") && look.contains("\"door\":\"measures\""), "\(look)")
    }

    @Test func textsAndDocumentsOfACaseGoWithItsAccounts() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-draft-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try Desk.open(Desk.Options(directory: folder))
        defer { desk.close() }
        for account in ["a", "b"] { await ask(desk, .open) { $0.subject = account } }
        await ask(desk, .comment, 1)
        await ask(desk, .attach, 1) { ($0.extra, $0.detail) = ("contract.pdf", hash) }
        await ask(desk, .role) {
            ($0.by, $0.role, $0.subject, $0.kind) = ("root", .admin, "bob", Role.analyst.rawValue)
        }
        await ask(desk, .assign, 1) { ($0.subject, $0.text) = ("bob", "") }
        await ask(desk, .merge, 1) { $0.other = 2 }
        await ask(desk, .comment, 2)
        await ask(desk, .propose) { ($0.subject, $0.kind) = ("a", MeasureKind.suspendTransfers.rawValue) }
        await ask(desk, .file, 1)
        await ask(desk, .document, 1) { ($0.extra, $0.detail) = ("contract.pdf", hash) }
        let names = desk.register.pseudonyms
        let (a, b) = (try #require(names.known("a")), try #require(names.known("b")))
        let bob = try #require(names.known("person:bob"))

        let comments = try entries(desk, "case.commented")
        let tied = try #require(names.tied("words", to: "a"))
        #expect(comments[0].contains("\"subject\":\"\(a)\"") && comments[0].contains("\"text_hmac\":\"\(tied)\""))
        // In one case both are subjects, and the text goes with either.
        let both = try #require(names.tied("words", to: ["b", "a"]))
        #expect(comments[1].contains("\"subject\":\"\(b)\",\"also\":[\"\(a)\"]"), "\(comments[1])")
        #expect(comments[1].contains("\"text_hmac\":\"\(both)\""))
        #expect(try entries(desk, "case.merged")[0].contains("\"also\":[\"\(a)\"]"))

        let document = try #require(names.tied(hash, to: "a"))
        for type in ["case.file_attached", "appeal.document_added"] {
            #expect(try entries(desk, type)[0].contains("\"sha256_hmac\":\"\(document)\""), "\(type)")
        }
        // Who has the case, and whose role it is, goes with that person's own salt.
        for type in ["case.assigned", "access.changed"] {
            #expect(try entries(desk, type).contains { $0.contains("\"person\":\"\(bob)\"") }, "\(type)")
        }
        // Whom nobody has let in here is noted all the same.
        let ann = try #require(names.known("person:ann"))
        let strangers = try entries(desk, "access.changed").filter { $0.contains("\"by\":\"weir\"") }
        #expect(strangers.contains { $0.contains("\"person\":\"\(ann)\",\"to\":\"supervisor\"") }, "\(strangers)")
        #expect(strangers.count == 2)
        let register = desk.register.register
        let all = try (0..<register.count).map { String(decoding: try register.entry($0), as: UTF8.self) }
        #expect(!all.joined().contains(hash))

        #expect(try names.erase("a"))
        #expect(names.tied("words", to: "a") == nil && names.tied("words", to: ["b", "a"]) == nil)
    }
}
