import Crypto
import Foundation
import Testing
import WeirDomain
import WeirLists

@testable import WeirPatrol

@Suite struct ListFileTests {
    @Test func foreignFormsAreRead() throws {
        let metamask =
            #"{"version":2,"tolerance":2,"fuzzylist":["okx.com"],"whitelist":["okx.org"],"blacklist":["evil.com"]}"#
        let reading = try ListFile.read(text: metamask, name: "x")
        #expect(Set(reading.entries.map(\.key)) == ["domain suffix evil.com", "domain fuzzy okx.com"])
        #expect(Set(reading.allowed.map(\.value)) == ["okx.org", "okx.com"])
        let yaml =
            "- name: Fake\n  url: 'https://fake.example/x'\n  category: Scamming\n  addresses:\n    TRX:\n      - TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t\n- 7\n"
        let scam = try ListFile.read(text: yaml, name: "x")
        #expect(
            scam.entries.map(\.key) == [
                "domain suffix fake.example", "wallet exact TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            ])
        #expect(scam.entries[0].reason == "Scamming" && scam.refusals.map(\.line) == [7])
        for bad in ["{", "{}", "--- 5"] {
            #expect(throws: ListFile.Flaw.self, "\(bad)") { _ = try ListFile.read(text: bad, name: "x") }
        }
        for (bad, line) in [("- a: [", 1), ("- name: x\n  url: [a, b\n", 3), ("[a, b", 1), ("- a: \"x\n", 2)] {
            let flaw = #expect(throws: ListFile.Flaw.self, "\(bad)") {
                _ = try ListFile.read(text: bad, name: "f.yaml")
            }
            let match = flaw?.description.firstMatch(of: /^f\.yaml: line ([0-9]+): is broken YAML: ./)
            // The parser may only see it in the line after.
            #expect(match.flatMap { Int($0.1) }.map { abs($0 - line) <= 1 } == true, "\(bad): \(flaw as Any)")
        }
    }

