import Foundation
import Glibc
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

    private static let board =
        "<!DOCTYPE html><html><h2>法币交易</h2><ul><li>USDT</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>"
        + "<label>支付宝</label><label>银行卡</label></html>"

    /// A page that a browser saved as one file, its letters in base64 or by their numbers.
    @Test func pagesSavedAsOneFileAreRead() throws {
        let folder = try Folder()
        let numbers = Self.board.utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return "=" + (digits.count == 1 ? "0" : "") + digits
        }
        let lines = stride(from: 0, to: numbers.count, by: 24).map { start in
            numbers[start..<min(numbers.count, start + 24)].joined()
        }
        for (name, way, body) in [
            ("a.mhtml", "quoted-printable", lines.joined(separator: "=\r\n")),
            ("b.mht", "base64", Data(Self.board.utf8).base64EncodedString(options: .lineLength76Characters)),
            ("c.html", "8bit", Self.board),
        ] {
            try folder.write(
                name,
                "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";"
                    + "\r\n\tboundary=\"--mark--\"\r\n\r\n\r\n----mark--\r\nContent-Type: text/html\r\n"
                    + "Content-Transfer-Encoding: \(way)\r\nContent-Location: https://otc.example/\r\n\r\n\(body)\r\n"
                    + "----mark--\r\nContent-Type: text/css\r\n\r\n.a{}\r\n----mark----\r\n")
        }
        let ran = try weir("site", "scan", folder.path)
        #expect(ran.err.contains("3 pages, 3 findings"), "\(ran.err) \(ran.out)")
    }

    /// What a folder holds is known by how it begins where its name does not say it; a pipe in it is passed over.
    @Test func pagesWithOtherNamesAreRead() throws {
        let folder = try Folder()
        for name in ["board", "board.txt", "list.html?page=2", "saved.htm"] { try folder.write(name, Self.board) }
        try folder.write("notes.txt", "otc.invalid\n")
        try folder.write("app.js", "<html>")
        #expect(mkfifo(folder.file("pipe.html"), 0o600) == 0)
        let ran = try weir("site", "scan", folder.path)
        #expect(ran.err.contains("4 pages, 4 findings"), "\(ran.err) \(ran.out)")
        #expect(ran.err.contains("not read as pages: 1 .js, 1 .txt\n"), "\(ran.err)")
        let text = try weir("site", "scan", folder.file("board.txt"), folder.file("none.html"), folder.file("board"))
        #expect(text.err.contains("2 pages, 2 findings, 1 not read"), "\(text.err)")
        #expect(text.err.contains("none.html: does not exist"))
    }

    /// A folder's scan says what it left out, and a folder of nothing but pages says nothing of the kind.
    @Test func whatAFolderLeavesOutIsSaid() throws {
        let folder = try Folder()
        try folder.write("a.html", Self.board)
        #expect(try !weir("site", "scan", folder.path).err.contains("not read as pages"))
        for name in ["b.js", "c.js", "state.json", "LOGO.PNG", "readme", "list.html?page=2"] {
            try folder.write(name, "{}")
        }
        try FileManager.default.createDirectory(
            atPath: folder.file("assets.css"), withIntermediateDirectories: true)
        let ran = try weir("site", "scan", "--json", folder.path)
        #expect(ran.err.contains("not read as pages: 2 of other names, 2 .js, 1 .json, 1 .png\n"), "\(ran.err)")
        #expect(ran.out.split(separator: "\n").count == 1, "\(ran.out)")
    }

    /// Browsers put what a page shows into a folder beside it, which has the page's name.
    @Test func whatStandsBesideIsFoundUnderAnyName() throws {
        let folder = try Folder()
        let beside = folder.file("法币 交易_files")
        try FileManager.default.createDirectory(atPath: beside, withIntermediateDirectories: true)
        try folder.write("法币 交易_files/saved_resource.htm", Self.board)
        let page = try folder.write(
            "法币 交易.html", "<p>x</p><iframe src=\"./法币 交易_files/saved_resource.htm\"></iframe>")
        let coded = try folder.write(
            "coded.html",
            "<iframe src=\"%E6%B3%95%E5%B8%81%20%E4%BA%A4%E6%98%93_files/saved_resource.htm\"></iframe>")
        #expect(try weir("site", "scan", page, coded).err.contains("2 pages, 2 findings"))
    }

    @Test func zippedPagesAreRead() throws {
        let folder = try Folder()
        let page = try folder.write("board.html", Self.board)
        let zip = Process()
        zip.executableURL = URL(filePath: "/usr/bin/env")
        zip.arguments = ["gzip", page]
        try zip.run()
        zip.waitUntilExit()
        let ran = try weir("site", "scan", folder.path)
        #expect(ran.err.contains("1 pages, 1 findings"), "\(ran.err)")
    }

    /// A hosts file names its sites behind the machine that they are led to, and that machine's own names beside them.
    @Test func hostsFilesAreRead() throws {
        let folder = try Folder()
        let hosts = try folder.write(
            "hosts.txt",
            "\u{FEFF}# blocked\n127.0.0.1 localhost localhost.localdomain\n::1 ip6-localhost\n0.0.0.0 0.0.0.0\n"
                + "0.0.0.0 a.example  b.example # two\nc.example\nhttp://d.example/x\n")
        let here = ["a", "b", "c", "d"].flatMap { ["--resolve", "\($0).example=127.0.0.1"] }
        let ran = try weir(["site", "scan", "--json"] + here + [hosts])
        let pages = ran.out.matches(of: /"page":"([^"]*)"/).map { String($0.1) }
        #expect(
            pages == ["https://a.example/", "https://b.example/", "https://c.example/", "http://d.example/x"],
            "\(ran.out)\(ran.err)")
    }

    @Test func whoAsksMayBeReached() throws {
        for (contact, isGood) in [("https://example.com/patrol", true), ("x y", false), ("", false), ("a)b", false)] {
            let ran = try weir(
                "site", "scan", "--contact", contact, "--resolve", "a.example=127.0.0.1", "http://a.example/")
            #expect(ran.err.contains("--contact") != isGood && ran.status == (isGood ? 3 : 2), "\(ran.err)")
        }
    }

    /// A file without one line's end is no archive, and said to be none.
    @Test func whatIsNoArchiveIsSaid() throws {
        let folder = try Folder()
        let ran = try weir("site", "scan", try folder.write("one.warc", "hello"))
        #expect(ran.status == 3 && ran.err.contains("record 1"), "\(ran.err)")
    }
}
