import Foundation
import Testing

@Suite(.program) struct ScreenTests {
    @Test(.publicData) func realPaymentsRaiseNoAlert() throws {
        let folder = try Folder()
        var prices = "at,asset,currency,price\n"
        // A dollar's price in crowns that wanders, every six hours from 1993 to the spring of 1994.
        var price = 2_900
        let start = 725_846_400
        for step in 0..<1_950 {
            price += [-7, 3, 11, -4, 2, -9, 6][step * 5 % 7] + (step / 300 % 2 == 0 ? 1 : -1)
            let time = Date(timeIntervalSince1970: Double(start + step * 21_600)).ISO8601Format()
            prices += "\(time),USDT,CZK,\(price / 100).\(price % 100 / 10)\(price % 10)\n"
        }
        try folder.write("prices.csv", prices)
        let ran = try weir(
            "screen", "--json", "--prices", folder.file("prices.csv"), "--decisions", folder.file("d"), "--alerts",
            folder.file("a"), "--rejects", folder.file("r"), "\(testData ?? "")/berka/payments-odd.ndjson.gz")
        #expect(ran.status == 0)
        #expect(folder.lines("d").count == 25_170)
        #expect(folder.read("a").isEmpty && folder.read("r").isEmpty)
        #expect(ran.out.contains(#""decided":25170"#) && ran.out.contains(#""alerts":0"#))
    }

    @Test(.publicData) func launderingCyclesRunThrough() throws {
        let ran = try weir("screen", "--json", "\(testData ?? "")/amlsim/payments-cycle200.ndjson.gz")
        print("amlsim: \(ran.out)")
        #expect(ran.status == 0 && ran.out.contains(#""decided":117805"#))
    }

    /// Where a site is meant, the line names it in place of an account.
    @Test func sitesHaveLinesOfTheirOwn() throws {
        let folder = try Folder()
        let lines = (0..<6).map { number in
            payment("p\(number)", payee: "k\(number)").replacingOccurrences(of: ":30Z", with: ":3\(number)Z")
                .replacingOccurrences(of: "}", with: #","channel":"gateway","site":"pay.example"}"#)
        }
        try folder.write("p", lines.joined(separator: "\n"))
        let ran = try weir("screen", "--alerts", folder.file("a"), folder.file("p"))
        let said = folder.lines("a")
        #expect(ran.status == 0 && said.count == 1, "\(said)")
        #expect(said.first?.hasPrefix(#"{"site":"pay.example","typology":"fourth_party_site","score":0,"#) == true)
        #expect(said.first?.contains(#""payment_id":"p5","payments_before":5,"measures":[],"#) == true, "\(said)")
    }

    /// A kind that nothing is ever found of would join nothing in silence.
    @Test func codesOfUnknownKindsAreRefused() throws {
        let folder = try Folder()
        try folder.write("p", payment("p1"))
        for (row, said) in [
            ("alipay,fkx1,seller", "codes:2: has kind 'alipay', which is none of alipay_code"),
            ("domain,no host,seller", "codes:2: names no host"), ("alipay_code,,seller", "codes:2: needs kind"),
        ] {
            try folder.write("codes", "kind,value,account\n\(row)\n")
            let ran = try weir("screen", "--codes", folder.file("codes"), folder.file("p"))
            #expect(ran.status == 3 && ran.err.contains(said), "\(ran.err)")
        }
        try folder.write("codes", "kind,value,account\nalipay_code,fkx1,seller\ndomain,Shop.example,seller\n")
        #expect(try weir("screen", "--codes", folder.file("codes"), folder.file("p")).status == 0)
    }

    @Test func standardInputAndEventOrder() throws {
        let lines = [30, 10, 20].map { payment("p\($0)").replacingOccurrences(of: ":30Z", with: ":\($0)Z") }
        let ran = try weir("screen", "--decisions", "-", "-", input: lines.joined(separator: "\n"))
        let ids = ran.out.matches(of: /"payment_id":"(p[0-9]+)"/).map { String($0.1) }
        #expect(ids == ["p10", "p20", "p30"])
    }

    @Test func severalFilesAreMerged() throws {
        let folder = try Folder()
        try folder.write("a", payment("p1").replacingOccurrences(of: ":30Z", with: ":10Z") + "\n" + payment("p3"))
        try folder.write("b", payment("p2").replacingOccurrences(of: ":30Z", with: ":20Z"))
        let ran = try weir("screen", "--decisions", "-", folder.file("a"), folder.file("b"))
        #expect(ran.out.matches(of: /"payment_id":"(p[0-9]+)"/).map { String($0.1) } == ["p1", "p2", "p3"])
    }

    @Test func anIdOfAnotherFileIsRefusedWhereItStands() throws {
        let folder = try Folder()
        try folder.write("a", payment("p1") + "\n")
        try folder.write("b", payment("p2") + "\n" + payment("p1", amount: "7") + "\n")
        let ran = try weir("screen", "--rejects", folder.file("r"), folder.file("a"), folder.file("b"))
        let reject = try #require(folder.lines("r").first)
        #expect(reject.contains(#""file":"\#(folder.file("b"))","line":2,"field":"id""#), "\(reject)")
        #expect(ran.err.contains("\(folder.file("b")):2: id was used before"), "\(ran.err)")
    }

    /// A back-test says what it could not read, and how it stands against the labels.
    @Test func aBacktestSaysWhatItRefused() throws {
        let folder = try Folder()
        let rules = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "rules/cn-2018").path()
        try folder.write("p", payment("p1") + "\n" + payment("p2", amount: "-5") + "\n")
        try folder.write("labels", "account,role,start_day\na,honest,0\n")
        let start = ["rules", "backtest", rules, "--labels", folder.file("labels"), folder.file("p")]
        let ran = try weir(start + ["--json", "--from", "2026-11-01", "--to", "2026-12-01T00:00:00Z"])
        #expect(ran.status == 0 && ran.out.contains(#""payments":1,"refused":1,"#), "\(ran.out)\(ran.err)")
        #expect(ran.out.contains(#""new_against_labels":{"true_positives":0,"#), "\(ran.out)")
        #expect(try weir(start).err.contains("1 lines, which are no payments"))
        let empty = try weir(start + ["--json", "--from", "2027-01-01"])
        #expect(empty.status == 1 && empty.out.contains(#""accounts":0,"merchants":0,"needs_two":null"#))
        #expect(empty.err.contains("there is no payment between 2027-01-01 and the last"), "\(empty.err)")
        try folder.write("labels", "account,role,start_day\na,crook,0\n")
        let wrong = try weir(start)
        #expect(wrong.status == 3 && wrong.err.contains("labels:2: role must be"), "\(wrong.err)")
    }

