import Foundation
import Testing

/// Indicators left out, and a model as one further opinion.
@Suite(.program) struct LeavingOutTests {
    private func town(_ folder: Folder) throws {
        let ran = try weir(
            "simulate", "--out", folder.file("t"), "--accounts", "1500", "--days", "6", "--seed", "11",
            "--prevalence", "dense")
        try #require(ran.status == 0, "\(ran.err)")
    }

    private func alerts(_ folder: Folder, _ more: String...) throws -> [String] {
        let ran = try weir(
            ["screen", "--prices", folder.file("t/prices.csv"), "--alerts", folder.file("a")] + more
                + [folder.file("t/payments.ndjson")])
        try #require(ran.status == 0, "\(ran.err)")
        return folder.lines("a")
    }

    @Test func whatIsLeftOutIsNotHeard() throws {
        let folder = try Folder()
        try town(folder)
        let all = try alerts(folder)
        let blind = try alerts(folder, "--without", "price_lattice")
        #expect(all.contains { $0.contains(#""code":"price_lattice""#) })
        #expect(!blind.contains { $0.contains(#""code":"price_lattice""#) })
        let wrong = try weir("screen", "--without", "astrology", folder.file("t/payments.ndjson"))
        #expect(wrong.status == 2 && wrong.err.contains("'astrology'") && wrong.err.contains("price_lattice"))
    }

    @Test func aModelIsOneFurtherKind() throws {
        let folder = try Folder()
        try town(folder)
        let head = "weir-model 1\nfeatures weekInStrangers\nprior 0.0\nbase 0.0\ntree\n"
        try folder.write("m", head + "split weekInStrangers 3.0 1 0.5\nleaf -1.0\nleaf 2.0\n")
        let told = try alerts(folder, "--model", folder.file("m"))
        #expect(told.contains { $0.contains(#""code":"model""#) && $0.contains("weekInStrangers (+1.5)") })
        try folder.write("m", head.replacing("features weekInStrangers", with: "features horoscope") + "leaf 1\n")
        let wrong = try weir("screen", "--model", folder.file("m"), folder.file("t/payments.ndjson"))
        #expect(wrong.status == 3 && wrong.err.contains("line 2 asks for the feature 'horoscope'"))
    }
}
