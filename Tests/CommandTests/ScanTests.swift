import Foundation
import Testing

/// `weir site scan` with the built program: what it says of what it could not see, or not whole.
@Suite(.program) struct ScanTests {
    private static func record(_ name: String, _ page: String) -> String {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://\(name)/\r\n"
            + "Content-Length: \(http.utf8.count)\r\n\r\n" + http + "\r\n\r\n"
    }

    @Test func schemesAreTheSameInCapitals() throws {
        let ran = try weir("site", "scan", "HTTP://127.0.0.1/")
        #expect(ran.status == 3 && ran.err.contains("127.0.0.1"), "\(ran.err)")
        #expect(!ran.err.contains("does not exist"))
        let json = try weir("site", "scan", "--json", "Https://127.0.0.1/")
        #expect(json.out.contains(#""visit":"failed""#) && !json.out.contains("finding"), "\(json.out)")
    }

    /// What stands before the damage is read; the damage is said; the other files are read as well.
    @Test func aDamagedArchiveGivesWhatItHas() throws {
        let folder = try Folder()
        let good = Self.record("a.example", "<p>x</p>")
        try folder.write("one.warc", good + good.replacing("WARC/1.0", with: "WRAC/1.0"))
        try folder.write("two.warc", Self.record("b.example", "<p>y</p>"))
        try folder.write("three.warc.gz", "no gzip at all")
        let ran = try weir("site", "scan", "--all", folder.path)
        #expect(ran.status == 0 && ran.out.contains("https://a.example/") && ran.out.contains("https://b.example/"))
        #expect(ran.err.contains("one.warc: record 2 does not begin with WARC/"), "\(ran.err)")
        #expect(ran.err.contains("2 pages, 0 findings") && ran.err.contains("not read"), "\(ran.err)")
    }

    @Test func aPageReadInPartIsNoPageWithoutAFinding() throws {
        let folder = try Folder()
        try folder.write("large.html", "<p>x</p>" + String(repeating: " ", count: 11 << 20))
        try folder.write("deep.html", String(repeating: "<div>", count: 600) + "<p>x</p>")
        try folder.write("plain.html", "<p>x</p>")
        let ran = try weir("site", "scan", folder.path)
        #expect(ran.out.split(separator: "\n").count { $0.hasPrefix("PART") } == 2, "\(ran.out)")
        #expect(ran.err.contains("3 pages, 0 findings, 2 not read whole"), "\(ran.err)")
        let json = try weir("site", "scan", "--json", folder.file("large.html"))
        #expect(json.out.contains(#""cut":"only the first"#), "\(json.out)")
        // Such lines say nothing of accounts.
        let lines = try folder.write("found.ndjson", json.out + #"{"page":"x","visit":"failed","why":"y"}"# + "\n")
        let payments = try folder.write("payments.ndjson", payment("p1") + "\n")
        #expect(try weir("screen", "--sites", lines, payments).status == 0)
    }
}
