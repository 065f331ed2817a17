import WeirCodec
import WeirRuleFiles
import WeirRuleSets
import WeirRules

/// What is wrong with a rule set's text.
struct RuleFindings {
    struct Finding {
        var file: String
        var line: Int
        /// `nil` where a whole test fails.
        var column: Int?
        var message: Phrase
        var hint: Phrase

        /// `rules.yaml:8:11`, as compilers say it.
        var place: String { "\(file):\(line)" + (column.map { ":\($0)" } ?? "") }
    }

    private(set) var findings: [Finding] = []
    private(set) var set: RuleSet?
    private(set) var tests = 0

    init(_ text: String) {
        do {
            let folder = try RuleFolder.read(files: RuleFiles.unpack(text))
            set = folder.set
            tests = folder.tests.count
            findings = RuleTests.run(folder).map { failure in
                let values = failure.values.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
                let test = Phrase(
                    "rule '\(failure.rule)', test '\(failure.test)': ", "规则“\(failure.rule)”的测试“\(failure.test)”：")
                return Finding(
                    file: failure.file, line: failure.line, column: nil,
                    message: test.with(RefusalWords.text(failure.message)), hint: Phrase(same: values))
            }
        } catch {
            findings = error.flaws.map { flaw in
                Finding(
                    file: flaw.file, line: flaw.diagnostic.line, column: flaw.diagnostic.column,
                    message: RefusalWords.text(flaw.diagnostic.message),
                    hint: RefusalWords.text(flaw.diagnostic.hint ?? ""))
            }
        }
    }

    var isSound: Bool { findings.isEmpty && set != nil }

    private var summary: Phrase {
        guard isSound else {
            return Phrase(
                Written.plural(findings.count, "thing is wrong.", "things are wrong."), "发现 \(findings.count) 处问题。")
        }
        let rules = set?.rules.count ?? 0
        return Phrase(
            "Sound: \(Written.plural(rules, "rule", "rules")), "
                + "\(Written.plural(tests, "test passes", "tests pass")).",
            "检查通过：\(rules) 条规则，\(tests) 个测试通过。")
    }

    var html: HTML {
        div(.class(isSound ? "note" : "wrong")) {
            p { summary }
            ul {
                for finding in findings {
                    li {
                        code(finding.place)
                        " "
                        foreign(finding.message.text)
                        if !finding.hint.text.isEmpty { p(.class("hint")) { foreign(finding.hint.text) } }
                    }
                }
            }
        }
    }

    var json: [UInt8] {
        var object = JSONObject()
        object.put("sound", isSound)
        object.put("summary", summary.text)
        object.put("findings", each: findings) { item, finding in
            item.put("place", finding.place)
            item.put("file", finding.file)
            item.put("line", finding.line)
            item.put("column", finding.column ?? 1)
            item.put("message", finding.message.text)
            item.put("hint", finding.hint.text)
        }
        return object.closed
    }
}
