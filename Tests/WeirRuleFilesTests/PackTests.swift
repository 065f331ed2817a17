import Foundation
import Testing
import WeirDomain
import WeirEngine
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

    /// Of an account opened long ago nobody says that it was idle for half a year who has not looked on that long.
    @Test func whatWasBeforeTheStartIsHeldAgainstNobody() throws {
        let folder = try Self.folder("cn-2018")
        let idle = try #require(folder.set.rules.firstIndex { $0.id == "idle-account-active" })
        let currency = try #require(Currency("CNY"))
        var rehearsal = RuleRehearsal(folder.compiled)
        var engine = rehearsal.engine()
        var effects = Effects()
        let start: Int64 = 1_772_380_800_000
        let opened = Instant(milliseconds: start - 1_500 * 86_400_000)
        for account in ["old", "older"] {
            let fact = AccountFact(account: account, kind: .person, opened: opened, merchantCategory: 0)
            let bytes = InputBytes.encode(fact, at: Instant(milliseconds: start))
            engine.apply(
                type: InputType.account.rawValue, payload: bytes.span.bytes, sequence: UInt64(account.utf8.count),
                effects: &effects)
        }
        var fired: [Bool] = []
        for (day, payee, minor) in [(0, "shop", 100), (1, "old", 1_200_000), (200, "older", 1_200_000)] {
            let payment = Payment(
                id: "p\(day)", at: Instant(milliseconds: start + Int64(day) * 86_400_000), rail: "alipay", payer: "a",
                payee: payee, amount: Amount(minor: Int64(minor)), currency: currency)
            let record = payment.encoded
            engine.apply(
                type: InputType.payment.rawValue, payload: record.span.bytes, sequence: UInt64(10 + day),
                effects: &effects)
            fired.append(effects.rules.contains(idle))
        }
        #expect(fired == [false, false, true])
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
