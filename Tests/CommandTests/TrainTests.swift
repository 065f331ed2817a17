import Foundation
import Testing

@Suite(.program) struct TrainTests {
    private static var hasLibrary: Bool {
        let found = FileManager.default.enumerator(atPath: "/usr/lib")?.contains {
            ($0 as? String)?.hasSuffix("/libxgboost.so.0") ?? false
        }
        return found ?? false
    }

    /// 400 accounts with two features: the bad ones have a high `a`, and `b` says nothing.
    private func write(_ folder: Folder) throws {
        var table = "account,payments,minute,a,b\n"
        var labels = "account,role,start_day\n"
        for number in 0..<400 {
            let isBad = number % 5 == 0
            table += "u\(number),12,1500,\(Double(number % 37) / 9 + (isBad ? 5.3 : 0)),\(number % 11)\n"
            labels += "u\(number),\(isBad ? "otc:otc_dealer" : "honest"),0\n"
        }
        try folder.write("f.csv", table)
        try folder.write("l.csv", labels)
    }

    @Test(.enabled(if: hasLibrary, "libxgboost.so.0 is not installed: run make test"))
    func aModelIsFittedAndExplained() throws {
        let folder = try Folder()
        try write(folder)
        let ran = try weir(
            "train", "--features", folder.file("f.csv"), "--labels", folder.file("l.csv"), "--out", folder.file("m"),
            "--rounds", "20")
        #expect(ran.status == 0, "\(ran.err)")
        #expect(ran.err.contains("bit for bit") && ran.err.contains("ROC curve     1.0000"))
        #expect(folder.lines("m").first == "weir-model 1" && folder.lines("m").count { $0 == "tree" } == 20)
        let again = try weir(
            "train", "--features", folder.file("f.csv"), "--labels", folder.file("l.csv"), "--out", folder.file("n"),
            "--rounds", "20")
        #expect(again.status == 0 && folder.read("m") == folder.read("n"))
        let told = try weir(
            "explain", "--model", folder.file("m"), "--features", folder.file("f.csv"), "--account", "u5", "--json")
        #expect(told.out.contains(#""contributions":[{"feature":"a","#), "\(told.out)")
        let nobody = try weir(
            "explain", "--model", folder.file("m"), "--features", folder.file("f.csv"), "--account", "x")
        #expect(nobody.status == 1 && nobody.err.contains("no row of the account 'x'"))
    }

    @Test func wrongTablesNameTheirLine() throws {
        let folder = try Folder()
        try write(folder)
        try folder.write("x.csv", "account,payments,minute,a\nu1,3,5,1.5\nu2,3,5,inf\n")
        let ran = try weir(
            "train", "--features", folder.file("x.csv"), "--labels", folder.file("l.csv"), "--out", folder.file("m"))
        #expect(ran.status == 3 && ran.err.contains("x.csv:3: a must be a number, not 'inf'"))
        try folder.write("y.csv", "account,a\nu1,3\n")
        let noHeader = try weir(
            "train", "--features", folder.file("y.csv"), "--labels", folder.file("l.csv"), "--out", folder.file("m"))
        #expect(noHeader.status == 3 && noHeader.err.contains("y.csv:1: the header must have"))
        try folder.write("m", "weir-model 1\nfeatures a\nleaf 1\n")
        let wrongModel = try weir(
            "explain", "--model", folder.file("m"), "--features", folder.file("f.csv"), "--account", "u1")
        #expect(wrongModel.status == 3 && wrongModel.err.contains("/m:3: stands before the first tree"))
    }
}
