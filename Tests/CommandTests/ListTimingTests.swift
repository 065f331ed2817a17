import Foundation
import Testing

/// Lists with the built program: imported, counted, compared, taken back, exported, acting in a running server.
@Suite(.program, .serialized) struct ListTimingTests {
    /// The public lists: everything is counted, what is probably innocent is named, no ordinary Chinese site is hit.
    @Test(.publicData) func publicListsAreImportedCountedAndCompared() throws {
        let data = try #require(testData) + "/lists/"
        let folder = try Folder()
        let lists = ["--lists", folder.file("lists")]
        func list(_ arguments: String...) throws -> Ran { try weir(["list"] + arguments + lists) }
        var total = 0
        for name in ["binance", "bybit", "gateio", "huobi", "kucoin", "localbitcoins", "okx"] {
            let ran = try list("import", "--name", name, "--source", "v2fly", data + "v2fly-\(name).txt")
            #expect(ran.status == 0, "\(ran.err)")
            total += ran.out.firstMatch(of: /version 1: ([0-9]+) entries/).flatMap { Int($0.1) } ?? 0
        }
        let scam = try list(
            "import", "--name", "scam", "--source", "cryptoscamdb", "--innocent",
            data + "cryptoscamdb_potential_false_positives.txt", data + "cryptoscamdb_blocklist.txt")
        #expect(scam.status == 0, "\(scam.err)")
        let count = scam.out.firstMatch(of: /version 1: ([0-9]+) entries/).flatMap { Int($0.1) } ?? 0
        let innocent = scam.err.firstMatch(of: /([0-9]+) of ([0-9]+) names that are probably innocent/)
        print("public lists: \(total) entries of exchanges, \(count) of scams; \(innocent.map { "\($0.0)" } ?? "none")")
        #expect(total > 80 && count > 9_000 && innocent != nil)
        // A second version without some, with others: the difference is told, and taken back.
        let lines = try String(contentsOfFile: data + "v2fly-okx.txt", encoding: .utf8).split(separator: "\n")
        let changed = try folder.write("okx2", lines.dropFirst(2).joined(separator: "\n") + "\nnewly-listed.com\n")
        #expect(try list("import", "--name", "okx", changed).out.contains("version 2"))
        let diff = try list("diff", "okx", "1", "2").out.split(separator: "\n")
        #expect(diff.contains("+ domain suffix newly-listed.com") && diff.contains { $0.hasPrefix("- ") })
        #expect(try list("rollback", "okx", "--to", "1").out.contains("version 3"))
        #expect(try list("diff", "okx", "1", "3").out.isEmpty)
        // Ordinary Chinese sites: none is listed.
        let benign = try String(contentsOfFile: data + "v2fly-geolocation-cn-benign.txt", encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.contains(":") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        let payments = benign.prefix(2_000).enumerated().map { place, host in
            payment("p\(place)", payer: "u\(place)", payee: "m\(place)").replacing("}", with: #","site":"\#(host)"}"#)
        }
        let file = try folder.write("benign.ndjson", payments.joined(separator: "\n") + "\n")
        let dry = try list(
            "import", "--name", "scam", "--dry-run", "--payments", file, data + "cryptoscamdb_blocklist.txt")
        let looked = dry.err.firstMatch(of: /would hit 0 of ([0-9]+) payments/).flatMap { Int($0.1) } ?? 0
        #expect(looked > 1_000, "\(dry.err.suffix(300))")
        let venue = try folder.write(
            "venue.ndjson", payment("x").replacing("}", with: #","site":"www.okx.com"}"#) + "\n")
        let control = try list("import", "--name", "okx", "--dry-run", "--payments", venue, data + "v2fly-okx.txt")
        #expect(control.err.contains("would hit 1 of 1 payments"), "\(control.err)")
        // What blocks at the network takes it.
        let zone = try list("export", "okx", "--format", "rpz").out
        #expect(zone.contains("SOA") && zone.contains("okx.com CNAME .\n*.okx.com CNAME ."), "\(zone.prefix(200))")
    }

    /// A list acts on payments within five seconds of its import, and ends with the next version.
    @Test func aListActsAtOnce() async throws {
        let office = try Office()
        let names = (0..<50_000).map { "listed\($0).example" }.joined(separator: "\n")
        func outcome(_ id: String, _ site: String) async throws -> String {
            let body = payment(id).replacing("}", with: #","site":"\#(site)"}"#)
            let answer = try await office.server.request("POST", "/v1/payments", body)
            return answer.body.firstMatch(of: /"decision":"([a-z]+)"/).map { String($0.1) } ?? answer.body
        }
        #expect(try await outcome("a", "www.listed49999.example") == "allow")
        let start = ContinuousClock.now
        let taken = try await office.server.request(
            "PUT", "/v1/lists/order?role=decline&source=regulator", names, type: "text/plain")
        #expect(taken.status == 200, "\(taken.body)")
        #expect(try await outcome("b", "www.listed49999.example") == "decline")
        let acted = ContinuousClock.now - start
        print("a list of 50,000 names acted \(acted) after it was sent")
        #expect(acted < .seconds(5))
        #expect(try await outcome("c", "unlisted.example") == "allow")
        #expect(
            try await office.server.request("PUT", "/v1/lists/order?role=decline", "one.example\n", type: "text/plain")
                .status == 200)
        #expect(try await outcome("d", "www.listed49999.example") == "allow")
        let refused = try await office.server.request(
            "PUT", "/v1/lists/order?role=decline", "com.cn\ngithub.io\nalipay.com\n", type: "text/plain")
        #expect(refused.status == 422 || refused.body.contains("refused"), "\(refused.body)")
        #expect(try await outcome("e", "shop.com.cn") == "allow")
    }
}
