import Testing
import WeirCodec
import WeirDomain
import WeirEvaluation

@Suite struct EvaluationTests {
    static func evaluation(withPayments: Bool = true) throws -> Evaluation {
        let labels = try Scratch.read(Small.labels) { try CompanionCSV.labels(path: $0) }
        let alerts = try Scratch.read(Small.alerts) { try AlertLine.read(path: $0) }
        let traffic =
            withPayments
            ? try Scratch.read(Small.payments) { try Traffic(paths: [$0], labels: labels) } : Traffic()
        return Evaluation(labels: labels, alerts: alerts, traffic: traffic)
    }

    @Test func dealersByHand() throws {
        let dealers = try #require(try Self.evaluation().roles.first)
        #expect(dealers.role == "otc_dealer" && dealers.accounts == 2)
        #expect(dealers.alerted == 2 && dealers.restricted == 1 && dealers.early == 0)
        #expect(dealers.byMeasure == [1, 0, 0])
        // p1, p2, p5: the payment at the very moment of the measure is the one that brought it about.
        #expect(dealers.paymentsBefore == [3])
        #expect(dealers.medianPayments == 3 && dealers.ninetiethPayments == 3)
        // From 1 March 00:00:20 to 6 March: five days less twenty seconds.
        #expect(dealers.hoursBefore == [120 - 20.0 / 3600])
        // d1: 100 + 50 + 25 + 25 + 200, d2 from its third day on: 40. Before: d1's 175 and all of d2.
        #expect(dealers.money == 440 && dealers.moneyBefore == 215)
        #expect(dealers.moneyLetThrough == 215.0 / 440)
    }

    @Test func silentMuleAndOtherCurrency() throws {
        let evaluation = try Self.evaluation()
        let mules = evaluation.roles[1]
        #expect(mules.role == "running_points" && mules.accounts == 1 && mules.alerted == 0)
        #expect(mules.recall.value == 0 && mules.medianPayments == nil)
        // Eight dollars carry no yuan.
        #expect(mules.money == 30 && evaluation.traffic.otherCurrencies == 1)
        #expect(evaluation.missed.map(\.account) == ["d2", "r1"])
        #expect(evaluation.missed.map(\.payments) == [1, 2])
        #expect(evaluation.missed.map(\.highestScore) == [600, 0])
    }

    @Test func honestAccountsAndRates() throws {
        let evaluation = try Self.evaluation()
        #expect(evaluation.honest.map(\.kind) == ["", "market_stall"])
        let stalls = evaluation.honest[1]
        #expect(stalls.accounts == 2 && stalls.alerted == 1 && stalls.restricted == 1)
        #expect(stalls.grounds.map(\.typology) == ["running_points"])
        #expect(evaluation.wronged.map(\.account) == ["s1"] && evaluation.wronged[0].explanation == "many strangers")
        #expect(evaluation.buyers.accounts == 1 && evaluation.buyers.alerted == 1 && evaluation.buyers.restricted == 0)
        // One of four in ten days: 25,000 of 100,000, three times a month.
        #expect(evaluation.traffic.days == 10)
        #expect(evaluation.falseMeasures?.rate == 75_000)
        #expect(evaluation.unknown == ["nobody"])
    }

    @Test func sitesAndRefusals() throws {
        let evaluation = try Self.evaluation()
        #expect(evaluation.sites.bad == 1 && evaluation.sites.badAlerted == 1)
        #expect(evaluation.sites.honest == 1 && evaluation.sites.honestAlerted == 0)
        #expect(evaluation.traffic.payments == 10 && evaluation.traffic.refused == 1)
        #expect(evaluation.traffic.firstRefusal.contains(":11: amount "))
    }

    @Test func curvesByHand() throws {
        let curve = try Self.evaluation().curves[0]
        // Scores of dealers 990 and 600, of honest accounts 800.
        #expect(curve.points.map(\.threshold) == [990, 800, 600])
        #expect(curve.points.map(\.recall) == [0.5, 0.5, 1])
        #expect(curve.points.map(\.precision) == [1, 0.5, 2.0 / 3])
        #expect(curve.averagePrecision == 0.5 * 1 + 0.5 * 2 / 3)
        #expect(try Self.evaluation().curves[1].points.map(\.recall) == [0])
    }

    @Test func withoutPaymentsTheAlertsTell() throws {
        let evaluation = try Self.evaluation(withPayments: false)
        #expect(evaluation.roles[0].paymentsBefore == [4] && evaluation.roles[0].medianHours == nil)
        #expect(evaluation.roles[0].moneyLetThrough == nil)
        #expect(evaluation.falseMeasures == nil && evaluation.missed[0].payments == nil)
    }

