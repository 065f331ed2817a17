import WeirDomain
public import WeirRules

/// What is wrong with a rule of a set, and where.
public struct RuleFlaw: Error, Sendable {
    /// The rule's place in the set; `nil` for the set as a whole.
    public var rule: Int?
    public var part: Part
    public var diagnostic: Diagnostic

    public enum Part: String, Sendable {
        case set, id, when, yields, reason
        case reasonChinese = "reason in Chinese"
    }
}

/// A rule set ready to run: programs, and the plan of what they need. Never changes; safe on any thread.
public final class CompiledRules: Sendable {
    public let set: RuleSet
    public let version: String
    public let plan: FactPlan
    private let conditions: ConditionSet
    private let programs: [Program]
    private let reasons: [ReasonText]
    private let reasonsChinese: [ReasonText]

    /// - Throws: nothing; what is wrong comes back instead of the set.
    public static func compile(_ set: RuleSet) -> Result<CompiledRules, RuleFlaws> {
        var flaws = SetLimits.flaws(set)
        let planner = FactPlanner(lists: set.lists)
        let schema = RuleSchema.rules(planner, lists: set.lists)
        var programs: [Program] = []
        var texts: [(ReasonText, ReasonText)] = []
        for (number, rule) in set.rules.enumerated() {
            guard flaws.count < 100 else { break }
            do throws(RuleFlaw) {
                programs.append(try program(rule, number, schema))
                texts.append(
                    (
                        try text(rule.reason, number, .reason, schema),
                        try text(rule.reasonChinese, number, .reasonChinese, schema)
                    ))
            } catch { flaws.append(error) }
        }
        guard flaws.isEmpty else { return .failure(RuleFlaws(flaws: flaws)) }
        switch FactPlan.make(planner.facts, programs, texts.flatMap { [$0.0, $0.1] }, set.lists) {
        case .failure(let flaw): return .failure(RuleFlaws(flaws: [flaw]))
        case .success(let plan): return .success(CompiledRules(set, plan, programs, texts))
        }
    }

    private init(_ set: RuleSet, _ plan: FactPlan, _ programs: [Program], _ texts: [(ReasonText, ReasonText)]) {
        self.set = set
        self.plan = plan
        version = set.version
        self.programs = programs
        conditions = ConditionSet(programs)
        reasons = texts.map(\.0)
        reasonsChinese = texts.map(\.1)
    }

    private static func program(_ rule: Rule, _ number: Int, _ schema: Schema) throws(RuleFlaw) -> Program {
        do throws(Diagnostic) {
            let program = try Program(compiling: Expression.parse(rule.when).check(in: schema, expecting: .bool))
            if let warning = program.warnings.first { throw warning }
            guard !program.slots.isEmpty else {
                throw Diagnostic(
                    line: 1, column: 1, message: "the condition depends on nothing: it is always the same",
                    hint: "use payment.…, payer.… or payee.…", text: String(rule.when.prefix { $0 != "\n" }))
            }
            return program
        } catch { throw RuleFlaw(rule: number, part: .when, diagnostic: error) }
    }

    private static func text(
        _ text: String, _ number: Int, _ part: RuleFlaw.Part, _ schema: Schema
    ) throws(RuleFlaw) -> ReasonText {
        do throws(Diagnostic) { return try ReasonText(text, in: schema) } catch {
            throw RuleFlaw(rule: number, part: part, diagnostic: error)
        }
    }

    // MARK: Running

    /// The conditions, to be run on payments.
    public func makeRun(_ reading: SlotReading) -> ConditionRun { ConditionRun(conditions, reading) }

    /// The conditions one after the other; `nil` where there are too many for that.
    public func makeList() -> ConditionList? {
        conditions.count <= ConditionList.most ? ConditionList(conditions) : nil
    }

    /// Its conditions over columns.
    /// - Parameter places: by slot.
    public func makeColumns(_ places: [Int: ConditionColumns.Place]) -> ConditionColumns {
        ConditionColumns(conditions, places: places)
    }

    /// The slots that a rule's condition may read.
    public func slots(of rule: Int) -> [Int] { programs[rule].slots }

    /// By rule: the places in the plan of the windows that its condition reads.
    public var windowsOfRules: [[Int]] {
        programs.map { program in
            let slots = Set(program.slots)
            let reads = plan.always.windows.filter { read in read.fields.contains { slots.contains($0.slot) } }
            return Set(reads.compactMap(\.spec)).sorted()
        }
    }

    /// The slots that its reasons read and its condition does not, in order.
    public func reasonSlots(of rule: Int) -> [Int] {
        Set(reasons[rule].slots + reasonsChinese[rule].slots).subtracting(programs[rule].slots).sorted()
    }

    /// Why a rule that holds does, in English or Chinese.
    public func reason(_ rule: Int, _ features: borrowing FeatureVector, inChinese: Bool = false) -> String {
        (inChinese ? reasonsChinese : reasons)[rule].text(with: features)
    }
}

/// Everything that is wrong with a set.
public struct RuleFlaws: Error, Sendable {
    public var flaws: [RuleFlaw]
}
