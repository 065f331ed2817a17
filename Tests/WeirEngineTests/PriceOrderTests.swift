import Testing
import WeirDomain
import WeirEngine

/// What is handed in beside payments counts for what it says, and not for the order in which it comes.
@Suite struct PriceOrderTests {
    private static let prices = [
        ("USDT", "7.2"), ("BTC", "480000"), ("ETH", "24000"), ("DOGE", "0.72"), ("USD", "7.1"), ("EUR", "7.9"),
    ]

    /// Strangers pay quantities of coins, and the account pays some.
    private func trade(_ town: Town) {
        town.crowd()
        for n in 0..<12 {
            town.pay(60 + n * 30, "buyer\(n)", "me", fen: (100 + n * 50) * 721)
            if n % 3 == 0 { town.pay(70 + n * 30, "me", "seller\(n)", fen: (200 + n * 50) * 719) }
        }
    }

    private func figures(_ order: [String]) throws -> [String] {
        let town = try Town()
        let known = Dictionary(uniqueKeysWithValues: Self.prices)
        for name in order { try town.quote(0, name, try #require(known[name])) }
        trade(town)
        return try town.figures()
    }

    /// A file sorted by name has BTC first, and more coins than can be watched before USDT.
    @Test func whoIsQuotedFirstDecidesNothing() throws {
        let names = Self.prices.map(\.0)
        let expected = try figures(names)
        for order in [names.sorted(), names.reversed(), ["DOGE", "ETH", "BTC", "EUR", "USDT", "USD"]] {
            #expect(try figures(order) == expected, "\(order)")
        }
        // They do see the coin.
        let exact = try #require(Engine.featureNames.firstIndex(of: "exactIn"))
        #expect(try #require(Double(expected[exact])) > 8)
        #expect(try figures(names.filter { $0 != "USDT" })[exact] != expected[exact])
    }

    /// A file of prices may be handed to a server at once, before the payments: each counts from its own time on.
    @Test func aPriceOfTomorrowIsNotTodays() throws {
        func exact(tomorrow: String?) throws -> Double {
            let town = try Town()
            try town.quote(0, "USDT", "7.2")
            if let tomorrow { try town.quote(1_440, "USDT", tomorrow) }
            trade(town)
            return try Double(town.figure("exactIn"))
        }
        let expected = try exact(tomorrow: nil)
        #expect(expected > 8)
        #expect(try exact(tomorrow: "7.9") == expected)
    }

    /// One that was dated ahead by mistake keeps out those of today, and is taken back: what was known before stands,
    /// and what comes then counts.
    @Test func aPriceDatedAheadIsTakenBack() throws {
        func exact(_ quotes: (Town) throws -> Void) throws -> Float {
            let town = try Town()
            try quotes(town)
            trade(town)
            return try town.figure("exactIn")
        }
        let ahead = 20 * 1_440
        let expected = try exact { town in try town.quote(0, "USDT", "7.2") }
        #expect(expected > 8)
        let kept = try exact { town in
            try town.quote(ahead, "USDT", "6.1")
            try town.quote(0, "USDT", "7.2")
        }
        #expect(kept != expected)
        let again = try exact { town in
            try town.quote(ahead, "USDT", "6.1")
            town.withdraw("USDT", from: ahead)
            try town.quote(0, "USDT", "7.2")
        }
        #expect(again == expected)
        let stands = try exact { town in
            try town.quote(0, "USDT", "7.2")
            try town.quote(ahead, "USDT", "6.1")
            town.withdraw("USDT", from: 30)
        }
        #expect(stands == expected)
    }

    /// Where nobody has said what a dollar costs the price tag stands for money changers as well; gold, which is not
    /// near, changes nothing.
    @Test func aloneTheBoardMustSpeakForItself() throws {
        func margin(_ name: String?, _ price: String = "") throws -> Float {
            let town = try Town()
            try town.quote(0, "USDT", "7.2")
            if let name { try town.quote(0, name, price) }
            trade(town)
            return try town.figure("lineMargin")
        }
        let alone = try margin(nil)
        #expect(alone < 2.5)
        #expect(try margin("XAU-G", "560") == alone)
        #expect(try margin("USD", "6.85") >= alone + 2.9)
    }

    /// Where nobody has said what a dollar costs, or gold that is not near, a coin stands alone.
    @Test func coinsWithoutAReferenceAreNamed() throws {
        let scene = ActScene()
        func alone() -> [String] { scene.engine.currenciesWithoutReference.map(\.code) }
        try scene.quote("BTC", "480000")
        #expect(alone().isEmpty)
        try scene.quote("USDT", "7.2")
        try scene.quote("XAU-G", "560")
        #expect(alone() == ["CNY"])
        try scene.quote("USD", "7.1")
        #expect(alone().isEmpty)
    }

    @Test func whoTakesAPriceBackIsKnown() throws {
        let scene = ActScene()
        try scene.quote("USDT", "7.2")
        let start = scene.now
        func withdraw(_ name: String, _ role: Role, _ asset: String = "USDT", why: String = "a typing error") -> String
        {
            scene.ask(.withdrawPrices, by: name, role) { request in
                (request.subject, request.extra, request.text) = (asset, "CNY", why)
                request.until = start
            }.reason
        }
        #expect(withdraw("feed", .prices).contains("may not withdraw prices"))
        #expect(withdraw("root", .admin, why: "") == "gives no reason")
        #expect(withdraw("root", .admin, "BTC").hasPrefix("there is no price of BTC in CNY from "))
        #expect(withdraw("root", .admin) == "" && scene.engine.prices.isEmpty)
        let told = try #require(scene.acts.last)
        #expect(told.type == "price.withdrawn" && told.by == "root" && told.facts.last?.value == "none")
        #expect(withdraw("root", .admin).hasPrefix("there is no price of USDT"))
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash && scene.engine.prices.isEmpty)
        try scene.quote("USDT", "7.3")
        #expect(scene.engine.prices.map(\.price.text) == ["7.30"])
    }

    /// A thousand tables of prices are kept; what is removed while a payment is read stays readable until the next.
    @Test func tablesMayRunOutWhileAPaymentIsRead() throws {
        func figures(goldPrices count: Int) throws -> [String] {
            let town = try Town()
            try town.quote(0, "USDT", "7.2")
            for n in 0..<count { try town.quote(0, "XAU-G", "\(500 + n / 4).\(["00", "25", "50", "75"][n % 4])") }
            trade(town)
            return try town.figures()
        }
        let expected = try figures(goldPrices: 1)
        for count in 1_016...1_024 { #expect(try figures(goldPrices: count) == expected, "\(count)") }
    }

    /// Sizes compare by about what money is worth: by the coin, however old its price, or the dollar, or a table.
    @Test(arguments: [["USDT"], ["USD"], ["BTC"], [], ["BTC", "USDT"]])
    func sizesAreKnownWhateverIsQuoted(names: [String]) throws {
        let town = try Town()
        let known = Dictionary(uniqueKeysWithValues: Self.prices)
        for name in names { try town.quote(-4 * 1_440, name, try #require(known[name])) }
        trade(town)
        // Twelve orders of 375 dollars in the middle, and six payments of 21.
        let size = try town.figure("logSizeIn")
        #expect(size > 4.6 && size < 5, "\(size)")
    }

    /// Many platforms say once, in a file, that an account is a shop, and not with each payment.
    @Test func aShopIsOneThoughAPaymentDoesNotSaySo() throws {
        func share(_ kind: AccountKind) throws -> Float {
            let town = try Town()
            town.tell("shop", kind, openedDaysBefore: 100)
            town.crowd()
            for n in 0..<5 { town.pay(100 + n, "me", "shop", fen: 2_000 + n) }
            return try town.figure("merchantShare")
        }
        #expect(try share(.person) == 0)
        #expect(try share(.merchant) > 0.3)
    }
}
