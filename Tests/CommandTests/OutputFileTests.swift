import Foundation
import Testing

/// A slip of the fingers destroys nothing: what is read is not written, and no two results go into one file.
@Suite(.program) struct OutputFileTests {
    private static let outputs = ["--decisions", "--alerts", "--rejects", "--reports", "--features"]

    @Test(arguments: outputs) func paymentsAreNotWrittenOver(option: String) throws {
        let folder = try Folder()
        let text = payment("p1") + "\n"
        try folder.write("p", text)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("p"))
        for name in ["p", "./p", "link"] {
            let ran = try weir("screen", option, folder.file(name), folder.file("p"))
            #expect(ran.status == 2 && ran.err.contains("\(option) would write over what is read"), "\(ran.err)")
            #expect(folder.read("p") == text)
        }
    }

    @Test func companionsAreNotWrittenOver() throws {
        let folder = try Folder()
        try folder.write("p", payment("p1"))
        let prices = "at,asset,currency,price\n2026-11-23T08:00:00Z,USDT,CNY,6.85\n"
        try folder.write("prices", prices)
        let ran = try weir(
            "screen", "--prices", folder.file("prices"), "--alerts", folder.file("prices"), folder.file("p"))
        #expect(ran.status == 2 && folder.read("prices") == prices, "\(ran.err)")
        let labels = "account,role,start_day\na,honest,0\n"
        try folder.write("labels", labels)
        try folder.write("alerts", "")
        let judged = try weir(
            "evaluate", "--labels", folder.file("labels"), "--alerts", folder.file("alerts"), "--report",
            folder.file("labels"))
        #expect(judged.status == 2 && folder.read("labels") == labels, "\(judged.err)")
    }

    @Test func twoResultsAreNotWrittenIntoOneFile() throws {
        let folder = try Folder()
        try folder.write("p", payment("p1"))
        for name in ["new", "p2"] {
            if name == "p2" { try folder.write(name, "kept\n") }
            let ran = try weir(
                "screen", "--decisions", folder.file(name), "--alerts", folder.file("./\(name)"), folder.file("p"))
            #expect(ran.status == 2 && ran.err.contains("--decisions and --alerts would be written into one"))
        }
        #expect(folder.read("p2") == "kept\n" && folder.read("new").isEmpty)
        #expect(try weir("screen", "--decisions", "-", "--alerts", "-", folder.file("p")).status == 2)
        let json = try weir("screen", "--json", "--alerts", "-", folder.file("p"))
        #expect(json.status == 2 && json.err.contains("--json and --alerts -"), "\(json.err)")
        // Nobody's loss.
        let nowhere = try weir("screen", "--decisions", "/dev/null", "--alerts", "/dev/null", folder.file("p"))
        #expect(nowhere.status == 0, "\(nowhere.err)")
        let apart = try weir("screen", "--decisions", folder.file("d"), "--alerts", folder.file("a"), folder.file("p"))
        #expect(apart.status == 0 && folder.lines("d").count == 1, "\(apart.err)")
    }

    @Test func aFileIsNoFolder() throws {
        let folder = try Folder()
        let file = try folder.write("file", "okx.com\n")
        for command in [
            ["list", "show", "--lists", file], ["list", "import", "--lists", file, "--name", "v", file],
            ["simulate", "--out", file, "--accounts", "500", "--days", "1"], ["screen", "--data", file, file],
        ] {
            let ran = try weir(command)
            #expect(ran.status == 3 && ran.err.contains("\(file): is a file, not a directory"), "\(ran.err)")
        }
        #expect(folder.read("file") == "okx.com\n")
    }
}
