import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets

/// What rules read, against figures worked out by hand and by brute force.
@Suite struct RuleWindowTests {
    private static let fields = ["count", "sum", "avg", "min", "max", "stddev", "distinct_payers"]

    /// One rule that reads every figure of a window, and never fires.
    private static func reader(_ windows: [String]) -> RuleSet {
        let conditions = windows.flatMap { window in
            fields.map { "payee.received(\(window)).\($0) < -1\($0 == "count" || $0 == "distinct_payers" ? "" : ".0")" }
        }
        return RuleScene.set(
            "1", [RuleScene.rule("reads", conditions.joined(separator: " || "), [.decision(.warn, kind: .flow)])])
    }

    /// Times in milliseconds.
    private struct Seen {
        var at: Int
        var fen: Int
        var payer: Int
    }

    /// The window's exact reach: the start of its oldest bucket.
    private static func expected(_ seen: [Seen], length: Int, at now: Int) -> [String: String] {
        let bucket = (length + 11) / 12
        let start = Int(RuleScene.start.milliseconds)
        let first = ((start + now) / bucket - 12) * bucket - start
        let inside = seen.filter { $0.at >= first }
        let amounts = inside.map { Double($0.fen) / 100 }
        let sum = Double(inside.reduce(0) { $0 + $1.fen }) / 100
        let mean = sum / Double(amounts.count)
        let squares = amounts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        func words(_ number: Double) -> String {
            let hundredths = Int((number * 100).rounded())
            return hundredths % 100 == 0
                ? "\(hundredths / 100)"
                : "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
        }
        return [
            "count": "\(inside.count)", "sum": words(sum), "avg": words(mean),
            "min": words(amounts.min() ?? 0), "max": words(amounts.max() ?? 0),
            "stddev": amounts.count < 2 ? "no value" : words((squares / Double(amounts.count - 1)).squareRoot()),
            "distinct_payers": "\(min(64, Set(inside.map(\.payer)).count))",
        ]
    }

