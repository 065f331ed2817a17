import Foundation
import Testing

/// What every command owes whoever calls it: an example, and answers that a program can read.
@Suite(.program) struct OutputTests {
    private static let rules = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "rules/cn-2018").path()

    @Test func everyCommandShowsAnExample() throws {
        let groups = ["access", "list", "measure", "model", "register", "report", "rules", "site"]
        var commands = ["screen", "serve", "simulate", "evaluate", "train", "explain", "demo", "bench"].map { [$0] }
        for group in groups {
            commands.append([group])
            let help = try weir(group, "--help").out
            let list = try #require(help.components(separatedBy: "SUBCOMMANDS:").last)
            commands += list.matches(of: #/(?m)^  ([a-z]+)(?: |$)/#).map { [group, String($0.1)] }
        }
        #expect(commands.count > 30)
        for command in commands where command.last != "help" {
            let help = try weir(command + ["--help"])
            #expect(help.status == 0 && help.out.contains("Example"), "\(command): no example")
        }
    }

    /// The program's version is asked for on its own: a rule set's has the option of the same name.
    @Test func anOptionIsShownOnce() throws {
        for command in [["rules", "promote"], ["rules", "rollback"], ["screen"], ["serve"]] {
            let help = try weir(command + ["--help"]).out
            let names = help.matches(of: #/(?m)^  (?:-[a-z], )?(--[a-z-]+)/#).map { String($0.1) }
            #expect(Set(names).count == names.count && names.contains("--help"), "\(command): \(names)")
        }
        let asked = try weir("--version")
        #expect(asked.status == 0 && asked.out.hasPrefix("weir ") && asked.err.isEmpty, "\(asked.out)")
        #expect(try weir("--help").out.contains("weir --version"))
    }

    /// What a command finds goes where a pipe takes it.
    @Test func resultsOfRulesAreOnStandardOutput() throws {
        let folder = try Folder()
        try folder.write("one.yaml", RulesTimingTests.set("1", above: 500))
        try folder.write("two.yaml", RulesTimingTests.set("2", above: 600))
        for command in ["check", "test"] {
            let ran = try weir("rules", command, folder.file("one.yaml"))
            #expect(ran.status == 0 && ran.err.isEmpty && ran.out.contains("1 rule"), "\(ran.out)\(ran.err)")
            #expect(!ran.out.contains("1 rules"))
        }
        let differ = try weir("rules", "diff", folder.file("one.yaml"), folder.file("two.yaml"))
        #expect(differ.status == 1 && !differ.out.isEmpty && differ.err.isEmpty, "\(differ.err)")
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func testsOfRulesAsJSON() throws {
        let ran = try weir("rules", "test", "--json", Self.rules)
        #expect(ran.status == 0)
        let read = try object(ran.out)
        #expect((read["tests"] as? Int ?? 0) > 10 && (read["failures"] as? [Any])?.isEmpty == true)
        let same = try weir("rules", "diff", "--json", Self.rules, Self.rules)
        let lines = try object(same.out)["lines"] as? [Any]
        #expect(same.status == 0 && lines?.isEmpty == true)
    }

    /// A program that checks sets is told what is wrong where it reads.
    @Test func flawsOfRulesAsJSON() throws {
        let folder = try Folder()
        let set = RulesTimingTests.set("1", above: 500).replacingOccurrences(of: "amount >", with: "amont >")
        try folder.write("set.yaml", set)
        for command in ["check", "test"] {
            let ran = try weir("rules", command, "--json", folder.file("set.yaml"))
            let flaws = try #require(try object(ran.out)["flaws"] as? [[String: Any]])
            #expect(ran.status == 1 && !flaws.isEmpty, "\(ran.err)")
            let first = try #require(flaws.first)
            #expect((first["message"] as? String)?.isEmpty == false && first["line"] as? Int ?? 0 > 1, "\(first)")
        }
    }

    @Test func listsAsJSON() throws {
        let folder = try Folder()
        let lists = folder.file("lists")
        try folder.write("a", "okx.com\nbinance.com\n")
        try folder.write("b", "okx.com\nbybit.com\n")
        for file in ["a", "b"] {
            let ran = try weir("list", "import", "--lists", lists, "--name", "exchanges", folder.file(file))
            #expect(ran.status == 0, "\(ran.err)")
        }
        let shown = try object(try weir("list", "show", "--lists", lists, "--json").out)
        #expect(shown["name"] as? String == "exchanges" && shown["version"] as? Int == 2)
        let hit = try object(try weir("list", "show", "--lists", lists, "--json", "--match", "www.okx.com").out)
        #expect(hit["list"] as? String == "exchanges" && hit["value"] as? String == "okx.com")
        let nothing = try weir("list", "show", "--lists", lists, "--json", "--match", "example.com")
        #expect(nothing.status == 0 && nothing.out.isEmpty)
        let diff = try object(try weir("list", "diff", "--lists", lists, "--json", "exchanges", "1", "2").out)
        #expect((diff["added"] as? [String])?.first?.contains("bybit.com") == true && diff["kept"] as? Int == 1)
    }

    /// A list is not emptied by a file that is none, and what a dry run could not read is said.
    @Test func whatAnImportRefusesIsSaid() throws {
        let folder = try Folder()
        let lists = folder.file("lists")
        let good = try folder.write("good", "okx.com\n")
        let bad = try folder.write("bad", "com\ngithub.io\n")
        let start = ["list", "import", "--lists", lists, "--name"]
        #expect(try weir(start + ["v", good]).status == 0)
        let refused = try weir(start + ["v", bad])
        #expect(refused.status == 1 && refused.err.contains("all of its lines are refused"), "\(refused.err)")
        #expect(try weir("list", "export", "--lists", lists, "v").out == "okx.com\n")
        let none = try weir(start + ["v", try folder.write("none", "")])
        #expect(none.status == 1 && none.err.contains("has no entry"), "\(none.err)")
        #expect(try weir("list", "export", "--lists", lists, "v").out == "okx.com\n")
        #expect(try weir(start + ["v", "--empty", folder.file("none")]).status == 0, "emptied on purpose")
        let name = try weir(start + ["No Name", good])
        #expect(name.status == 2 && name.err.contains("--name: 'No Name' must be"), "\(name.err)")
        let payments = try folder.write("p", payment("p1") + "\n" + payment("p2", amount: "-1") + "\n")
        let dry = try weir(start + ["v", "--dry-run", "--payments", payments, good])
        #expect(dry.status == 0 && dry.err.contains("p:2: amount") && dry.err.contains("1 lines of"), "\(dry.err)")
        #expect(dry.err.contains("would hit 0 of 1 payments, 0 accounts\n"), "\(dry.err)")
        // Sums of two currencies are two sums.
        let names = try folder.write("names", "b\n")
        let euros = payment("p3", amount: "12.50").replacingOccurrences(of: "CNY", with: "EUR")
        try folder.write("p", payment("p1") + "\n" + euros + "\n")
        let two = try weir(start + ["w", "--kind", "account", "--dry-run", "--payments", payments, names])
        #expect(two.err.contains("would hit 2 of 2 payments, 1 account, 100.00 CNY, 12.50 EUR\n"), "\(two.err)")
        #expect(try weir("list", "show", "--lists", folder.file("nowhere")).status == 3)
    }

    /// Whoever asks a server reads its words, not its document.
    @Test func serversRefuseInWords() throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let address = "http://127.0.0.1:\(server.port)"
        let wrong = try weir("measure", "reconcile", "--server", address, "--key", "weir_wrong")
        #expect(wrong.status == 3 && wrong.err.contains("An API key is needed"), "\(wrong.err)")
        #expect(!wrong.err.contains("request_id"), "\(wrong.err)")
        let none = try weir(["measure", "reconcile", "--server", address], environment: ["WEIR_KEY": ""])
        #expect(none.status == 2 && none.err.contains("WEIR_KEY"), "\(none.err)")
        server.stop()
    }
}
