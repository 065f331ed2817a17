import Foundation
import Testing
import WeirDomain
import WeirRuleFiles
import WeirRuleSets
import WeirRules

/// Broken rule sets: none is accepted, and each message says where and, where it can be guessed, what to do.
@Suite struct BrokenSetTests {
    static let sound = """
        set: broken
        version: "1"
        owner: risk
        about: A set to be broken.
        lists:
          watched: [a, b]
        rules:
          - id: first
            title: First
            why: To be broken
            when: |
              payment.amount > 5000.0 &&
                payee.received("24h").count > 3
            yields:
              evidence: {about: payee, typology: running_points, kind: people, weight: 1.5}
            reason:
              en: "{payment.amount} to {payee.id}"
              zh: "{payee.id} 收到 {payment.amount}"
            tests:
              - name: small
                payment: {payer: a, payee: b, amount: "1.00"}
                expect: silent
              - name: large
                before:
                  - {payer: c, payee: b, amount: "1.00", ago: 2h, times: 3, every: 1m}
                payment: {payer: a, payee: b, amount: "5000.01"}
                expect: fires
          - id: second
            title: Second
            why: To be broken too
            when: payee.id in lists.watched && payment.amount >= 100.0
            yields:
              decision: {outcome: hold, kind: list}
            reason: {en: watched, zh: 名单}
            tests:
              - {name: watched, payment: {payer: x, payee: a, amount: "100.00"}, expect: fires}
              - {name: free, payment: {payer: x, payee: c, amount: "100.00"}, expect: silent}

        """

    static func outcome(_ text: String) -> Result<RuleFolder, FileFlaws> {
        Result { () throws(FileFlaws) in try RuleFolder.read(files: [RuleFile(path: "broken.yaml", text: text)]) }
    }

    @Test func theSoundOneIsSound() throws {
        let folder = try Self.outcome(Self.sound).get()
        #expect(RuleTests.run(folder).isEmpty)
    }

    @Test func aDecisionMaySayWhomItIsAbout() throws {
        let before = try Self.outcome(Self.sound).get()
        let folder = try Self.outcome(Self.sound.replacing("list}", with: "list, about: payer}")).get()
        #expect(folder.set.rules[1].yields == [.decision(.hold, kind: .list, about: .payer)])
        let lines = RuleDiff.lines(from: before.set, to: folder.set)
        #expect(lines.contains { $0.contains("decision hold, kind list, about the payer") }, "\(lines)")
    }

    /// Of a set without lists nobody is told that the name of all lists means nothing.
    @Test func aSetWithoutListsSaysSo() {
        let bare = Self.sound.replacing("lists:\n  watched: [a, b]\n", with: "")
        guard case .failure(let flaws) = Self.outcome(bare) else {
            Issue.record("accepted")
            return
        }
        let message = flaws.description
        #expect(message.contains("unknown name 'lists"), "\(message)")
        #expect(message.contains("the set has no lists: write lists: {name:"), "\(message)")
    }

