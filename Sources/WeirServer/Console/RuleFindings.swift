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
        /// The line, in three parts: the second is what the column points at. `nil` where there is no column.
        var excerpt: Excerpt?

        /// `rules.yaml:8:11`, as compilers say it.
        var place: String { "\(file):\(line)" + (column.map { ":\($0)" } ?? "") }
    }

    /// At most so many characters of a line, around the place.
    struct Excerpt {
        var before: String
        var at: String
        var after: String

        private static let most = 100

        /// - Parameter column: in characters as Unicode scalars, from 1.
        init(_ line: Substring, column: Int) {
            let scalars = Array(line.unicodeScalars)
            let place = min(max(column - 1, 0), scalars.count)
            let word = scalars[place...].prefix { $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) }
            let end = min(scalars.count, place + max(1, word.count))
            let first = place > Self.most - 20 ? place - Self.most / 2 : 0
            let last = max(end, min(scalars.count, first + Self.most))
            before = (first > 0 ? "…" : "") + Self.text(scalars[first..<place])
            at = Self.text(scalars[place..<end])
            after = Self.text(scalars[end..<last]) + (last < scalars.count ? "…" : "")
        }

        private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }

        var html: HTML {
            el("pre", .class("excerpt"), .a("dir", "ltr")) {
                before
                // Where a line ends too early, there is nothing to mark but its end.
                el("mark") { at.isEmpty ? " " : at }
                after
            }
        }
    }

    private(set) var findings: [Finding] = []
    private(set) var set: RuleSet?
    private(set) var tests = 0

    init(_ text: String) {
        let files = RuleFiles.unpack(text)
        do {
            let folder = try RuleFolder.read(files: files)
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
                let (line, column) = (flaw.diagnostic.line, flaw.diagnostic.column)
                return Finding(
                    file: flaw.file, line: line, column: column, message: RefusalWords.text(flaw.diagnostic.message),
                    hint: RefusalWords.text(flaw.diagnostic.hint ?? ""),
                    excerpt: Self.line(line, of: flaw.file, in: files).map { Excerpt($0, column: column) })
            }
        }
    }

    /// A line of a file as it was written; `nil` for one that there is not, or where nothing stands.
    private static func line(_ number: Int, of file: String, in files: [RuleFile]) -> Substring? {
        guard let text = files.first(where: { $0.path == file })?.text, number >= 1 else { return nil }
        let lines = text.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
        guard number <= lines.count, lines[number - 1].contains(where: { !$0.isWhitespace }) else { return nil }
        return lines[number - 1]
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
                        if let excerpt = finding.excerpt { excerpt.html }
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
            if let excerpt = finding.excerpt {
                item.put("before", HiddenText.visible(excerpt.before))
                item.put("at", HiddenText.visible(excerpt.at))
                item.put("after", HiddenText.visible(excerpt.after))
            }
        }
        return object.closed
    }
}