    @Test(arguments: [("1s", 1), ("10s", 10), ("45s", 45), ("10m", 600), ("36h", 129_600), ("90d", 7_776_000)])
    func everyFigureIsExactToTheBucket(_ name: String, _ seconds: Int) throws {
        let (window, length) = ("\"\(name)\"", seconds * 1_000)
        let scene = try RuleScene()
        #expect(scene.ask(.install, Self.reader([window]), by: "ann") == .none)
        var (seen, now, state) = ([Seen](), 0, UInt64(seconds))
        func draw(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        for round in 0..<400 {
            // Now and then a silence, and once one of years, in which the numbers of the shortest buckets come round.
            now += round % 40 == 39 ? draw(2_000) * length / 1_000 : draw(length / 20)
            if round == 250 { now += 400_000_000_000 }
            let payment = Seen(at: now, fen: 1 + draw(90_000), payer: draw(40))
            seen.append(payment)
            scene.pay("payer\(payment.payer)", "payee", fen: payment.fen) {
                $0.at = Instant(milliseconds: RuleScene.start.milliseconds + Int64(now))
            }
            let found = scene.values()
            for (field, value) in Self.expected(seen, length: length, at: now) {
                let own = found["payee.received(\(window)).\(field)"] ?? ""
                // Deviations worked out in two ways may be rounded to neighbouring hundredths.
                let isNear = field == "stddev" && abs((Double(own) ?? 0) - (Double(value) ?? 9)) < 0.011
                #expect(own == value || isNear, "\(round): \(field)")
            }
        }
    }

    @Test func lengthsOfWindows() throws {
        let lengths: [(String, Bool)] = [
            ("1s", true), ("59s", true), ("90m", true), ("34560000s", true), ("400d", true), ("401d", false),
            ("0s", false), ("-5m", false), ("+5m", false), ("1.5h", false), ("10", false), ("s", false),
            ("10ms", false),
        ]
        for (length, isOne) in lengths {
            let scene = try RuleScene()
            let rule = RuleScene.rule(
                "r", "payee.received(\"\(length)\").count > 1", [.decision(.warn, kind: .flow)])
            let verdict = scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
            #expect((verdict == .none) == isOne, "\(length): \(verdict)")
            if isOne {
                scene.pay("a", "b", fen: 100)
                #expect(scene.pay("c", "b", fen: 100).outcome == .warn, "\(length)")
            }
        }
    }

    /// Sums of squares of large amounts leave a double no place for what they differ by.
    @Test func deviationsOfLargeAmountsAreExact() throws {
        let scene = try RuleScene()
        scene.engine.readsAllFacts = true
        let rule = RuleScene.rule("r", "payee.received(\"2d\").stddev < 0.0", [.decision(.warn, kind: .flow)])
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        for i in 0..<6 { scene.pay("payer\(i)", "payee", fen: 900_000_000_000_000 + i % 3 * 100, second: i) }
        // None, one and two yuan above, twice each: the variance is 4/5.
        #expect(scene.values().values.first == "0.89")
        for i in 0..<40 { scene.pay("payer\(i)", "other", fen: 123_456_789_012_345, second: 10 + i) }
        #expect(scene.values().values.first == "0")
    }

    @Test func filtersSharesAndTheBuiltInWindows() throws {
        let scene = try RuleScene()
        let when = """
            payee.received("24h", "payment.amount < 10.0").count > 99 || payee.received("24h").share("payment.amount < 10.0") > 1.5
              || payee.received("24h").strangers > 99 || payee.received("7d").distinct_payers > 99 || payer.sent("1h").sum < 0.0
            """
        scene.ask(.install, RuleScene.set("1", [RuleScene.rule("r", when, [.decision(.warn, kind: .flow)])]), by: "ann")
        for i in 0..<8 { scene.pay("payer\(i)", "payee", fen: i < 2 ? 500 : 5_000, second: i * 60) }
        let values = scene.values()
        #expect(values["payee.received(\"24h\", \"payment.amount < 10.0\").count"] == "2")
        #expect(values["payee.received(\"24h\").share(\"payment.amount < 10.0\")"] == "0.25")
        #expect(values["payee.received(\"24h\").strangers"] == "8")
        #expect(values["payee.received(\"7d\").distinct_payers"] == "8")
        #expect(values["payer.sent(\"1h\").sum"] == "50")
    }

    /// Payments without a remark are left out; a remark leaves the window with its latest payment.
    @Test func remarksAreToldApart() throws {
        let scene = try RuleScene()
        scene.engine.readsAllFacts = true
        let rule = RuleScene.rule(
            "r", "payer.sent(\"2d\").distinct_remarks + payer.sent(\"2d\").distinct_payees > 999",
            [.decision(.warn, kind: .text)])
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        let remarks = ["", "rent", "rent", "Rent", "", "tea"]
        for (i, remark) in remarks.enumerated() {
            scene.pay("payer", "payee\(i % 2)", fen: 100, second: i * 3_600) { $0.remark = remark }
        }
        #expect(scene.values()["payer.sent(\"2d\").distinct_remarks"] == "3")
        #expect(scene.values()["payer.sent(\"2d\").distinct_payees"] == "2")
        scene.pay("payer", "other", fen: 100, second: 40 * 3_600) { $0.remark = "rent" }
        scene.pay("payer", "other", fen: 100, second: 70 * 3_600)
        #expect(scene.values()["payer.sent(\"2d\").distinct_remarks"] == "1")
        for i in 0..<80 { scene.pay("payer", "other", fen: 100, second: 71 * 3_600 + i) { $0.remark = "\(i)" } }
        #expect(scene.values()["payer.sent(\"2d\").distinct_remarks"] == "64")
    }

    /// What stands in the payment's record is there before it is counted.
    @Test func filtersSeeAccountsToo() throws {
        let scene = try RuleScene()
        let filter = "payer.city != '' && payer.city != payee.city && payment.is_stranger && payer.kind == 'person'"
        let rule = RuleScene.rule(
            "r", "payee.received(\"2d\", \"\(filter)\").count >= 2", [.decision(.warn, kind: .flow)])
        #expect(scene.ask(.install, RuleScene.set("1", [rule]), by: "ann") == .none)
        func pay(_ payer: String, from city: String, _ second: Int) -> Outcome {
            scene.pay(payer, "shop", fen: 100, second: second) {
                ($0.payerCity, $0.payeeCity) = (city, "Wuhan")
            }.outcome
        }
        #expect(pay("a", from: "Harbin", 0) == .allow)
        // No stranger any more; of the same city; of no city.
        #expect(pay("a", from: "Harbin", 1) == .allow && pay("b", from: "Wuhan", 2) == .allow)
        #expect(pay("c", from: "", 3) == .allow && pay("d", from: "Harbin", 4) == .warn)
        let odd = RuleScene.rule(
            "r", "payee.received(\"2d\", \"payer.age_days > 1.0\").count > 1", [.decision(.warn, kind: .flow)])
        guard case .refused(let reason) = scene.ask(.shadow, RuleScene.set("2", [odd]), by: "ann") else {
            Issue.record("a filter saw what changes with counting")
            return
        }
        #expect(reason.contains("payer.age_days"))
    }

    @Test func moreThanSixtyFourCounterpartiesStayAtSixtyFour() throws {
        let scene = try RuleScene()
        scene.engine.readsAllFacts = true
        let rule = RuleScene.rule("r", "payee.received(\"2d\").distinct_payers > 999", [.decision(.warn, kind: .flow)])
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        for i in 0..<100 { scene.pay("payer\(i)", "payee", fen: 100, second: i) }
        #expect(scene.values().values.first == "64")
        // They leave the window, and others take their place.
        for i in 0..<5 { scene.pay("later\(i)", "payee", fen: 100, second: 4 * 86_400 + i) }
        #expect(scene.values().values.first == "5")
    }

    @Test func whatRulesSeeOfAPayment() throws {
        let scene = try RuleScene()
        let when = """
            payment.amount == 12.34 && payment.minor == 1234 && payment.channel == 'collect' && payment.currency == 'CNY' &&
            payment.rail == 'alipay' && payment.remark == '早餐' && payment.extra.level == 3 && payment.extra.vip &&
            payment.extra.note == 'a "b"' && has(payment.extra.level) && !has(payment.extra.none) &&
            payment.merchant_category == 5411 && payer.device == 'd1' && payee.city == 'Wuhan' && payer.ip == '10.0.0.1' &&
            payer.kind == 'person' && payee.kind == 'merchant' && payer.id == 'a' && payee.id in lists.watched &&
            site.host == 'shop.example' && payment.is_stranger && payment.is_first && payee.payments == 1 &&
            payment.at == timestamp('2026-03-01T16:00:00Z') && payee.age_days == 0.0 && price("USDT") == 7.2 &&
            payee.score.otc_dealer == 0 && payee.evidence.price == 0.0
            """
        let set = RuleScene.set(
            "1", [RuleScene.rule("r", when, [.decision(.hold, kind: .list)])],
            lists: [RuleList(name: "watched", entries: ["b", "c"])])
        #expect(scene.ask(.install, set, by: "ann") == .none)
        let price = try #require(Price("7.2"))
        scene.apply(
            .price,
            InputBytes.encode(
                PriceQuote(
                    at: RuleScene.start, asset: try #require(Asset("USDT")), currency: scene.currency, price: price)))
        let decision = scene.pay("a", "b", fen: 1_234) { payment in
            payment.channel = .collect
            payment.remark = "早餐"
            payment.extra = #"{"level":3,"note":"a \"b\"","vip":true}"#
            payment.merchantCategory = 5411
            payment.payerDevice = "d1"
            payment.payeeCity = "Wuhan"
            payment.payerIP = "10.0.0.1"
            payment.payeeKind = .merchant
            payment.site = "shop.example"
        }
        #expect(decision.outcome == .hold, "\(scene.values()) \(scene.engine.liveRules?.firstErrors ?? [])")
        #expect(decision.reasons.map(\.text) == ["r: 12.34"] && decision.reasons.map(\.code) == ["rule:r"])
    }

    @Test func sinceLastAndAge() throws {
        let scene = try RuleScene()
        let when = "payee.since_last > duration('48h') && payee.age > duration('48h') && payer.payments < 100"
        scene.ask(
            .install, RuleScene.set("1", [RuleScene.rule("r", when, [.decision(.warn, kind: .rhythm)])]), by: "ann")
        #expect(scene.pay("a", "b", fen: 100).outcome == .allow)
        #expect(scene.values()["payee.since_last"] == "no value")
        #expect(scene.pay("a", "b", fen: 100, second: 86_400).outcome == .allow)
        #expect(scene.values()["payee.since_last"] == "24 hours")
        #expect(scene.pay("c", "b", fen: 100, second: 4 * 86_400).outcome == .warn)
    }

    /// The windows that every account has keep eight digits and a bit of an amount, rounded down: no sum reaches a line
    /// that was not reached. Those of a set's own are exact.
    @Test func sumsReachNoLineEarly() throws {
        let name = "payee.received(\"24h\").sum"
        for fen in [536_870_911, 536_870_912, 999_999_999, 123_456_789_012, 999_999_999_999_999] {
            let scene = try RuleScene()
            scene.engine.readsAllFacts = true
            let line = "\(fen / 100 + 1).0"
            scene.ask(
                .install,
                RuleScene.set(
                    "1",
                    [
                        RuleScene.rule("kept", "\(name) >= \(line)", [.decision(.warn, kind: .flow)]),
                        RuleScene.rule(
                            "own", "payee.received(\"25h\").sum >= \(line)", [.decision(.warn, kind: .flow)]),
                    ]), by: "ann")
            #expect(scene.pay("a", "b", fen: fen).outcome == .allow && scene.effects.rules.isEmpty, "\(fen)")
            let sum = try #require(scene.values()[name].flatMap { Double($0) })
            let short = fen - Int((sum * 100).rounded())
            #expect(short >= 0 && Double(short) < 2e-8 * Double(fen), "\(fen): \(sum)")
            // One unit more is another payment that both see.
            scene.pay("c", "b", fen: (fen / 100 + 1) * 100)
            #expect(scene.effects.rules == [0, 1], "\(fen)")
        }
    }
}
