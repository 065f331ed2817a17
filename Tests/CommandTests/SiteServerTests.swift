import Foundation
import Testing

/// From a page to a payment, end to end with the built program: a finding of the patrol becomes evidence in decisions,
/// a proposal for two people, a line in the case, entries in the register; and holds after a crash.
@Suite(.program, .serialized) struct SiteServerTests {
    private static let board = """
        <html><head><title>U站</title></head><body><h2>法币交易</h2>
        <ul><li>USDT</li><li>限额 ¥100-¥5000</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>
        <label>支付宝</label><label>银行卡</label><a href="https://qr.alipay.com/fkx0123456789abc">付款</a>
        <p>telegram: @coinking88</p></body></html>
        """

    private func decision(_ answer: RunningServer.Answer) -> String {
        answer.body.firstMatch(of: /"decision":"([a-z]+)"/).map { String($0.1) } ?? answer.body
    }

    /// An hour ago: what is proposed waits for a week, and no longer.
    private let at = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: -3_600))

    private func pay(_ id: String, to payee: String, over site: String = "") -> String {
        #"{"id":"\#(id)","at":"\#(at)","rail":"alipay","channel":"gateway","payer":"buyer","payee":"\#(payee)","amount":"703.00","currency":"CNY"\#(site.isEmpty ? "" : ",\"site\":\"\(site)\"")}"#
    }

    private func line(_ page: String, finding: Bool = true, leads: String) -> String {
        #"{"page":"\#(page)","finding":\#(finding),"score":\#(finding ? 812 : 0),"payees":[\#(leads)],"text":"a1b2c3d4e5f60718","title":"U站"}"#
    }

    @Test func aFindingReachesDecisionsPeopleCasesAndTheRegister() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        var server = try RunningServer(data, options: ["--rail", "simulated"])
        var keys: [String: String] = [:]
        for (name, role) in [
            ("ann", "supervisor"), ("bob", "compliance"), ("eve", "analyst"), ("switch", "integrator"),
            ("rover", "patrol"),
        ] {
            let hired = try await server.request("POST", "/v1/access", #"{"name":"\#(name)","role":"\#(role)"}"#)
            keys[name] = hired.body.firstMatch(of: /weir_[0-9a-f]{64}/).map { String($0.0) }
        }
        func ask(
            _ person: String, _ method: String, _ path: String, _ body: String? = nil
        ) async throws -> RunningServer.Answer {
            try await server.request(method, path, body, key: keys[person] ?? "")
        }

        // The platform knows whose a code is, and which site its merchant registered.
        let codes = """
            {"kind":"alipay_code","value":"fkx0123456789abc","account":"seller"}
            {"kind":"domain","value":"shoes.example","account":"seller"}
            """
        #expect(try await ask("switch", "POST", "/v1/codes", codes).body.contains(#""taken":2"#))
        #expect(try await ask("rover", "POST", "/v1/codes", codes).status == 403)
        let before = try await ask("switch", "POST", "/v1/payments", pay("p1", to: "seller", over: "coin.example"))
        #expect(decision(before) == "allow" && !before.body.contains("site"), "\(before.body)")

        // The patrol learns of the site from the payment, and of nothing else.
        let toWatch = try await ask("rover", "GET", "/v1/sites/watch").body
        #expect(toWatch.contains("https://coin.example/") && !toWatch.contains("seller"), "\(toWatch)")
        for (method, path) in [("GET", "/v1/sites"), ("GET", "/v1/accounts/seller"), ("GET", "/v1/cases")] {
            #expect(try await ask("rover", method, path).status == 403, "\(path)")
        }
        #expect(try await ask("rover", "POST", "/v1/payments", pay("x", to: "y")).status == 403)

        // What the scanner says of the saved page is what the patrol hands in.
        try folder.write("board.html", Self.board)
        let scanned = try weir("site", "scan", "--json", folder.file("board.html"))
        #expect(scanned.out.contains(#""finding":true"#), "\(scanned.out)")
        let found = scanned.out.trimmingCharacters(in: .whitespacesAndNewlines)
            .replacingOccurrences(of: folder.file("board.html"), with: "https://coin.example/otc")
        #expect(try await ask("rover", "POST", "/v1/sites/findings", found).body.contains(#""taken":1"#))
        for bad in [
            "{}", "nonsense", line("no host", leads: ""),
            line("https://a.example/", leads: #"{"kind":"domain","value":"x.example"}"#),
            line("https://a.example/", leads: #"{"kind":"login","value":""}"#),
        ] {
            let answer = try await ask("rover", "POST", "/v1/sites/findings", found + "\n" + bad)
            #expect(answer.status == 422 && answer.body.contains("Line 2"), "\(bad): \(answer.body)")
        }

        // The next payments show it: by the site that they name, and by the code that the page shows.
        let after = try await ask("switch", "POST", "/v1/payments", pay("p2", to: "seller", over: "m.coin.example"))
        #expect(after.body.contains("site_deals_in_coins") && after.body.contains("code_on_site"), "\(after.body)")
        #expect(after.body.contains("registered other sites"), "\(after.body)")
        let other = try await ask("switch", "POST", "/v1/payments", pay("p3", to: "seller"))
        #expect(other.body.contains("code_on_site") && decision(other) == "allow", "a page alone stops nobody")

        // It was proposed that the site be blocked; two people decide.
        let proposed = try await ask("ann", "GET", "/v1/measures?kind=block_site").body
        #expect(proposed.contains(#""state":"proposed""#) && proposed.contains("coin.example"), "\(proposed)")
        #expect(try await ask("eve", "POST", "/v1/measures/1/approve").status == 403)
        #expect(try await ask("ann", "POST", "/v1/measures/1/approve").body.contains(#""state":"proposed""#))
        let still = try await ask("switch", "POST", "/v1/payments", pay("p4", to: "other", over: "coin.example"))
        #expect(decision(still) == "allow")
        #expect(try await ask("ann", "POST", "/v1/measures/1/approve").status == 409)
        #expect(try await ask("bob", "POST", "/v1/measures/1/approve").body.contains(#""state":"ordered""#))
        let blocked = try await ask("switch", "POST", "/v1/payments", pay("p5", to: "other", over: "www.coin.example"))
        #expect(decision(blocked) == "decline" && blocked.body.contains("site_blocked"), "\(blocked.body)")

        // The operator comes back under another name, with a page that hides what it sells.
        let again = line(
            "https://newcoin.example/", finding: false,
            leads: #"{"kind":"telegram","value":"coinking88"},{"kind":"alipay_code","value":"fkx0123456789abc"}"#)
        #expect(try await ask("rover", "POST", "/v1/sites/findings", again).status == 200)
        _ = try await ask("switch", "POST", "/v1/payments", pay("p6", to: "other", over: "newcoin.example"))
        let kin = try await ask("eve", "GET", "/v1/sites/newcoin.example").body
        #expect(kin.contains(#""host":"coin.example""#) && kin.contains(#""state":"proposed""#), "\(kin)")
        let shown = try await ask("eve", "GET", "/v1/sites?limit=1").body
        #expect(shown.contains(#""host":"coin.example","score":"#) && shown.contains(#""next":"1""#), "\(shown)")
        #expect(try await ask("eve", "GET", "/v1/sites/unknown.example").status == 404)

        // Somebody asks for a site to be watched.
        let wish = #"{"site":"https://Odd.example/x","reason":"an advertisement"}"#
        #expect(try await ask("eve", "POST", "/v1/sites", wish).body.contains(#""asked""#))
        #expect(try await ask("rover", "GET", "/v1/sites/watch").body.contains("odd.example"))

        // After a crash all of it is there.
        server.kill()
        server = try RunningServer(data, key: server.key, options: ["--rail", "simulated"])
        let later = try await ask("switch", "POST", "/v1/payments", pay("p7", to: "other", over: "coin.example"))
        #expect(decision(later) == "decline", "\(later.body)")
        let entries = try await ask("eve", "GET", "/v1/register/entries?limit=1000").body
        for type in ["site.found", "site.same_operator", "site.watched", "measure.proposed", "measure.ordered"] {
            #expect(entries.contains("\"type\":\"\(type)\""), "\(type)")
        }
        for name in ["coin.example", "odd.example", "seller"] { #expect(!entries.contains(name), "\(name)") }
        server.stop()
    }
    /// However a site is written, who proposes to block it is told what was made.
    @Test func aSiteIsTheSameHoweverItIsWritten() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        for (number, site) in ["Bad.Example.", "https://Other.example:443/desk", "third.example"].enumerated() {
            let body = #"{"kind":"block_site","site":"\#(site)","ground":"sells coins"}"#
            let made = try await office.ask("ann", "POST", "/v1/measures", body)
            let host = ["bad.example", "other.example", "third.example"][number]
            #expect(made.status == 200 && made.body.contains(#""account":"\#(host)""#), "\(made.body)")
        }
        let wrong = #"{"kind":"block_site","site":"nohost","ground":"sells coins"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", wrong).status == 422)
    }
}
