import Foundation
import Testing

/// The report to an authority, from a case.
@Suite(.program, .serialized) struct SuspicionReportTests {
    @Test func aReportIsDraftedFromACase() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        for (id, payer, payee) in [("p1", "buyer", "seller"), ("p2", "other", "seller"), ("p3", "seller", "shop")] {
            #expect(try await office.pay(id, payer, payee) == "allow")
        }
        #expect(try await office.pay("p1", "buyer", "seller") == "allow", "said again, counted once")
        let opened = #"{"account":"seller","reason":"a complaint"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases", opened).status == 200)
        let measure = #"{"kind":"suspend_transfers","account":"seller","ground":"sells coins"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", measure).status == 200)
        #expect(try await office.pay("p4", "late", "seller") == "decline")
        office.server.stop()

        let english = try weir("report", "str", "--data", office.data, "--case", "1")
        #expect(english.status == 0, "\(english.err)")
        #expect(english.out.contains("Account: seller") && english.out.contains("Joined with it: none"))
        #expect(english.out.contains("In:  200.00 CNY in 2 payments with 2 accounts"), "\(english.out)")
        #expect(english.out.contains("Out: 100.00 CNY in 1 payment with 1 account"), "\(english.out)")
        #expect(english.out.contains("Held or declined: 1"), "\(english.out)")

        let file = office.folder.file("report.txt")
        let chinese = try weir(
            "report", "str", "--data", office.data, "--case", "1", "--language", "zh", "--out", file)
        #expect(chinese.status == 0 && chinese.out.isEmpty)
        #expect(office.folder.read("report.txt").contains("可疑交易报告"))

        let facts = try weir("report", "str", "--json", "--data", office.data, "--case", "1", "--account", "seller")
        #expect(facts.out.contains(#""case":1"#) && facts.out.contains(#""decision":"decline""#), "\(facts.out)")
        #expect(facts.out.contains(#""kind":"suspend_transfers""#))
    }

    @Test func whatIsNotThereIsNamed() throws {
        let folder = try Folder()
        #expect(try weir("report", "str").status == 2)
        let nothing = try weir("report", "str", "--data", folder.file("none"), "--case", "1")
        #expect(nothing.status == 3 && nothing.err.contains("there is no database here"))
        try folder.write("p", payment("p1"))
        #expect(try weir("screen", "--data", folder.file("data"), folder.file("p")).status == 0)
        let missing = try weir("report", "str", "--data", folder.file("data"), "--case", "7")
        #expect(missing.status == 2 && missing.err.contains("there is no case 7"), "\(missing.err)")
    }
}
