import Foundation
import Testing

@Suite(.program) struct EvaluateTests {
    private static let labels = "account,role,start_day\nd1,otc:otc_dealer,0\nh1,honest,0\n"
    private static let alert =
        #"{"account":"d1","typology":"otc_dealer","score":990,"at":"2026-11-24T00:00:00Z","measures":["suspend_transfers"]}"#

    @Test func figuresAndReport() throws {
        let folder = try Folder()
        try folder.write("l", Self.labels)
        try folder.write("a", Self.alert)
        try folder.write("p", payment("p1", payer: "h1", payee: "d1"))
        let ran = try weir(
            "evaluate", "--json", "--labels", folder.file("l"), "--alerts", folder.file("a"), "--payments",
            folder.file("p"), "--report", folder.file("r.html"))
        #expect(ran.status == 0)
        #expect(ran.out.contains(#""role":"otc_dealer","accounts":1,"alerted":1,"restricted":1,"#))
        #expect(ran.out.contains(#""payments_before_median":1.0"#) && ran.out.contains(#""money_let_through":1.0000"#))
        #expect(folder.read("r.html").contains("</html>"))
    }

    @Test func paymentsMayBeNone() throws {
        let folder = try Folder()
        try folder.write("l", Self.labels)
        try folder.write("a", Self.alert)
        try folder.write("p", #"{"id":1}"#)
        let ran = try weir(
            "evaluate", "--json", "--labels", folder.file("l"), "--alerts", folder.file("a"), "--payments",
            folder.file("p"), "--report", folder.file("r.html"))
        #expect(ran.status == 0 && ran.out.contains(#""days":null,"payments":0,"payments_refused":1"#), "\(ran.out)")
        #expect(ran.err.contains("/p: no payments") && ran.err.contains("1 payment lines were refused"), "\(ran.err)")
        #expect(folder.read("r.html").contains("</html>"))
    }

    @Test func aMarkOfByteOrderIsNoPartOfALine() throws {
        let folder = try Folder()
        try folder.write("l", "\u{FEFF}" + Self.labels)
        try folder.write("a", "\u{FEFF}" + Self.alert)
        let ran = try weir("evaluate", "--json", "--labels", folder.file("l"), "--alerts", folder.file("a"))
        #expect(ran.status == 0 && ran.out.contains(#""accounts":1,"alerted":1"#), "\(ran.err)")
    }

    @Test func whatNothingIsEverFoundOfIsSaid() throws {
        let folder = try Folder()
        try folder.write("a", Self.alert)
        let start = ["evaluate", "--labels", folder.file("l"), "--alerts", folder.file("a")]
        try folder.write("l", Self.labels + "d2,otc:unnamed,\n")
        #expect(try weir(start).err.isEmpty)
        try folder.write("l", Self.labels + "d2,otc:otc-dealer,0\n")
        let ran = try weir(start)
        #expect(ran.status == 0 && ran.err.contains("no alert is ever of 'otc-dealer', the role of 1 label"))
        let wrong = try weir(start + ["--report", folder.path])
        #expect(wrong.status == 3 && wrong.err.contains("cannot be written: is a directory"), "\(wrong.err)")
    }

    @Test func errorsNameFileAndLine() throws {
        let folder = try Folder()
        try folder.write("l", Self.labels + "x,dealer,0\n")
        try folder.write("a", Self.alert + "\n{}\n")
        let wrongLabel = try weir("evaluate", "--labels", folder.file("l"), "--alerts", folder.file("a"))
        #expect(wrongLabel.status == 3 && wrongLabel.err.contains("/l:4: role must be honest"))
        try folder.write("l", Self.labels)
        let wrongAlert = try weir("evaluate", "--labels", folder.file("l"), "--alerts", folder.file("a"))
        #expect(wrongAlert.status == 3 && wrongAlert.err.contains("/a:2: account is missing"))
        #expect(try weir("evaluate", "--labels", folder.file("l")).status == 2)
    }
}