    /// Nothing, a header alone, and lines that are all refused: figures as without payments.
    @Test(arguments: [
        "", "id,at,rail,payer,payee,amount,currency\n", "{\"id\":1}\n",
    ]) func filesWithoutAPayment(text: String) throws {
        let labels = try Scratch.read(Small.labels) { try CompanionCSV.labels(path: $0) }
        let alerts = try Scratch.read(Small.alerts) { try AlertLine.read(path: $0) }
        let traffic = try Scratch.read(text) { try Traffic(paths: [$0], labels: labels) }
        #expect(traffic.payments == 0 && traffic.days == nil && traffic.refused == (text.hasPrefix("{") ? 1 : 0))
        let evaluation = Evaluation(labels: labels, alerts: alerts, traffic: traffic)
        #expect(evaluation.roles[0].paymentsBefore == [4] && evaluation.roles[0].moneyLetThrough == nil)
        #expect(evaluation.falseMeasures == nil)
        let told = try Scratch.read(text) { try Traffic(paths: [$0], labels: labels, days: 10) }
        #expect(told.days == 10)
        #expect(Evaluation(labels: labels, alerts: alerts, traffic: told).falseMeasures?.rate == 75_000)
    }

    /// As screening decides them.
    @Test func repeatedPaymentsCountOnce() throws {
        let labels = try Scratch.read(Small.labels) { try CompanionCSV.labels(path: $0) }
        let alerts = try Scratch.read(Small.alerts) { try AlertLine.read(path: $0) }
        let traffic = try Scratch.read(Small.payments) { try Traffic(paths: [$0, $0], labels: labels) }
        #expect(traffic.payments == 10 && traffic.repeated == 10)
        let evaluation = Evaluation(labels: labels, alerts: alerts, traffic: traffic)
        #expect(evaluation.roles[0].paymentsBefore == [3] && evaluation.roles[0].money == 440)
    }

    /// A role that begins after the last payment has none in it.
    @Test func rolesMayBeginAfterTheLastPayment() throws {
        let labels = try Scratch.read("account,role,start_day\nd1,otc:otc_dealer,36525\n") {
            try CompanionCSV.labels(path: $0)
        }
        let traffic = try Scratch.read(Small.payments) { try Traffic(paths: [$0], labels: labels) }
        let evaluation = Evaluation(labels: labels, alerts: [], traffic: traffic)
        #expect(evaluation.missed.map(\.payments) == [0])
    }

    /// Whoever knows the hour at which a role begins may say so: it counts from the beginning of that day.
    @Test(arguments: [("6", 6), ("6.75", 6), ("0.2", 0), ("", 0), ("36525.9", 36_525)])
    func aRoleMayBeginWithinADay(text: String, day: Int) throws {
        let labels = try Scratch.read("account,role,start_day\na,honest,\(text)\n") {
            try CompanionCSV.labels(path: $0)
        }
        #expect(labels.map(\.startDay) == [day])
    }

    @Test func wilsonFromTheTextbook() {
        // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        let cases = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)]
        for (count, total, low, high) in cases {
            let interval = Share(count, of: total).wilson
            #expect(abs(interval.low - low) < 0.00006 && abs(interval.high - high) < 0.00006, "\(count) of \(total)")
        }
        #expect(Share(5, of: 5).wilson.high == 1 && Share(0, of: 0).wilson == (0, 1))
    }
}