    /// Some hundred bytes that would stand for millions of entries; and keys that are no words.
    @Test func aBombIsNoList() throws {
        let bomb =
            "- &a [x, x, x, x, x, x, x, x, x]\n"
            + zip("bcdefgh", "abcdefg").map {
                "- &\($0) [" + Array(repeating: "*\($1)", count: 9).joined(separator: ", ")
            }
            .joined(separator: "]\n") + "]\n"
        let start = ContinuousClock.now
        let flaw = #expect(throws: ListFile.Flaw.self) { _ = try ListFile.read(text: bomb, name: "f.yaml") }
        #expect(flaw?.description.hasPrefix("f.yaml: line 2: '*a' repeats") == true, "\(flaw as Any)")
        #expect(ContinuousClock.now - start < .seconds(1))
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: ListFile.Flaw.self) { _ = try ListFile.read(text: deep, name: "f.yaml") }
        let odd = try ListFile.read(text: "- ? [a, b]\n  : c\n  url: fake.example\n  category: null\n", name: "f.yaml")
        #expect(odd.entries.map(\.value) == ["fake.example"] && odd.entries.map(\.reason) == [""])
    }

    /// Spreadsheets write a mark of the bytes' order in front.
    @Test func aMarkOfTheOrderOfBytesIsNoPartOfAValue() throws {
        for text in ["\u{feff}u1\nu2\n", "\u{feff}value\nu1\nu2\n", "\u{feff}value,reason\nu1,\nu2,\n"] {
            let reading = try ListFile.read(text: text, name: "f", kind: .account)
            #expect(reading.entries.map(\.value) == ["u1", "u2"], "\(text): \(reading)")
        }
    }

    @Test func ordersAreBelievedOnlyWithTheirSignature() throws {
        let key = Curve25519.Signing.PrivateKey()
        func envelope(_ order: String, authority: String = "court", signer: Curve25519.Signing.PrivateKey? = nil) throws
            -> Data
        {
            let signature = try (signer ?? key).signature(for: Data(order.utf8)).base64EncodedString()
            return try JSONEncoder().encode(["order": order, "authority": authority, "signature": signature])
        }
        let order =
            #"{"order_id":"7","authority":"court","legal_basis":"law","account":"u1","scope":"debit","amount":"12.50","currency":"CNY","from":"2026-11-23T00:00:00Z","until":"2027-01-01T00:00:00Z"}"#
        let keys = ["court": key.publicKey.rawRepresentation]
        let read = try SignedOrder.read(try envelope(order), keys: keys)
        #expect(read.id == "7" && read.scope == .debit && read.amount == Amount(minor: 1_250) && read.act == .freeze)
        let wrong: [Data] = [
            try envelope(order, signer: Curve25519.Signing.PrivateKey()), try envelope(order, authority: "mayor"),
            Data("{}".utf8),
            try envelope(order.replacingOccurrences(of: "debit", with: "all")),
            try envelope(order.replacingOccurrences(of: "2027-01-01", with: "2020-01-01")),
            try envelope(order.replacingOccurrences(of: "\"law\"", with: "\" \"")),
            try envelope(order.replacingOccurrences(of: "\"legal_basis\":\"law\",", with: "")),
            try envelope(order.replacingOccurrences(of: "\"authority\":\"court\"", with: "\"authority\":\"mayor\"")),
        ]
        for data in wrong { #expect(throws: ListFile.Flaw.self) { _ = try SignedOrder.read(data, keys: keys) } }
        // A field that nobody knows: with it, the end of the order would be passed over.
        let mistyped = try envelope(order.replacingOccurrences(of: "\"until\"", with: "\"untill\""))
        let flaw = #expect(throws: ListFile.Flaw.self) { _ = try SignedOrder.read(mistyped, keys: keys) }
        #expect(flaw?.description.contains("'untill'") == true)
        let ends = #""until":"2027-01-01T00:00:00Z""#
        let doubled = try envelope(order.replacingOccurrences(of: ends, with: ends + #","\u0075ntil":null"#))
        let twice = #expect(throws: ListFile.Flaw.self) { _ = try SignedOrder.read(doubled, keys: keys) }
        #expect(twice?.description == "has the field 'until' twice")
        // Beside the order, where nobody has signed it, a field would be passed over as well.
        let object = try JSONSerialization.jsonObject(with: try envelope(order))
        var beside = try #require(object as? [String: String])
        beside["until"] = "2030-01-01T00:00:00Z"
        let unsigned = try JSONEncoder().encode(beside)
        #expect(throws: ListFile.Flaw.self) { _ = try SignedOrder.read(unsigned, keys: keys) }
        #expect(SignedOrder.hasForm(mistyped) && !SignedOrder.hasForm(Data("{\"blacklist\":[]}".utf8)))
    }

    @Test func versionsAreKept() throws {
        let path = NSTemporaryDirectory() + "weir-lists-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = ListFolder(path)
        func list(_ names: [String]) -> NamedList {
            NamedList(
                name: "x", role: .hold, source: "s", basis: "b",
                entries: names.map { ListEntry(.domain, .suffix, $0, reason: "a,\"b\"") })
        }
        #expect(try folder.add(list(["a.com"]), origin: "f", at: Instant(milliseconds: 0)).version == 1)
        #expect(try folder.add(list(["a.com", "b.com"]), origin: "f", at: Instant(milliseconds: 0)).version == 2)
        #expect(
            try folder.list("x").entries.count == 2 && folder.list("x", version: 1).entries == list(["a.com"]).entries)
        #expect(folder.names() == ["x"] && folder.versions("x") == [1, 2])
        #expect(throws: ListFile.Flaw.self) { _ = try folder.list("y") }
        #expect(throws: ListFile.Flaw.self) {
            _ = try folder.add(NamedList(name: "../y"), origin: "f", at: Instant(milliseconds: 0))
        }
        try "kind,match,value,reason,from,until\n".write(
            toFile: path + "/x/000002.csv", atomically: true, encoding: .utf8)
        #expect(throws: ListFile.Flaw.self) { _ = try folder.list("x") }
    }
}
