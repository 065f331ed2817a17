import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirServer

/// What the public is told, and what nobody can work out from it.
@Suite struct TransparencyTests {
    private static let at = Instant(milliseconds: 1_772_380_800_000)
    private static let smallest = TransparencyReport.smallest

    private struct Told: Decodable {
        var measures: [[String: String]]
        var byMonth: [[String: String]]
        var byRules: [[String: String]]
        var firstPaymentToAct: [[String: String]]
        var accountsRestricted: String
        var appealsFiled: String
        var appealsDecided: String
        var appealsReversed: String
        var appealsOpen: String
        var reversalRatePercent: String
        var falseAlarmRatePercent: String
    }

    private func told(_ fill: (inout TransparencyReport.Sources) -> Void) throws -> Told {
        let engine = Engine(seed: 1)
        var sources = TransparencyReport.Sources(engine)
        fill(&sources)
        return try told(sources)
    }

    private func told(_ sources: TransparencyReport.Sources) throws -> Told {
        let report = TransparencyReport(
            sources, from: Self.at.advanced(bySeconds: -86_400), to: Self.at.advanced(bySeconds: 100 * 86_400))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Told.self, from: Data(report.json))
    }

    private func measure(_ number: Int, _ state: MeasureState = .ordered, typology: Typology? = nil) -> Measure {
        var measure = Measure(
            number: number, kind: .suspendTransfers, account: "a\(number)", state: state, typology: typology,
            at: Self.at, sequence: 0, by: "ann", ground: "odd")
        measure.order = RailOrder(version: 1, action: .impose, at: Self.at)
        return measure
    }

    // MARK: Confirmed

    private final class Scene {
        var engine = Engine(seed: 1)
        private var effects = Effects()
        private var sequence: UInt64 = 0

        func ask(_ verb: ActRequest.Verb, _ number: Int, _ role: Role?, account: String = "", version: Int64 = 0) {
            var request = ActRequest(verb, at: TransparencyTests.at, by: role == nil ? "rail" : "ann", role: role)
            (request.number, request.text, request.kind) = (number, "odd", MeasureKind.suspendTransfers.rawValue)
            (request.subject, request.other) = (account, version)
            sequence += 1
            let bytes = InputBytes.encode(request)
            engine.apply(
                type: InputType.act.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        }
    }

    /// Six of twelve were lifted before the rail had said anything: it has confirmed six.
    @Test func confirmedIsWhatTheRailHasConfirmed() throws {
        let scene = Scene()
        for number in 1...12 {
            scene.ask(.propose, 0, .supervisor, account: "a\(number)")
            if number > 6 { scene.ask(.railDid, number, nil, version: 1) }
            scene.ask(.lift, number, .supervisor)
            // The rail has done what it was told last: to release.
            scene.ask(.railDid, number, nil, version: 2)
        }
        let report = try told(TransparencyReport.Sources(scene.engine))
        let row = try #require(report.measures.first)
        #expect(row["ordered"] == "12" && row["confirmed"] == "6" && row["lifted"] == "12", "\(row)")
    }

    // MARK: Suppression

    /// Everybody who knows how the report is drawn tries all numbers of appeals that would look the same: none of one
    /// to four is the only one that fits.
    @Test func appealsCannotBeWorkedOut() throws {
        var alike: [String: [(filed: Int, decided: Int, reversed: Int)]] = [:]
        for filed in 0...16 {
            for decided in 0...filed {
                for reversed in 0...decided {
                    let states = (0..<filed).map { place -> Appeal.State in
                        place < reversed ? .reversed : place < decided ? .upheld : .filed
                    }
                    let found = try told { sources in
                        sources.appeals = states.enumerated().map { place, state -> Appeal in
                            var appeal = Appeal(
                                number: place + 1, measure: 1, account: "a", at: Self.at, due: Self.at, text: "no")
                            appeal.state = state
                            return appeal
                        }
                    }
                    let look = [
                        found.appealsFiled, found.appealsDecided, found.appealsReversed, found.appealsOpen,
                        found.reversalRatePercent,
                    ].joined(separator: " ")
                    alike[look, default: []].append((filed, decided, reversed))
                }
            }
        }
        for (look, numbers) in alike {
            let groups: [Set<Int>] = [
                Set(numbers.map(\.filed)), Set(numbers.map(\.decided)), Set(numbers.map(\.reversed)),
                Set(numbers.map { $0.decided - $0.reversed }), Set(numbers.map { $0.filed - $0.decided }),
                Set(numbers.map { $0.filed - $0.reversed }),
            ]
            for group in groups where group.count == 1 {
                #expect(!(1..<Self.smallest).contains(group.first ?? 0), "\(look): \(numbers)")
            }
        }
        // Where there is nobody to protect, all of it is told.
        #expect(alike["16 16 8 0 50"] != nil && alike["12 6 6 6 100"] != nil && alike["4 0 0 4 too few"] == nil)
    }

    /// Nothing is left of a row's whole that is few, whichever of its parts are taken from it.
    @Test func rowsTellNothingBySubtraction() throws {
        let ends: [MeasureState] = [.lifted, .expired, .failed]
        for ordered in 1...9 {
            for parts in Self.parts(of: ordered, 4) {
                var measures: [Measure] = []
                for (state, count) in zip(ends + [.confirmed], parts) {
                    for _ in 0..<count {
                        var one = measure(measures.count + 1, state)
                        if state == .confirmed { one.confirmedAt = Self.at }
                        measures.append(one)
                    }
                }
                let all = measures
                let report = try told { $0.measures = all }
                let row = try #require(report.measures.first)
                func shown(_ name: String) -> Int? { row[name].flatMap { Int($0) } }
                for name in ["ordered", "confirmed", "lifted", "expired", "failed"] {
                    #expect(!(1..<Self.smallest).contains(shown(name) ?? 0), "\(row)")
                }
                guard let whole = shown("ordered") else { continue }
                for names in [["lifted", "expired", "failed"], ["confirmed", "failed"], ["confirmed"], ["lifted"]] {
                    let rest = whole - names.compactMap { shown($0) }.reduce(0, +)
                    #expect(rest == 0 || rest >= Self.smallest, "\(row)")
                }
            }
        }
    }

    /// All ways to make a number up of so many parts.
    private static func parts(of whole: Int, _ count: Int) -> [[Int]] {
        if count == 1 { return [[whole]] }
        return (0...whole).flatMap { first in parts(of: whole - first, count - 1).map { [first] + $0 } }
    }

    /// Ten of one kind and three of another in one month of thirteen: ten is not told, for three would follow.
    @Test func monthsDoNotTellWhatRowsKeepBack() throws {
        let many = (1...13).map { measure($0, typology: $0 > 10 ? Typology.allCases.first : nil) }
        let report = try told { $0.measures = many }
        #expect(report.measures.map { $0["ordered"] } == ["kept back", "kept back"], "\(report.measures)")
        #expect(report.byMonth.map { $0["ordered"] } == ["13"])
        let few = try told { $0.measures = Array(many.prefix(3)) }
        #expect(few.measures.map { $0["ordered"] } == ["<5"])
        #expect(few.byMonth.map { $0["ordered"] } == ["<5"])
    }

    /// Measures are told by the rules that decided, and nothing by what that leaves of another table's sum.
    @Test func versionsOfTheRulesTellNoMore() throws {
        typealias Counts = (rules: [String?], months: [String?], rows: [String?])
        func report(_ counts: [String: Int], ofAKind: Int = 0) throws -> Counts {
            var all: [Measure] = []
            for (rules, count) in counts.sorted(by: { $0.key < $1.key }) {
                for _ in 0..<count {
                    var one = measure(all.count + 1, typology: all.count < ofAKind ? Typology.allCases.first : nil)
                    one.rules = rules
                    all.append(one)
                }
            }
            let measures = all
            let report = try told { $0.measures = measures }
            return (
                report.byRules.map { $0["ordered"] }, report.byMonth.map { $0["ordered"] },
                report.measures.map { $0["ordered"] }
            )
        }
        #expect(try report(["one": 7, "two": 12]).rules == ["7", "12"])
        // All nineteen are told: what is left of them must be many.
        let few = try report(["a": 3, "b": 7, "c": 9])
        #expect(few.rules == ["kept back", "kept back", "9"] && few.months == ["19"], "\(few)")
        // An authority's order rests on no rules.
        #expect(try report(["": 5]).rules == ["5"])
        // The sum is told by nobody else, and must not be told here.
        let one = try report(["one": 4])
        #expect(one.rules == ["<5"] && one.months == ["<5"] && one.rows == ["<5"])
        let two = try report(["one": 8], ofAKind: 4)
        #expect(two.rules == ["kept back"] && two.months == ["kept back"] && two.rows == ["<5", "<5"], "\(two)")
    }

    /// Whose word a measure rests on is told, and who has ordered it.
    @Test func groundsAndOriginsAreToldApart() throws {
        var all = (0..<6).map { measure($0 + 1) }
        all[1].authority = "court.example"
        all[2].scope = Measure.ofList + "ours"
        (all[3].by, all[3].ground) = (Measure.weir, "A rule says so.")
        (all[4].by, all[4].ground) = (Measure.weir, "Belongs together with an account on which measure 1 stands.")
        all[4].signatures = [Measure.Signature(by: "ann", at: Self.at)]
        (all[5].by, all[5].typology) = (Measure.weir, .otcDealer)
        let measures = all
        let rows = try told { $0.measures = measures }.measures
        let found = Set(rows.map { "\($0["ground"] ?? "?") \($0["origin"] ?? "?")" })
        #expect(
            found == [
                "other people", "authority authority", "list people", "rule automatic", "linked automatic_signed",
                "otc_dealer automatic",
            ], "\(found.sorted())")
    }

    /// How long it took is told by accounts, and nothing by which a few could be worked out.
    @Test func timesToActAreTold() throws {
        /// So many accounts that were acted on so many hours after their first payments; some have none.
        func waits(_ hours: [Int: Int], unseen: Int = 0) throws -> [String?] {
            var (all, firsts): ([Measure], [String: TransparencyReport.Paid]) = ([], [:])
            for (wait, count) in hours {
                for _ in 0..<count {
                    all.append(measure(all.count + 1))
                    let payment = Payment(
                        id: "p\(all.count)", at: Self.at.advanced(bySeconds: Int64(-wait) * 3_600), rail: "alipay",
                        payer: "a\(all.count)", payee: "b", amount: Amount(minor: 100),
                        currency: try #require(Currency("CNY")))
                    let record = payment.encoded
                    firsts["a\(all.count)"] = TransparencyReport.Paid(PaymentView(record.span.bytes))
                }
            }
            for _ in 0..<unseen { all.append(measure(all.count + 1)) }
            let (measures, known) = (all, firsts)
            return try told { ($0.measures, $0.firsts) = (measures, known) }.firstPaymentToAct.map { $0["accounts"] }
        }
        #expect(try waits([:]) == [])
        #expect(try waits([2: 7, 30: 6, 1_000: 5]) == ["7", "6", "0", "5", "0"])
        #expect(try waits([2: 7, 30: 6, 1_000: 3]) == ["7", "kept back", "0", "kept back", "0"])
        // All are told: what is left of those restricted would be two.
        #expect(try waits([2: 7, 30: 6], unseen: 2) == ["7", "kept back", "0", "0", "0"])
        #expect(try waits([2: 3]) == ["<5", "0", "0", "0", "0"])
    }

    /// A site that was blocked is no account that was restricted, nor is one of which payers are warned.
    @Test func sitesAreNoAccounts() throws {
        var all = (0..<12).map { measure($0 + 1) }
        for place in 6..<9 { all[place].kind = .blockSite }
        for place in 9..<12 { all[place].kind = .warnPayer }
        let measures = all
        let report = try told { $0.measures = measures }
        #expect(report.accountsRestricted == "6")
    }

    @Test func ratesOfFewAreKeptBack() throws {
        func rate(_ confirmed: Int, _ wrong: Int) throws -> String {
            let cases = (0..<(confirmed + wrong)).map { place -> Case in
                var found = Case(number: place + 1, opened: Self.at, account: "a\(place)", due: Self.at)
                found.state = .closed
                found.disposition = place < confirmed ? .confirmed : .falseAlarm
                return found
            }
            let report = try told { $0.cases = cases }
            return report.falseAlarmRatePercent
        }
        #expect(try rate(14, 6) == "30")
        #expect(try rate(20, 0) == "0")
        #expect(try rate(0, 5) == "100")
        for (confirmed, wrong) in [(19, 1), (1, 19), (4, 16), (2, 2), (0, 4)] {
            #expect(try rate(confirmed, wrong) == "too few", "\(confirmed) \(wrong)")
        }
    }
}
