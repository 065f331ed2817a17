import Testing
import WeirDomain

@testable import WeirLists

/// What lists must not hold, and what is made to be taken for what they hold.
@Suite struct ListCheckTests {
    private static let suffixes = SuffixList(
        """
        // ===BEGIN ICANN DOMAINS===
        com
        jp
        *.kobe.jp
        !city.kobe.jp
        *.ck
        !www.ck
        公司.cn
        // ===BEGIN PRIVATE DOMAINS===
        r2.dev
        *.compute.amazonaws.com
        app.render.example
        """)

    @Test func theWorldsSuffixesAreRefused() throws {
        func objects(_ name: String, _ match: ListMatch = .suffix) throws -> Bool {
            Self.suffixes.objection(try #require(HostName(name)), match) != nil
        }
        for name in [
            "r2.dev", "compute.amazonaws.com", "us-east-1.compute.amazonaws.com", "kobe.jp", "x.kobe.jp", "x.ck",
            "xn--55qx5d.cn", "render.example",
        ] {
            #expect(try objects(name), "\(name)")
        }
        for name in ["a.r2.dev", "a.us-east-1.compute.amazonaws.com", "city.kobe.jp", "www.ck", "a.x.ck", "okx.com"] {
            #expect(try !objects(name), "\(name)")
        }
        #expect(try objects("r2.dev", .exact) && !objects("x.ck", .exact) && !objects("render.example", .exact))
        let check = ListCheck([ListEntry(.domain, .suffix, "r2.dev")], role: .watch, suffixes: Self.suffixes)
        #expect(check.accepted.isEmpty && check.refused.count == 1)
        let allowed = ListCheck([ListEntry(.domain, .suffix, "r2.dev")], role: .allow, suffixes: Self.suffixes)
        #expect(allowed.refused.isEmpty, "allow lists may hold anything")
    }

    @Test func walletsAreChecked() {
        let good = [
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            // Of other coins: nothing is known of them here.
            "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh", "4Nd1mYQZ8o9yWq7eVJ2bRkT5uXcA6sFgHjKpLmNtPvQw",
        ]
        let bad = [
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
        ]
        let reading = ListText.read((good + bad).joined(separator: "\n"), .plain, kind: .wallet)
        #expect(reading.entries.count == good.count, "\(reading.refusals)")
        #expect(reading.refusals.map(\.line) == Array(8...11))
        #expect(reading.refusals.allSatisfy { $0.reason.contains("checksum") })
        #expect(ListText.read(bad.joined(separator: "\n"), .plain, kind: .wallet, isStored: true).refusals.isEmpty)
    }

    @Test func whatNamesMoreOrLessThanAHostIsSaid() {
        let reading = ListText.read(
            "https://a.example/shop?x=1\nhttps://b.example/\n103.1.2.3\n[2001:db8::1]:80\n", .plain)
        #expect(reading.entries.map(\.value) == ["a.example", "b.example"])
        #expect(reading.notes.count == 1 && reading.notes[0].contains("the whole host a.example is listed"))
        #expect(reading.refusals.map(\.line) == [3, 4])
        #expect(reading.refusals.allSatisfy { $0.reason.contains("matched by their names") })
    }

    @Test func namesMadeToBeTakenForAnotherAreSeen() throws {
        func isLike(_ name: String, _ known: String) throws -> Bool {
            LookAlike.isLike(try #require(HostName(name)), try #require(HostName(known)))
        }
        for (name, known) in [
            ("okx.net", "okx.com"), ("0kx.com", "okx.com"), ("binance-login.com", "binance.com"),
            ("binancelogin.com", "binance.com"), ("vip-binance.io", "binance.com"), ("okx-app.cn", "okx.com"),
            ("okxvip.com", "www.okx.com"), ("b1nance-official.net", "binance.com"), ("binance88.com", "binance.com"),
            ("www-binance-app.com", "binance.com"), ("bybit-cn.com.cn", "bybit.com"), ("gate-exchange.com", "gate.io"),
        ] {
            #expect(try isLike(name, known), "\(name) \(known)")
        }
        for (name, known) in [
            ("help.okx.com", "okx.com"), ("gateway.com", "gate.io"), ("gatepost.com", "gate.io"),
            ("cookx.com", "okx.com"), ("okxcn.com", "okx.com"), ("binancial.com", "binance.com"),
            ("cloudflare.com", "okx.com.cdn.cloudflare.net"), ("me.com", "me.io"), ("login.com", "binance.com"),
        ] {
            #expect(try !isLike(name, known), "\(name) \(known)")
        }
    }
}
