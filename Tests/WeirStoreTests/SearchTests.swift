import Foundation
import GRDB
import Testing
import WeirDomain
import WeirStore

/// Finding by parts, and the people of the console.
@Suite struct SearchTests {
    private func withFolder<R>(_ body: (String) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-search-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path() + "/weir.db")
    }

    private func batch(_ remarks: [String]) throws -> ProjectionBatch {
        var batch = ProjectionBatch()
        for (place, remark) in remarks.enumerated() {
            let sequence = UInt64(place + 1)
            var payment = Payment(
                id: "order-\(sequence)", at: Instant(milliseconds: Int64(sequence)), rail: "bank", payer: "a",
                payee: "b", amount: Amount(minor: 100), currency: try #require(Currency("CNY")))
            payment.remark = remark
            let record = payment.encoded
            batch.decisions.append(
                DecisionRow(
                    sequence: sequence, payment: PaymentView(record.span.bytes), decision: Decision(outcome: .hold),
                    body: []))
        }
        batch.through = UInt64(remarks.count)
        return batch
    }

    private static let remarks = ["谢谢 buy USDT here", "", "茶叶两斤", "usdt \"quoted\"", "tea for two", "' OR 1=1 --"]

    @Test func remarksAreFoundByAnyPart() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.project(try batch(Self.remarks))
            let expected: [(String, [UInt64])] = [
                ("USDT", [4, 1]), ("茶叶", [3]), ("叶两斤", [3]), ("茶", [3]), ("两斤", [3]), ("us", [4, 1]), ("US", [4, 1]),
                ("斤", [3]), ("斤茶", []), ("1=", [6]), ("\"", [4]), ("\"quoted\"", [4]), ("' OR 1", [6]),
                ("for tw", [5]), ("no such", []), ("*", []), ("a OR b", []),
            ]
            for (words, sequences) in expected {
                #expect(try store.payments(remarking: words, limit: 10).map(\.sequence) == sequences, "\(words)")
            }
            #expect(try store.payments(remarking: "USDT", limit: 1).map(\.sequence) == [4])
            #expect(try store.paymentIDs(beginning: "order-", limit: 3) == ["order-1", "order-2", "order-3"])
            #expect(try store.paymentIDs(beginning: "rder-", limit: 3).isEmpty)
            try store.verify()
        }
    }

    /// A database from before remarks were indexed has them indexed when it is opened.
    @Test func anOlderDatabaseIsIndexedOnce() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.project(try batch(Self.remarks))
            try store.close()
            let raw = try DatabaseQueue(path: path)
            try raw.write { db in
                try db.execute(sql: "DROP TABLE remark_words")
                try db.execute(sql: "DROP TABLE remark_short")
                try db.execute(sql: "DROP TABLE remark")
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier IN ('3', '4')")
            }
            try raw.close()
            let again = try Store(path: path)
            #expect(try again.payments(remarking: "USDT", limit: 10).map(\.sequence) == [4, 1])
            #expect(try again.payments(remarking: "茶叶", limit: 10).map(\.sequence) == [3])
        }
    }

    // MARK: People

    @Test func aChangedRowOfAPersonIsNotBelieved() throws {
        try withFolder { path in
            let people = try PeopleStore(path: path)
            try people.set(ConsolePerson(name: "ann", role: "analyst", password: "scrypt$"))
            #expect(try people.person("ann")?.role == "analyst")
            try people.close()
            let raw = try DatabaseQueue(path: path)
            try raw.write { try $0.execute(sql: "UPDATE person SET role = 'admin'") }
            try raw.close()
            let again = try PeopleStore(path: path)
            #expect(throws: StoreError.self) { try again.person("ann") }
        }
    }

    /// Also in a file of the version before, whose sessions do not say from where they began.
    @Test func sessionsSayFromWhereTheyBegan() throws {
        try withFolder { path in
            let people = try PeopleStore(path: path)
            try people.close()
            let raw = try DatabaseQueue(path: path)
            try raw.write { db in
                try db.execute(sql: "ALTER TABLE session DROP COLUMN origin")
                try db.execute(sql: "DROP TABLE identity")
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier IN ('3', '4')")
                try db.execute(sql: "INSERT INTO session VALUES (x'01', 'ann', 1000, 2000)")
            }
            try raw.close()
            let again = try PeopleStore(path: path)
            let second = SessionRow(
                hash: [2], person: "ann", origin: "Firefox, macOS, 10.0.0.1", began: Instant(milliseconds: 3_000),
                lastSeen: Instant(milliseconds: 4_000))
            try again.keep(second)
            let rows = try again.sessions(seenAfter: Instant(milliseconds: 0))
            #expect(rows.map(\.origin) == ["", second.origin] && rows.last == second)
        }
    }

    /// As whom a subject has come in is known also once it has no way in any more; those of a file of the version
    /// before are taken over.
    @Test func whoComesBackIsWhoTheyWere() throws {
        try withFolder { path in
            let people = try PeopleStore(path: path)
            var ann = ConsolePerson(name: "ann", role: "analyst", password: "")
            ann.subject = "https://login.example\nu-1"
            try people.set(ann)
            try people.close()
            let raw = try DatabaseQueue(path: path)
            try raw.write { db in
                try db.execute(sql: "DROP TABLE identity")
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '4'")
            }
            try raw.close()
            let again = try PeopleStore(path: path)
            #expect(try again.identity(subject: ann.subject) == ProviderIdentity(subject: ann.subject, name: "ann"))
            #expect(try again.identity(address: "") == nil)
            try again.note(ProviderIdentity(subject: ann.subject, name: "ann", address: "a1"))
            // What the provider says no more is not forgotten.
            try again.note(ProviderIdentity(subject: ann.subject, name: "ann"))
            try again.note(ProviderIdentity(subject: "https://login.example\nu-2", name: "ann", address: "b2"))
            try again.remove("ann")
            #expect(try again.person(subject: ann.subject) == nil)
            #expect(try again.identity(address: "a1")?.subject == ann.subject)
            #expect(try again.identities(name: "ann").map(\.address) == ["a1", "b2"])
            try again.close()
            let changed = try DatabaseQueue(path: path)
            try changed.write { try $0.execute(sql: "UPDATE identity SET name = 'eve' WHERE address = 'a1'") }
            try changed.close()
            let last = try PeopleStore(path: path)
            #expect(throws: StoreError.self) { try last.identity(subject: ann.subject) }
        }
    }

    /// A case tells who uncovered data of its accounts, however many looked without that.
    @Test func looksWithAReasonAreFoundAmongOthers() throws {
        try withFolder { path in
            let people = try PeopleStore(path: path)
            for number in 0..<30 {
                for (subject, reason) in [("a", number % 10 == 0 ? "why \(number)" : ""), ("b", "another's")] {
                    try people.add(
                        LookRow(
                            at: Instant(milliseconds: Int64(number)), by: "ann", role: "analyst", subject: subject,
                            what: "personal data", reason: reason))
                }
            }
            #expect(try people.reasonedLooks(at: "a", limit: 2).map(\.reason) == ["why 20", "why 10"])
            #expect(try people.reasonedLooks(at: "a", limit: 40).count == 3)
            #expect(try people.reasonedLooks(at: "nobody", limit: 40).isEmpty)
        }
    }

    @Test func viewsBelongToTheirPerson() throws {
        try withFolder { path in
            let people = try PeopleStore(path: path)
            try people.save(view: "mine", "?whose=me", of: "ann")
            try people.save(view: "mine", "?whose=nobody", of: "ann")
            let view = try #require(try people.views(of: "ann").first)
            #expect(view.query == "?whose=nobody")
            #expect(try people.views(of: "ben").isEmpty)
            #expect(try !people.remove(view: view.id, of: "ben"))
            #expect(try people.remove(view: view.id, of: "ann"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }
}