    @Test func rejectsAreKeptAndTheRestGoesOn() throws {
        let folder = try Folder()
        try folder.write(
            "p",
            payment("p1") + "\n" + payment("p2", amount: "-5") + "\n" + payment("p3") + "\n"
                + payment("p1", amount: "7"))
        let ran = try weir("screen", "--strict", "--rejects", folder.file("r"), folder.file("p"))
        #expect(ran.status == 1)
        let rejects = folder.lines("r")
        #expect(rejects.count == 2)
        #expect(rejects.first?.contains(#""line":2,"field":"amount""#) == true)
        #expect(rejects.last?.contains(#""line":4,"field":"id""#) == true)
        #expect(rejects.last?.contains("was used before") == true)
    }

    /// Rows of companions are refused as lines are: counted, kept, and trouble under --strict.
    @Test func rowsOfCompanionsAreCountedAndKept() throws {
        let folder = try Folder()
        try folder.write("p", payment("p1"))
        try folder.write("prices", "at,asset,currency,price\n2026-11-23T08:00:00Z,USDT,CNY,6.85\nx,USDT,CNY,1\n")
        try folder.write("accounts", "account,kind\na,person\nb,robot\n")
        let arguments = [
            "screen", "--json", "--strict", "--prices", folder.file("prices"), "--accounts", folder.file("accounts"),
        ]
        let ran = try weir(arguments + ["--rejects", folder.file("r"), folder.file("p")])
        #expect(ran.status == 1 && ran.err.contains("error: 2 lines were refused"), "\(ran.err)")
        #expect(ran.err.contains("prices:3: at must be") && ran.err.contains("accounts:3: kind must be"))
        #expect(ran.out.contains(#""rejects":0,"price_rejects":1,"account_rejects":1"#), "\(ran.out)")
        let kept = folder.lines("r")
        #expect(kept.count == 2 && kept.allSatisfy { $0.contains(#""line":3"#) })
        #expect(kept.contains { $0.contains(#""raw":"b,robot""#) })
        #expect(kept.contains { $0.contains(#""raw":"x,USDT,CNY,1""#) })
    }

    /// Prices of which none counts are trouble: without them a dealer is hardly found.
    @Test func pricesOfWhichNoneCountsAreTrouble() throws {
        let folder = try Folder()
        try folder.write("p", payment("p1"))
        for (row, status) in [("2026-11-23T08:00:00Z,usdt,cny,6.85", 0), ("2026-11-23,USDT,CNY,6.85", 1), ("", 0)] {
            try folder.write("prices", "at,asset,currency,price\n\(row)\n")
            let ran = try weir("screen", "--prices", folder.file("prices"), folder.file("p"))
            #expect(ran.status == status, "\(row): \(ran.err)")
            #expect(ran.err.contains("prices: each of its rows was refused") == (status == 1), "\(ran.err)")
        }
    }