@Suite struct EvaluationInputTests {
    static func words(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("account,role,start_day\na,honest,0\nb,dealer,0\n", ":3: role must be honest"),
        ("account,role,start_day\na,otc:,0\n", ":2: role must be"),
        ("account,role,start_day\na,buyer:x,0\n", ":2: role must be"),
        ("account,role,start_day\na,honest,-1\n", ":2: start_day must be a number of days from 0 to 36525, not '-1'"),
        ("account,role,start_day\na,honest,36526\n", ":2: start_day must be a number of days from 0"),
        ("account,role,start_day\na,honest,999999999999999999\n", ":2: start_day must be a number of days from 0"),
        ("account,role,start_day\na,honest,0\n\na,buyer,0\n", ":4: account 'a' was labelled before, on line 2"),
        ("account,role,start_day\n,honest,0\n", ":2: account must have"),
        ("account,role,start_day\na,honest,1,5\n", ":2: has 4 cells where the header has 3"),
        ("account,role,start_day\na,honest\n", ":2: has 2 cells where the header has 3"),
        ("account,roles\na,honest\n", ": the header must have a column role"),
    ]) func wrongLabelsNameTheirLine(text: String, expected: String) throws {
        let file = try Scratch(text)
        let words = Self.words { _ = try CompanionCSV.labels(path: file.path) }
        #expect(words.hasPrefix(file.path + expected), "\(words)")
    }

    @Test(arguments: [
        ("{\"account\":\"a\"}", ":1: typology is missing"),
        ("\n{\"typology\":\"x\",\"at\":\"2026-03-08T00:00:00Z\"}", ":2: account is missing"),
        ("{\"account\":\"a\",\"typology\":\"x\"}", ":1: at is missing"),
        ("{\"account\":\"a\",\"at\":\"yesterday\"}", ":1: at must be an RFC 3339 time"),
        ("{\"account\":7}", ":1: account must be a string"),
        ("{\"score\":7.5}", ":1: score must be a whole number"),
        ("{\"measures\":\"x\"}", ":1: measures must be an array"),
        ("{\"a\":[[1,{\"b\":2}],\"c\"],\"account\":\"a\"", ":1: ends too early"),
        ("{\"a\":]}", ":1: "),
        ("[]", ":1: must be a JSON object"),
        ("{} {}", ":1: has something after the object"),
    ]) func wrongAlertsNameTheirLine(text: String, expected: String) throws {
        let file = try Scratch(text)
        let words = Self.words { _ = try AlertLine.read(path: file.path) }
        #expect(words.hasPrefix(file.path + expected), "\(words)")
    }

    @Test func escapesAndUnknownMembersAreRead() throws {
        let alerts = try Scratch.read(Small.alerts) { try AlertLine.read(path: $0) }
        #expect(alerts.count == 7)
        #expect(alerts[0].explanation == "a \"quoted\" word" && alerts[0].paymentsBefore == 2)
        #expect(alerts[1].measures == ["suspend_transfers"])
        #expect(alerts[6].site == "bad.example" && alerts[6].account.isEmpty)
    }
}

@Suite struct ReportTests {
    @Test func numbersRead() {
        #expect(Numbers.decimal(1234.55, 1) == "1,234.6" && Numbers.decimal(-0.04, 1) == "0.0")
        #expect(Numbers.decimal(0.07, 2) == "0.07" && Numbers.decimal(.infinity) == "-")
        #expect(Numbers.count(24.5) == "24.5" && Numbers.count(24) == "24" && Numbers.count(nil) == "-")
        #expect(Numbers.percent(Share(1, of: 2)) == "50.0 % (9.5–90.5)")
    }

    @Test func jsonHasTheFigures() throws {
        let json = String(decoding: try EvaluationTests.evaluation().json.closed, as: UTF8.self)
        #expect(json.contains(#""role":"otc_dealer","accounts":2,"alerted":2,"restricted":1,"#))
        #expect(json.contains(#""recall":[0.5000,0.0945,0.9055],"payments_before_median":3.0"#))
        #expect(json.contains(#""money_let_through":0.4886"#))
        #expect(json.contains(#""false_measures_per_100k_month":[75000.00,"#))
    }

    @Test func theReportStandsAlone() throws {
        let html = HTMLReport(try EvaluationTests.evaluation(), title: "A <title>").html
        #expect(html.contains("<h1>A &lt;title&gt;</h1>"))
        for outside in ["http:", "https:", "<script", "<link", "url("] { #expect(!html.contains(outside)) }
        // Every kind of mark-up is closed as often as opened.
        for tag in ["svg", "g", "text", "table", "tr", "td", "th", "p", "div", "figure", "details"] {
            let opened = html.components(of: "<\(tag) ") + html.components(of: "<\(tag)>")
            #expect(opened == html.components(of: "</\(tag)>"), "\(tag)")
        }
        #expect(html.contains("many strangers") && html.contains("d2"))
        #expect(!html.contains("nan") && !html.contains("inf\""))
    }

    @Test func otherRunsStandBesideThisOne() throws {
        let evaluation = try EvaluationTests.evaluation()
        let labels = try Scratch.read(Small.labels) { try CompanionCSV.labels(path: $0) }
        let silent = Comparison(name: "no price", Evaluation(labels: labels, alerts: [], traffic: Traffic()))
        #expect(silent.recalls == [0, 0] && silent.honestAlerted == 0 && silent.medianPayments == nil)
        #expect(Comparison(name: "", evaluation).recalls == [0.5, 0])
        let html = HTMLReport(evaluation, title: "t", comparisons: [silent]).html
        #expect(html.contains("<td>no price</td><td>0.0 %</td><td>0.0 %</td><td>-</td><td>0</td><td>0</td>"))
        #expect(evaluation.text([silent]).contains("this run"))
    }

    @Test func textNamesTheRoles() throws {
        let text = try EvaluationTests.evaluation().text
        #expect(text.contains("otc_dealer") && text.contains("market_stall") && text.contains("per 100,000"))
    }
}

extension String {
    /// How often a text stands in this one.
    func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
