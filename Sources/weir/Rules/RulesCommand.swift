import ArgumentParser
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets
import WeirRules

/// `weir rules`.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The life of a rule set: check, test, compare, hold against history, try, promote, roll back.",
        discussion: """
            A rule set is a folder of YAML files; docs/rules/guide.md tells all about it. Example:

              weir rules test rules/otc-crypto
            """,
        subcommands: [
            RulesCheck.self, RulesTest.self, RulesDiff.self, RulesBacktest.self, RulesPromote.self, RulesRollback.self,
            RulesTypologies.self,
        ])
}

/// `weir rules check`.
struct RulesCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads a rule set and says what is wrong with it, with file, line, column and the likely fix.",
        discussion: """
            Example:

              weir rules check rules/otc-crypto
            """)

    @Flag(help: "Print what the set is and needs as JSON.")
    var json = false
    @Argument(help: "The folder of the set, or its only file.")
    var folder: String

    func run() throws {
        let found = try RulesFolders.read(folder, asJSON: json)
        let plan = found.compiled.plan
        let tuned = found.set.typologies.filter { !Engine.builtInTypologies.contains($0) }.map(\.typology.name)
        guard !json else { return print(Self.object(found)) }
        print("\(found.compiled.version): \(RulesFolders.rules(found)), \(RulesFolders.tests(found))")
        if !tuned.isEmpty { print("  weighs otherwise than built in: \(tuned.joined(separator: ", "))") }
        for spec in plan.specs {
            let filter = spec.key.filter.isEmpty ? "" : " where \(spec.key.filter)"
            print(
                "  keeps payments \(spec.key.isIncoming ? "received" : "sent") in \(spec.key.seconds) s\(filter), "
                    + "\(spec.words * 8) bytes an account")
        }
        print(
            plan.bytesPerAccount == 0
                ? "  needs no windows of its own"
                : "  its windows take \(plan.bytesPerAccount) bytes for each account that has payments in them")
    }

    private static func object(_ folder: RuleFolder) -> String {
        var object = JSONObject()
        object.put("set", folder.set.name)
        object.put("version", folder.compiled.version)
        object.put("rules", folder.set.rules.map(\.id))
        object.put("tests", folder.tests.count)
        object.put("windows", folder.compiled.plan.specs.count)
        object.put("bytes_per_account", folder.compiled.plan.bytesPerAccount)
        return String(decoding: object.closed, as: UTF8.self)
    }
}

/// `weir rules typologies`.
struct RulesTypologies: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "typologies",
        abstract: "Prints the built-in weights and lines in the form in which a rule set may change them.",
        discussion: """
            Example:

              weir rules typologies > my-rules/typologies.yaml
            """)

    func run() throws { print(TypologyText.yaml(Engine.builtInTypologies), terminator: "") }
}

/// `weir rules test`.
struct RulesTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the tests that the rules of a set bring along.",
        discussion: """
            Example:

              weir rules test rules/otc-crypto
            """)

    @Flag(help: "Print what came of them as JSON.")
    var json = false
    @Argument(help: "The folder of the set, or its only file.")
    var folder: String

    func run() throws {
        let found = try RulesFolders.read(folder, asJSON: json)
        guard !json else { return try printObject(found) }
        try RulesFolders.test(found)
        let verb = found.tests.count == 1 ? "passes" : "pass"
        print("\(found.compiled.version): \(RulesFolders.tests(found)) of \(RulesFolders.rules(found)) \(verb)")
    }

    private func printObject(_ found: RuleFolder) throws {
        let failures = RuleTests.run(found)
        var object = JSONObject()
        object.put("version", found.compiled.version)
        object.put("rules", found.set.rules.count)
        object.put("tests", found.tests.count)
        object.put("failures", json: JSONObject.array(failures.map { Self.object($0) }))
        print(String(decoding: object.closed, as: UTF8.self))
        guard failures.isEmpty else {
            throw Failure.trouble("\(failures.count) of \(RulesFolders.tests(found)) of \(found.set.name) fail")
        }
    }

    private static func object(_ failure: RuleTests.Failure) -> [UInt8] {
        var object = JSONObject()
        object.put("file", failure.file)
        object.put("line", failure.line)
        object.put("rule", failure.rule)
        object.put("test", failure.test)
        object.put("message", failure.message)
        return object.closed
    }
}

/// `weir rules diff`.
struct RulesDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says what a rule set changes against another, rule by rule.",
        discussion: """
            Ends with 1 where they differ. Example:

              weir rules diff rules/otc-crypto new/otc-crypto
            """)

    @Flag(help: "Print both versions and the lines as JSON.")
    var json = false
    @Argument(help: "The folder of the old set.")
    var old: String
    @Argument(help: "The folder of the new one.")
    var new: String

    func run() throws {
        let (before, after) = (try RulesFolders.read(old), try RulesFolders.read(new))
        let lines = RuleDiff.lines(from: before.set, to: after.set)
        if json {
            var object = JSONObject()
            object.put("old", before.compiled.version)
            object.put("new", after.compiled.version)
            object.put("lines", lines)
            print(String(decoding: object.closed, as: UTF8.self))
        } else {
            for line in lines { print(line) }
        }
        // To find a difference is no error: as with diff, the exit code says that there is one.
        if !lines.isEmpty { throw Failure(code: 1, message: "") }
    }
}

/// What the commands share.
enum RulesFolders {
    /// A sound set; every flaw is shown, and the command ends with 1, or with 3 where there is nothing to read.
    /// - Parameter asJSON: on standard output, for programs.
    static func read(_ path: String, asJSON: Bool = false) throws -> RuleFolder {
        do {
            return try RuleFolder.read(path)
        } catch {
            if error.isUnreadable, let flaw = error.flaws.first {
                throw Failure.environment("\(flaw.file): \(flaw.diagnostic.message)")
            }
            if asJSON {
                print(object(error.flaws))
            } else {
                for flaw in error.flaws { Terminal.note("\(flaw)") }
            }
            let count = error.flaws.count
            throw Failure.trouble("\(path): \(count == 1 ? "one flaw" : "\(count) flaws") in the rule set")
        }
    }

    static func rules(_ folder: RuleFolder) -> String { Terminal.plural(folder.set.rules.count, "rule", "rules") }

    static func tests(_ folder: RuleFolder) -> String { Terminal.plural(folder.tests.count, "test", "tests") }

    private static func object(_ flaws: [FileFlaw]) -> String {
        var object = JSONObject()
        object.put(
            "flaws",
            json: JSONObject.array(
                flaws.map { flaw in
                    var found = JSONObject()
                    found.put("file", flaw.file)
                    found.put("line", flaw.diagnostic.line)
                    found.put("column", flaw.diagnostic.column)
                    found.put("message", flaw.diagnostic.message)
                    if let hint = flaw.diagnostic.hint { found.put("hint", hint) }
                    return found.closed
                }))
        return String(decoding: object.closed, as: UTF8.self)
    }

    static func test(_ folder: RuleFolder) throws { try show(RuleTests.run(folder), folder) }

    /// Ends with 1 where tests have failed.
    static func show(_ failures: [RuleTests.Failure], _ folder: RuleFolder) throws {
        for failure in failures { Terminal.note("\(failure)") }
        guard failures.isEmpty else {
            throw Failure.trouble("\(failures.count) of \(tests(folder)) of \(folder.set.name) fail")
        }
    }
}