    @Test func aDataFolderKeepsWhatWasRefused() throws {
        let folder = try Folder()
        try folder.write("p", payment("p1"))
        try folder.write("bad", payment("p2", amount: "-5"))
        let data = folder.file("data")
        #expect(try weir("screen", "--data", data, folder.file("p")).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/rejects") == [])
        let ran = try weir("screen", "--json", "--data", data, folder.file("bad"))
        let names = try FileManager.default.contentsOfDirectory(atPath: data + "/rejects")
        let name = try #require(names.first)
        #expect(names.count == 1 && ran.out.contains("/rejects/\(name)"), "\(ran.out)")
        #expect(folder.read("data/rejects/\(name)").contains(#""line":1,"field":"amount""#))
    }

    @Test func wrongUseAndMissingFilesHaveTheirOwnExitCodes() throws {
        #expect(try weir("screen").status == 2)
        #expect(try weir("scren").status == 2)
        #expect(try weir("screen", "--no-such-option", "x").status == 2)
        let missing = try weir("screen", "/nowhere/payments")
        #expect(missing.status == 3 && missing.err.contains("weir: error: /nowhere/payments: does not exist"))
        #expect(try weir("screen", "/").err.contains("is a directory"))
        let help = try weir("screen", "--help")
        #expect(help.status == 0 && help.out.contains("weir screen --prices prices.csv"))
    }

    @Test func truncatedArchivesSayWhere() throws {
        let folder = try Folder()
        let text = (0..<3_000).map { payment("p\($0)") }.joined(separator: "\n")
        try folder.write("p", text)
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = [folder.file("p")]
        try gzip.run()
        gzip.waitUntilExit()
        let whole = try Data(contentsOf: URL(filePath: folder.file("p.gz")))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: folder.file("cut.gz")))
        try folder.write("other", payment("q1"))
        let ran = try weir(
            "screen", "--decisions", folder.file("d"), "--rejects", folder.file("r"), folder.file("cut.gz"),
            folder.file("other"))
        #expect(ran.status == 3 && ran.err.contains("the gzip stream is cut off after"))
        #expect(folder.lines("d").count > 100)
        #expect(folder.lines("d").contains { $0.contains(#""payment_id":"q1""#) }, "the other input goes on")
        #expect(folder.lines("r").count == 1 && folder.lines("r")[0].contains("is cut off"))
    }

    @Test func aRecordedScreeningCanBeContinuedAndReplayed() throws {
        let folder = try Folder()
        try folder.write("one", (0..<500).map { payment("p\($0)") }.joined(separator: "\n"))
        try folder.write("two", (250..<900).map { payment("p\($0)") }.joined(separator: "\n"))
        let data = folder.file("data")
        #expect(try weir("screen", "--data", data, folder.file("one")).status == 0)
        let second = try weir("screen", "--json", "--data", data, folder.file("two"))
        // Of this run, and not of the folder's life.
        #expect(second.out.contains(#""decided":400"#) && second.out.contains(#""duplicates":250"#))
        let third = try weir("screen", "--json", "--data", data, folder.file("two"))
        #expect(third.out.contains(#""decided":0"#) && third.out.contains(#""duplicates":650"#), "\(third.out)")
        let replay = try weir("replay", "--data", data)
        #expect(replay.out.contains(#""decided":900"#))
        let hash = third.out.firstMatch(of: /"state_hash":"([0-9a-f]+)"/).map { String($0.1) } ?? "?"
        #expect(replay.out.contains(hash))
    }

    /// What is screened into a folder is this version's: a server that goes on from it has nothing to warn of.
    @Test func aServerGoesOnFromAScreening() throws {
        let folder = try Folder()
        try folder.write("one", (0..<50).map { payment("p\($0)") }.joined(separator: "\n"))
        #expect(try weir("screen", "--data", folder.file("data"), folder.file("one")).status == 0)
        let server = try RunningServer(folder.file("data"))
        #expect(!server.said.contains("NOTE:") && server.said.contains("recovered 51 inputs"), "\(server.said)")
        server.stop()
    }

    @Test func simulationsAreReproducible() throws {
        let folder = try Folder()
        for name in ["x", "y"] {
            #expect(
                try weir("simulate", "--out", folder.file(name), "--accounts", "600", "--days", "3", "--seed", "5")
                    .status == 0)
        }
        for file in ["payments.ndjson", "prices.csv", "accounts.csv", "labels.csv"] {
            #expect(folder.read("x/" + file) == folder.read("y/" + file) && !folder.read("x/" + file).isEmpty)
        }
        let ran = try weir(
            "screen", "--json", "--accounts", folder.file("x/accounts.csv"), "--prices", folder.file("x/prices.csv"),
            folder.file("x/payments.ndjson"))
        #expect(ran.status == 0 && ran.out.contains(#""rejects":0"#))
    }
}
