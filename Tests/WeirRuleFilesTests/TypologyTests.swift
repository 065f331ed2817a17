import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets

/// Typologies' tables in the files of a rule set.
@Suite struct TypologyTests {
    private static let pack = "rules/otc-crypto"

    private static func read(_ typologies: String) -> Result<RuleFolder, FileFlaws> {
        let text = "set: tuned\nversion: \"1\"\nowner: risk\nabout: Tables alone.\n" + typologies
        return Result { () throws(FileFlaws) in
            try RuleFolder.read(files: [RuleFile(path: "tuned.yaml", text: text)])
        }
    }

    /// The shipped pack prints the built-in values. After fitting them anew:
    /// `weir rules typologies > rules/otc-crypto/typologies.yaml`
    @Test func theShippedPackHasTheBuiltInValues() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = try RuleFolder.read(root.appending(path: Self.pack).path)
        #expect(folder.set.typologies == Engine.builtInTypologies)
    }

    @Test func whatIsPrintedIsRead() throws {
        let folder = try Self.read(TypologyText.yaml(Engine.builtInTypologies)).get()
        #expect(folder.set.typologies == Engine.builtInTypologies)
        let bytes = RuleSetBytes.encode(folder.set)
        #expect(RuleSetBytes.decode(bytes) == folder.set)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(RuleSetBytes.decode(Array(bytes[..<length])) == nil)
        }
        var other = folder.set
        other.typologies[0].alert += 0.5
        #expect(other.version != folder.set.version)
        let lines = RuleDiff.lines(from: folder.set, to: other)
        #expect(lines.count == 1 && lines[0].contains("line of alerts"), "\(lines)")
    }

    private static let sound = """
        typologies:
          - id: running_points
            base: -10.0
            cap: 12.0
            lines: {alert: 0.0, hold: 1.0, measure: 2.5}
            weights:
              - indicator: quick_share
                kind: flow
                own: true
                edges: [0.2, 0.5]
                nats: [-0.5, 2.0, 6.0]
                unknown: 0.0
              - indicator: week_in_strangers
                kind: people
                edges: [5.0, 10.0]
                nats: [-1.0, 3.0, 6.0]
                unknown: 0.0

        """

    @Test func theSoundOneIsSound() throws {
        let set = try Self.read(Self.sound).get().set
        #expect(set.typologies.count == 1 && set.typologies[0].stairs[1].edges == [5, 10])
    }

    /// What is changed, the place where it must be found, and words of the message.
    @Test(arguments: [
        ("quick_share", "quikc_share", "11:20", "did you mean 'quick_share'?"),
        ("week_in_strangers", "quick_share", "17:20", "weighed twice"),
        ("edges: [0.2, 0.5]", "edges: [0.5, 0.2]", "14:16", "do not rise"),
        ("nats: [-0.5, 2.0, 6.0]", "nats: [-0.5, 2.0]", "15:15", "one more than edges"),
        ("6.0]\n        unknown", "16.0]\n        unknown", "15:15", "between -12 and 12"),
        ("2.0, 6.0", "2.0, six", "15:", "is a number"),
        ("base: -10.0", "base: 10.0", "7:11", "between -30 and 0"),
        ("cap: 12.0", "cap: 120", "8:10", "between 1 and 20"),
        ("alert: 0.0, hold: 1.0", "alert: 1.0, hold: 0.0", "9:12", "do not rise"),
        ("alert: 0.0", "alert: 9.0", "9:12", "do not rise"),
        ("alert: 0.0, hold: 1.0, measure: 2.5", "alert: 9.0, hold: 9.5, measure: 10.0", "9:12", "never be reached"),
        ("id: running_points", "id: runing_points", "6:9", "did you mean 'running_points'?"),
        ("id: running_points", "id: successor", "6:9", "no table of its own"),
        ("kind: people", "kind: flow", "11:7", "no alert could ever be raised"),
        ("    unknown: 0.0\n      - ind", "    unkown: 0.0\n      - ind", "16:9", "did you mean 'unknown'?"),
        ("    lines: {", "    line: {", "9:5", "did you mean 'lines'?"),
        ("measure: 2.5", "measure: 25", "9:12", "between -10 and 20"),
    ])
    func everyFlawHasItsPlace(_ old: String, _ new: String, _ place: String, _ words: String) {
        guard let range = Self.sound.range(of: old) else {
            Issue.record("\(old) is not in the table")
            return
        }
        switch Self.read(Self.sound.replacingCharacters(in: range, with: new)) {
        case .success: Issue.record("accepted: \(new)")
        case .failure(let flaws):
            #expect(flaws.description.hasPrefix("tuned.yaml:\(place)"), "\(flaws)")
            #expect(flaws.description.contains(words), "\(flaws)")
        }
    }
}
