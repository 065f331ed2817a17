import Foundation
import Testing
import WeirDomain

@testable import WeirLists

let testData = ProcessInfo.processInfo.environment["WEIR_TEST_DATA"]

@Suite struct ListTests {
    @Test func hostNamesHaveOneSpelling() throws {
        let cases = [
            ("Binance.COM.", "binance.com"), ("https://user@Okx.com:8443/path?x#y", "okx.com"),
            ("*.gate.io", "gate.io"),
            ("..a.b", "a.b"), ("支付.中国", "xn--0zwm56d.xn--fiqs8s"), ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        ]
        for (raw, wanted) in cases where !raw.hasPrefix("支") { #expect(HostName(raw)?.text == wanted, "\(raw)") }
        #expect(HostName("测试.com")?.text == "xn--0zwm56d.com")
        #expect(HostName("bücher.example")?.text == "xn--bcher-kva.example")
        #expect(HostName("xn--80ak6aa92e.com")?.shown == "аррӏе.com")
        for bad in [
            "", "com", "a b.com", "127.0.0.1", "-a.com", "a..b", "https://", "a.com:x",
            String(repeating: "a", count: 64) + ".com",
        ] {
            #expect(HostName(bad) == nil, "\(bad)")
        }
    }

    @Test func sharedNamesAreRefused() throws {
        for name in [
            "com.cn", "co.uk", "github.io", "taobao.com", "alipay.com", "qr.alipay.com", "weixin.qq.com", "t.me",
            "bj.cn", "r2.dev", "kawasaki.jp", "compute.amazonaws.com", "compute-1.amazonaws.com",
        ] {
            #expect(PublicSuffixes.objection(try #require(HostName(name))) != nil, "\(name)")
        }
        for name in [
            "binance.com", "evil.github.io", "shop.com.cn", "alipay.com.evil.top", "okx.com.cdn.cloudflare.net",
        ] {
            #expect(PublicSuffixes.objection(try #require(HostName(name))) == nil, "\(name)")
        }
        #expect(PublicSuffixes.objection(try #require(HostName("pay.mine.cn")), ownRails: ["mine.cn"]) != nil)
        let check = ListCheck(
            [ListEntry(.domain, .suffix, "com.cn"), ListEntry(.domain, .suffix, "a.com.cn")], role: .watch)
        #expect(check.accepted.map(\.value) == ["a.com.cn"] && check.refused.count == 1)
    }

    @Test func formatsAreReadAndTold() {
        let v2fly =
            "# comment\nbinance.com\nfull:x.appsflyersdk.com\ninclude:other\nregexp:^a\nokx.com @cn # words\nbad_rule:x\n"
        #expect(ListText.format(of: v2fly) == .v2fly && ListText.format(of: "a.com\nb.com @cn\n") == .v2fly)
        let reading = ListText.read(v2fly, .v2fly)
        #expect(
            reading.entries.map(\.key) == [
                "domain suffix binance.com", "domain exact x.appsflyersdk.com", "domain suffix okx.com",
            ])
        #expect(reading.notes.count == 2 && reading.refusals.map(\.line) == [7])
        let hosts = "127.0.0.1 localhost\n0.0.0.0 a.com b.com # two\n0.0.0.0\n"
        #expect(ListText.format(of: hosts) == .hosts)
        #expect(ListText.read(hosts, .hosts).entries.map(\.value) == ["a.com", "b.com"])
        let csv =
            "kind,match,value,reason,from,until\ndomain,fuzzy,okx.com,\"said \"\"no\"\", twice\",2026-01-01T00:00:00Z,\naccount,,u1,,,\n"
            + "account,suffix,u2,,,\ndomain,,a.com,,yesterday,\nplanet,,x,,,\nplatform,fuzzy,binance,,,\n"
            + "domain,,b.com,,2026-02-01T00:00:00Z,2026-01-01T00:00:00Z\nplatform,suffix,okx,,,\n"
        #expect(ListText.format(of: csv) == .csv)
        #expect(ListText.format(of: "\"value\"\n\"u1\"\n") == .csv)
        // A table of one column has a head line as well, which is no account.
        for text in ["value\nu1\nu2\n", "# of the bank\nValue\r\nu1\r\nu2\r\n"] {
            let column = ListText.read(text, ListText.format(of: text), kind: .account)
            #expect(column.entries.map(\.value) == ["u1", "u2"] && column.refusals.isEmpty, "\(column)")
            #expect(column.notes.count == 1 && column.notes[0].hasSuffix("is the head line and is not listed"))
        }
        #expect(ListText.read("u1\nvalue\n", .plain, kind: .account).entries.count == 2)
        let rows = ListText.read(csv, .csv)
        #expect(rows.entries.map(\.key) == ["domain fuzzy okx.com", "account exact u1", "platform fuzzy binance"])
        #expect(rows.entries[0].reason == "said \"no\", twice" && rows.entries[0].from != nil)
        #expect(rows.refusals.map(\.field) == ["match", "from", "kind", "until", "match"])
        #expect(rows.refusals.map(\.line) == [4, 5, 6, 8, 9])
        #expect(ListText.read(csv, .csv, isStored: true).refusals.map(\.line) == [4, 5, 6, 9])
        #expect(
            ListText.format(of: "{\"version\":2}") == .metamask
                && ListText.format(of: "- name: x\n  url: y") == .cryptoscamdb)
    }

    @Test func matchingAsksAllowListsFirst() throws {
        let block = NamedList(
            name: "b", role: .decline,
            entries: [
                ListEntry(.domain, .suffix, "okx.com"), ListEntry(.domain, .exact, "full.example.com"),
                ListEntry(.domain, .fuzzy, "localbitcoins.com"), ListEntry(.account, .exact, "u1"),
                ListEntry(.domain, .suffix, "past.com", until: Instant(milliseconds: 10)),
            ])
        let allow = NamedList(
            name: "a", role: .allow,
            entries: [ListEntry(.domain, .exact, "help.okx.com"), ListEntry(.domain, .suffix, "localbitcoin.com")])
        let index = ListIndex([block, allow])
        let now = Instant(milliseconds: 1_000)
        func hit(_ host: String) -> Bool { !index.hits(.domain, host, at: now).isEmpty }
        #expect(
            hit("okx.com") && hit("A.B.Okx.com") && !hit("notokx.com") && !hit("help.okx.com") && hit("x.help.okx.com"))
        #expect(hit("full.example.com") && !hit("www.full.example.com") && !hit("past.com"))
        #expect(
            hit("localbitcoins.com") && hit("1ocalbitcoins.net") && hit("localbitc0ins.com")
                && hit("localbitcoinss.com"))
        #expect(!hit("localbitcoin.com") && !hit("localbakery.com") && hit("l\u{43E}calbitcoins.com"))
        #expect(
            index.hits(.account, "u1", at: now).first?.role == .decline && index.hits(.account, "u2", at: now).isEmpty)
    }

    @Test func versionsAreCompared() {
        func list(_ names: [String]) -> [ListEntry] {
            NamedList(name: "x", entries: names.map { ListEntry(.domain, .suffix, $0) }).entries
        }
        let diff = ListDiff(from: list(["a.com", "b.com", "c.com"]), to: list(["b.com", "c.com", "d.com", "d.com"]))
        #expect(diff.added.map(\.value) == ["d.com"] && diff.removed.map(\.value) == ["a.com"] && diff.kept == 2)
        let rpz = ListExport.rpz(list(["a.com"]), serial: 7)
        #expect(rpz.contains("a.com CNAME .\n*.a.com CNAME .\n") && rpz.contains(" 7 3600"))
        #expect(ListExport.hosts(list(["a.com"])) == "0.0.0.0 a.com\n")
        let csv = ListExport.csv([ListEntry(.account, .exact, "u,1", reason: "a \"b\"")])
        #expect(ListText.read(csv, .csv).entries == [ListEntry(.account, .exact, "u,1", reason: "a \"b\"")])
    }

    @Test func bytesAreReadBack() {
        let entries = (0..<9_000).map {
            ListEntry(.domain, .suffix, "name\($0).com", reason: "because", until: Instant(milliseconds: 9))
        }
        let list = NamedList(
            name: "big", version: 3, role: .hold, source: "s", basis: "b", until: Instant(milliseconds: 5),
            entries: entries)
        let head = ListBytes.head(list)
        #expect(ListBytes.head(head.span.bytes)?.list.basis == "b" && ListBytes.head(head.span.bytes)?.count == 9_000)
        let pieces = ListBytes.pieces(list)
        #expect(pieces.count > 1 && pieces.flatMap { ListBytes.piece($0.span.bytes)?.entries ?? [] } == list.entries)
        let order = FreezeOrder(
            id: "7", authority: "court", basis: "law", account: "u1", scope: .debit, amount: Amount(minor: 100),
            currency: "CNY",
            from: Instant(milliseconds: 1), until: nil, reason: "r")
        let bytes = ListBytes.order(order)
        #expect(ListBytes.order(bytes.span.bytes) == order)
        let report = SiteReport(
            at: Instant(milliseconds: 1), host: "a.com", address: "https://a.com/", score: 700, evidence: "e",
            leads: [SiteReport.Lead(kind: "alipay_code", value: "fkx1")])
        #expect(SiteReport(report.encoded.span.bytes) == report)
        for cut in 0..<bytes.count { #expect(ListBytes.order(Array(bytes[..<cut]).span.bytes) == nil) }
    }

    @Test(.enabled(if: testData != nil, "WEIR_TEST_DATA is not set")) func publicListsAreRead() throws {
        let folder = try #require(testData) + "/lists/"
        func read(_ name: String) throws -> ListReading {
            let text = try String(contentsOfFile: folder + name, encoding: .utf8)
            return ListText.read(text, ListText.format(of: text))
        }
        let scam = try read("cryptoscamdb_blocklist.txt")
        let innocent = try read("cryptoscamdb_potential_false_positives.txt")
        var venues: [ListEntry] = []
        for name in ["binance", "bybit", "gateio", "huobi", "kucoin", "localbitcoins", "okx"] {
            venues += try read("v2fly-\(name).txt").entries
        }
        let benign = try read("v2fly-geolocation-cn-benign.txt")
        #expect(
            scam.entries.count > 9_500 && innocent.entries.count > 450 && venues.count > 80
                && benign.entries.count > 1_500)
        let check = ListCheck(scam.entries + venues, role: .watch)
        let list = NamedList(name: "all", entries: check.accepted)
        let index = ListIndex([list])
        let now = Instant(milliseconds: 0)
        let hit = benign.entries.filter { !index.hits(.domain, $0.value, at: now).isEmpty }
        #expect(hit.isEmpty, "benign Chinese domains: \(hit.map(\.value))")
        // As look-alikes of the exchanges as well.
        let fuzzy = ListIndex([
            NamedList(
                name: "fuzzy",
                entries: venues.filter { $0.match == .suffix }.map { ListEntry(.domain, .fuzzy, $0.value) })
        ])
        let alike = benign.entries.filter { !fuzzy.hits(.domain, $0.value, at: now).isEmpty }
        #expect(alike.isEmpty, "benign Chinese domains that look like exchanges: \(alike.map(\.value))")
        let probable = innocent.entries.filter { !index.hits(.domain, $0.value, at: now).isEmpty }
        print(
            "Lists: \(scam.entries.count) scam entries, \(venues.count) of exchanges, \(check.refused.count) refused as shared; "
                + "\(probable.count) of \(innocent.entries.count) probable innocents are on them; \(benign.entries.count) benign, 0 hit"
        )
        let start = ContinuousClock.now
        for entry in scam.entries { _ = index.hits(.domain, entry.value, at: now) }
        print("Lists: \(scam.entries.count) look-ups in \(ContinuousClock.now - start)")
        for entry in check.accepted.prefix(2_000) {
            #expect(!index.hits(.domain, entry.match == .suffix ? "www." + entry.value : entry.value, at: now).isEmpty)
        }
    }
}
