import Foundation
import Testing
import WeirRuleFiles
import WeirRuleSets

/// The packs that are shipped.
@Suite struct PackTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let packs = ["otc-crypto", "cn-2018", "generic-aml"]

    static func folder(_ name: String) throws -> RuleFolder {
        try RuleFolder.read(root.appending(path: "rules/\(name)").path())
    }

    @Test(arguments: packs) func everyPackIsSoundAndPassesItsTests(_ name: String) throws {
        do {
            let folder = try Self.folder(name)
            #expect(folder.set.name == name && folder.set.rules.count >= 7)
            let failures = RuleTests.run(folder)
            #expect(failures.isEmpty, "\(failures.map(\.description).joined(separator: "\n"))")
        } catch let flaws as FileFlaws {
            Issue.record("\(flaws)")
        }
    }

    @Test func packedAndUnpackedTheyAreTheSame() throws {
        let files = try RuleFiles.read(Self.root.appending(path: "rules/otc-crypto").path())
        let again = RuleFiles.unpack(RuleFiles.pack(files))
        #expect(again.map(\.text) == files.map(\.text))
        #expect(try RuleFolder.read(files: again).compiled.version == Self.folder("otc-crypto").compiled.version)
    }

    @Test func theCanonicalFormIsEnough() throws {
        for name in Self.packs {
            let folder = try Self.folder(name)
            let set = try #require(RuleSetBytes.decode(RuleSetBytes.encode(folder.set)))
            #expect(set == folder.set && set.version == folder.compiled.version)
        }
    }

    @Test func nothingAskedForNothingKept() throws {
        let text = """
            set: small
            version: "1"
            owner: risk
            about: One rule that needs no windows of its own.
            rules:
              - id: large
                title: Large
                why: A test
                when: payment.amount > 5000.0 && payee.received("24h").count > 3
                yields: {decision: {outcome: warn, kind: flow}}
                reason: {en: large, zh: 大额}
                tests:
                  - {name: small, payment: {payer: a, payee: b, amount: "1.00"}, expect: silent}
                  - name: large
                    before: [{payer: c, payee: b, amount: "1.00", ago: 2h, times: 3}]
                    payment: {payer: a, payee: b, amount: "5000.01"}
                    expect: fires
                    decision: warn
                    reason: large
            """
        let folder = try RuleFolder.read(files: [RuleFile(path: "small.yaml", text: text)])
        #expect(folder.compiled.plan.specs.isEmpty && folder.compiled.plan.bytesPerAccount == 0)
        #expect(RuleTests.run(folder).isEmpty)
    }
}