    /// What is changed, the place where it must be found, and words of the message.
    @Test(arguments: [
        ("payment.amount > 5000.0", "payment.amuont > 5000.0", "12:15", "did you mean 'payment.amount'?"),
        ("payee.received(\"24h\").count", "payee.received(\"24x\").count", "13:24", "no length of a window"),
        ("payee.received(\"24h\").count", "payee.recieved(\"24h\").count", "13:", "did you mean 'payee.received(…)'?"),
        ("payee.received(\"24h\").count", "payee.received(\"24h\").cuont", "13:31", "did you mean 'count'?"),
        ("payment.amount > 5000.0", "payment.amount", "12:15", "joins conditions"),
        ("count > 3", "count > (3", "13:39", "never closed"),
        ("id: second", "id: first", "28:9", "is used by another rule"),
        ("kind: people", "kind: peple", "15:64", "did you mean 'people'?"),
        ("weight: 1.5", "weight: 60", "15:7", "must lie between"),
        ("weight: 1.5", "weight: heavy", "", "is a number"),
        ("typology: running_points", "typology: running", "", "otc_dealer"),
        ("outcome: hold", "outcome: allow", "", "cannot decide 'allow'"),
        ("outcome: hold", "outcome: block", "", "it is one of"),
        ("kind: list}", "kind: list, about: both}", "", "it is one of: payer, payee"),
        ("lists.watched", "lists.wathced", "31:29", "did you mean 'lists.watched'?"),
        ("title: First", "tilte: First", "9:5", "did you mean 'title'?"),
        ("payee.received(\"24h\").count", "paye.received(\"24h\").count", "13:", "did you mean 'payee.received(…)'?"),
        ("expect: silent\n      - name: large", "expect: fires\n      - name: large", "8:9", "stays silent"),
        ("\"{payment.amount} to {payee.id}\"", "\"{payment.amount to {payee.id}\"", "17:12", "brace"),
        ("\"{payment.amount} to {payee.id}\"", "\"{payment.amuont} to\"", "17:21", "did you mean"),
        ("when: payee.id in lists.watched && payment.amount >= 100.0", "when: 1 < 2", "31:11", "depends on nothing"),
        ("version: \"1\"", "", "1:1", "version"),
        ("set: broken", "set: Broken Set", "1:1", "no name of a set"),
        ("about: A set", "about: [A set", "", "not YAML"),
        ("owner: risk", "owner: risk\nowner: risk", "", "twice"),
        ("watched: [a, b]", "watched: &x [a, b]", "6:12", "anchors"),
        ("watched: [a, b]", "watched: &-x [a, b]", "6:12", "anchors"),
        ("watched: [a, b]", "watched: ['q',&x *x]", "6:17", "anchors"),
        ("watched: [a, b]", "watched: ['&x b', '*x']", "", "repeats"),
        ("amount: \"1.00\", ago", "amount: \"-1.00\", ago", "", "greater than 0"),
        ("ago: 2h", "ago: soon", "", "2d"),
        ("times: 3", "times: 100000", "", "whole number"),
        ("owner: risk", "owner: !!python/object:os.system risk", "3:8", "tags (!name) are not used"),
        ("when: payee.id in lists.watched", "when: !has(payment.site) in lists.watched", "31:11", "tags (!name)"),
        ("when: payee.id in lists.watched", "when: ! payment.is_first", "31:11", "tags (!name) are not used"),
        ("watched: [a, b]", "watched: [a, ~]", "6:16", "an entry of the list 'watched' is empty"),
        ("watched: [a, b]", "wat ched: [a, b]", "6:3", "begin with a letter"),
        ("received(\"24h\")", "received(\"0s\")", "13:", "holds nothing"),
        ("received(\"24h\")", "received(\"401d\")", "13:", "too long: 400 days at most"),
        ("received(\"24h\")", "received(\"1y\")", "13:", "no length of a window: write"),
        ("payee.id in lists.watched", "payee.id in list.watched", "31:", "did you mean 'lists.watched'?"),
        ("payment.amount > 5000.0", "payment.kind == 'person'", "12:", "did you mean 'payee.kind'?"),
    ])
    func everyFlawHasItsPlace(_ old: String, _ new: String, _ place: String, _ words: String) {
        guard let range = Self.sound.range(of: old) else {
            Issue.record("\(old) is not in the set")
            return
        }
        let text = Self.sound.replacingCharacters(in: range, with: new)
        switch Self.outcome(text) {
        case .success: Issue.record("accepted: \(new)")
        case .failure(let flaws):
            let message = flaws.description
            #expect(message.hasPrefix("broken.yaml:\(place)"), "\(message)")
            #expect(message.contains(words), "\(message)")
        }
    }

    /// The caret stands below the letter that is wrong: inside of a window's filter, and in whichever way the condition
    /// is written. A `when` takes the place of the second rule's; everything else of the first one's window.
    @Test(arguments: [
        (#"payee.received("24h", "payment.amuont > 1.0").count"#, "13:40", "the filter: unknown"),
        (
            #"payee.received("24h", "payment.remark == \"x\" && payment.amuont > 1.0").count"#, "13:67",
            "payment.amount'?"
        ),
        (
            #"payee.received("24h").share("payment.amuont > 1.0") > 0.5 && payee.sent("24h").count"#, "13:46",
            "payment.amount'?"
        ),
        (
            #"payee.received("24x").share("payment.amount > 1.0") > 0.5 && payee.sent("24h").count"#, "13:24",
            "no length of a window"
        ),
        (#"when: "payee.received(\"24h\", \"payment.amuont > 1.0\").count > 1""#, "31:46", "payment.amount'?"),
        ("when: 'payee.id == ''x'' && payment.amuont >= 100.0'", "31:41", "payment.amount'?"),
        ("when: payee.id in lists.watched &&\n      payment.amuont >= 100.0", "32:15", "payment.amount'?"),
        ("when: >\n      payee.id in lists.watched &&\n\n      payment.amuont >= 100.0", "34:15", "payment.amount'?"),
        (
            "when: >-\n      payee.id in lists.watched &&\n"
                + "        payee.received('24h', 'payment.amuont > 1.0').count > 1",
            "33:40", "payment.amount'?"
        ),
    ])
    func theCaretStandsWhereItIsWrong(_ new: String, _ place: String, _ words: String) {
        let old =
            new.hasPrefix("when")
            ? "when: payee.id in lists.watched && payment.amount >= 100.0" : "payee.received(\"24h\").count"
        guard case .failure(let flaws) = Self.outcome(Self.sound.replacing(old, with: new)) else {
            Issue.record("accepted: \(new)")
            return
        }
        let message = flaws.description
        #expect(message.hasPrefix("broken.yaml:\(place):") && message.contains(words), "\(message)")
        let lines = message.split(separator: "\n")
        let caret = lines.indices.contains(2) ? lines[2].firstIndex(of: "^") : nil
        let below = caret.map { lines[1].dropFirst(lines[2].distance(from: lines[2].startIndex, to: $0)) } ?? ""
        #expect(below.hasPrefix("amuont") || below.hasPrefix("\"24x"), "\(message)")
    }

    /// What always fails is refused where it matters, and is none of a rule's business where the other side decides.
    @Test(arguments: [
        ("((1 / 0 > 1) || true)", true), ("!(false && 1 / 0 > 1)", true), ("(true ? 2 :1 / 0) == 2", true),
        ("((1 / 0 > 1) || false)", false), ("(1 / 0 > 1 || payment.minor > 1)", false), ("1 / 0 > 1", false),
        ("(1 / 0 > 1 || true) && 2 / 0 > 1", false),
    ])
    func whatIsAbsorbedIsNoFlaw(_ condition: String, _ isAccepted: Bool) {
        let text = Self.sound.replacing(
            "payment.amount >= 100.0", with: "payment.amount >= 100.0 && \(condition)")
        switch Self.outcome(text) {
        case .success(let folder): #expect(isAccepted && RuleTests.run(folder).isEmpty, "\(condition)")
        case .failure(let flaws):
            let message = flaws.description
            #expect(!isAccepted && message.contains("this always fails: division by zero"), "\(message)")
        }
    }

    @Test(arguments: [("kind: people", "-6 and 6 nats"), ("kind: text", "-1.5 and 1.5 nats")])
    func aWeightPastItsLimitIsToldTheLimit(_ kind: String, _ limits: String) {
        let text = Self.sound.replacing("kind: people, weight: 1.5", with: "\(kind), weight: 7")
        guard case .failure(let flaws) = Self.outcome(text) else {
            Issue.record("accepted")
            return
        }
        #expect(flaws.description.contains("a weight must lie between \(limits) for evidence"), "\(flaws.description)")
    }

    /// Nothing here may be accepted, take long, or trap.
    @Test func aThousandBrokenSets() throws {
        var random = Dice(state: 20_261_128)
        var count = 0
        var worst = (time: Duration.zero, text: "")
        var kinds: [String: Int] = [:]
        for round in 0..<1_000 {
            let (kind, text) = Breaker.breakSet(round, &random)
            let clock = ContinuousClock()
            var isAccepted = false
            let took = clock.measure {
                switch Self.outcome(text) {
                case .success(let folder): isAccepted = RuleTests.run(folder).isEmpty
                case .failure(let flaws):
                    let first = flaws.flaws.first
                    #expect(first.map { $0.diagnostic.line > 0 && !$0.diagnostic.message.isEmpty } ?? false)
                }
            }
            if took > worst.time { worst = (took, kind) }
            kinds[kind, default: 0] += 1
            if isAccepted { Issue.record("accepted (\(kind)): \(text.prefix(3_000))") }
            count += isAccepted ? 0 : 1
        }
        print(
            "\(count) of 1000 broken sets refused, the slowest in \(worst.time) (\(worst.text)); \(kinds.sorted { $0.key < $1.key })"
        )
        #expect(count == 1_000)
        #expect(worst.time < .seconds(20))
    }
}

struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Breaks the sound set in ways that leave it broken for certain.
enum Breaker {
    static func breakSet(_ round: Int, _ random: inout Dice) -> (kind: String, text: String) {
        let sound = BrokenSetTests.sound
        switch round % 10 {
        case 0: return ("misspelt", misspelt(sound, &random))
        case 1: return ("cut off", String(sound.prefix(Int.random(in: 10..<(sound.count - 80), using: &random))))
        case 2: return ("duplicate id", sound.replacingOccurrences(of: "id: second", with: "id: first"))
        case 3: return ("oversized", oversized(sound, round, &random))
        case 4: return ("deep", deep(round, &random))
        case 5: return ("bytes", bytes(sound, &random))
        case 6: return ("test turned round", turned(sound, &random))
        case 7: return ("wrong type", wrongType(sound, &random))
        case 8: return ("catastrophic pattern or loop", catastrophic(sound, round))
        default: return ("key gone", keyGone(sound, &random))
        }
    }

    /// A letter of a word that counts is doubled.
    private static func misspelt(_ text: String, _ random: inout Dice) -> String {
        let words = [
            "payment.amount", "payee.received", ".count", "lists.watched", "evidence:", "decision:", "typology:",
            "weight:", "about: payee", "outcome:", "rules:", "yields:", "reason:", "tests:", "expect:", "payer:",
            "when:", "title:", "name:",
        ]
        let word = words.randomElement(using: &random) ?? ""
        guard let range = text.range(of: word) else { return "" }
        var changed = Array(word)
        let letters = changed.indices.filter { changed[$0].isLetter }
        let place = letters.randomElement(using: &random) ?? 0
        changed.insert(changed[place], at: place)
        return text.replacingCharacters(in: range, with: String(changed))
    }

    private static func oversized(_ text: String, _ round: Int, _ random: inout Dice) -> String {
        switch round / 10 % 4 {
        case 0: return text.replacingOccurrences(of: "5000.0", with: String(repeating: "9", count: 70_000) + ".0")
        case 1:
            let many = (0..<2_000).map { "payment.amount > \($0).5" }.joined(separator: " || ")
            return text.replacingOccurrences(of: "payment.amount > 5000.0 &&", with: many + " &&")
                .replacingOccurrences(of: "5000.01", with: "0.01")
        case 2: return text + "  - id: " + String(repeating: "x", count: 200) + "\n"
        default: return text + "# " + String(repeating: "x", count: 9_000) + "\u{1}\n"
        }
    }

    private static func deep(_ round: Int, _ random: inout Dice) -> String {
        let depth = 50 + round
        switch round / 10 % 4 {
        case 0: return "rules: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        case 1: return "rules: " + String(repeating: "{a: ", count: depth) + String(repeating: "}", count: depth)
        case 2: return "rules:\n" + String(repeating: "- ", count: depth) + "x"
        default:
            return BrokenSetTests.sound.replacingOccurrences(
                of: "payment.amount > 5000.0",
                with: String(repeating: "(", count: 150 + depth) + "payment.amount > 5000.0"
                    + String(repeating: ")", count: 150 + depth))
        }
    }

    private static func bytes(_ text: String, _ random: inout Dice) -> String {
        var changed = Array(text.utf8)
        for _ in 0..<20 {
            changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0..<32, using: &random)
        }
        changed[Int.random(in: 0..<changed.count, using: &random)] = 1
        return String(decoding: changed, as: UTF8.self)
    }

    /// The set reads and compiles, but does not do what its own tests say.
    private static func turned(_ text: String, _ random: inout Dice) -> String {
        let changes = [
            ("amount > 5000.0", "amount < 5000.0"), ("count > 3", "count > 300"), (">= 100.0", ">= 100.5"),
            ("amount: \"5000.01\"", "amount: \"4999.99\""), ("payee: c, amount", "payee: a, amount"),
            ("times: 3", "times: 2"), ("watched: [a, b]", "watched: [x, b]"),
            ("in lists.watched &&", "in lists.watched ||"),
        ]
        let (old, new) = changes.randomElement(using: &random) ?? ("", "")
        return text.replacingOccurrences(of: old, with: new)
    }

    private static func wrongType(_ text: String, _ random: inout Dice) -> String {
        let changes = [
            ("amount > 5000.0", "amount > '5000'"), ("count > 3", "count > 3.5 + 1"), (">= 100.0", "+ 100.0"),
            ("payee.id in", "payment.amount in"), ("[a, b]", "{a: b}"), ("weight: 1.5", "weight: [1.5]"),
            ("title: First", "title: {a: b}"), ("rules:", "rules: 5\nabout:"), ("expect: fires", "expect: yes"),
            ("when: payee.id", "when: [payee.id]\n    why: payee.id"), ("version: \"1\"", "version: \"1/2\""),
        ]
        let (old, new) = changes.randomElement(using: &random) ?? ("", "")
        return text.replacingOccurrences(of: old, with: new)
    }

    private static func catastrophic(_ text: String, _ round: Int) -> String {
        let conditions = [
            "payment.remark.matches('((((a{1000}){1000}){1000}){1000})')", "payment.remark.matches('(a+')",
            "payment.remark.matches('\(String(repeating: "(x?){30}", count: 500))')", "1 / 0 > 1", "true",
            "payee.received(payment.remark).count > 3", "payee.received('24h', 'payee.id == \"x\"').count > 3",
            "[1, 2, 3].all(x, [1, 2].all(y, x + y > 0))", "payee.received('9999d').count > 1",
            "payment.amount > 'x'.matches", "lists.watched.all(x, ",
            "payee.received('24h').share('true', 'true') > 0.5",
        ]
        return text.replacingOccurrences(
            of: "payee.id in lists.watched && payment.amount >= 100.0", with: conditions[round / 10 % conditions.count])
    }

    private static func keyGone(_ text: String, _ random: inout Dice) -> String {
        let keys = [
            "set:", "version:", "owner:", "about:", "title: First", "why: To be broken\n", "expect: silent\n",
            "    zh:",
        ]
        let key = keys.randomElement(using: &random) ?? ""
        var lines = text.components(separatedBy: "\n")
        guard let place = lines.firstIndex(where: { ($0 + "\n").contains(key) }) else { return "" }
        lines.remove(at: place)
        return lines.joined(separator: "\n")
    }
}
