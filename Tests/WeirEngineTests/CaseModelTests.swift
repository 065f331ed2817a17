import Testing
import WeirDomain
import WeirEngine

/// Ten thousand random sequences of requests against cases, walls, notices and appeals, beside a model written another
/// way: a table of what may follow what.
@Suite struct CaseModelTests {
    private struct Dice {
        var state: UInt64
        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    /// Cases, appeals and notices as the model sees them.
    private struct Model {
        struct File {
            var accounts: [String]
            var state = "open"
            var isWalled = false
            /// When the wall comes down by itself.
            var wallEnd: Int64 = .min
            var isLate = false
            var due: Int64
        }
        struct Objection {
            var measure: Int
            var state = "filed"
            var due: Int64
            var isLate = false
            /// Who decided, and when.
            var by = ""
            var decided: Int64 = 0
        }
        var cases: [File] = []
        var appeals: [Objection] = []
        /// Account and whether it is kept back, in order of coming.
        var notices: [(account: String, isWithheld: Bool)] = []
        /// Measures: the account, who stands behind it, and whether it is in force.
        var measures: [(account: String, by: String, isOn: Bool, ended: Int64?)] = []

        /// Since when a wall has stood around an account on one person's word.
        var alone: [String: Int64] = [:]

        private func aloneSince(_ account: String, _ now: Int64) -> Int64? {
            alone[account].flatMap { $0 + Limits.wallPauseSeconds > now ? $0 : nil }
        }
        func aloneUntil(_ accounts: [String], _ now: Int64) -> Int64 {
            (accounts.compactMap { aloneSince($0, now) }.min() ?? now) + Limits.wallAloneSeconds
        }
        /// Whether the wall that stands for longer may come to stand around the accounts of both on one person's word.
        func mayJoin(_ one: Int, _ other: Int, _ now: Int64) -> Bool {
            let (low, high) = cases[one].wallEnd < cases[other].wallEnd ? (one, other) : (other, one)
            return cases[low].wallEnd == cases[high].wallEnd
                || cases[high].wallEnd <= aloneUntil(cases[low].accounts, now)
        }
        mutating func wallStands(_ place: Int, _ now: Int64) {
            for account in cases[place].accounts {
                if aloneSince(account, now) == nil { alone[account] = now }
                for i in notices.indices where notices[i].account == account { notices[i].isWithheld = true }
            }
        }
        mutating func wallFalls(_ place: Int) {
            (cases[place].isWalled, cases[place].wallEnd) = (false, .min)
            for i in notices.indices
            where cases[place].accounts.contains(notices[i].account) && !isWalled(notices[i].account) {
                notices[i].isWithheld = false
            }
        }

        func isWalled(_ account: String) -> Bool { cases.contains { $0.isWalled && $0.accounts.contains(account) } }
        mutating func tell(_ account: String) { notices.append((account, isWalled(account))) }
    }

    private static let people: [(String, Role)] = [
        ("ann", .supervisor), ("bob", .compliance), ("cyd", .admin), ("eve", .analyst), ("ian", .integrator),
        ("reg", .regulator),
    ]
    private static let accounts = ["a", "b", "c", "d"]

    @Test func theModelAgrees() {
        var dice = Dice(state: 17)
        var (refused, done) = (0, 0)
        var reached: Set<String> = []
        for round in 0..<10_000 {
            let scene = ActScene()
            var model = Model()
            for _ in 0..<(8 + dice.below(20)) {
                let (verdict, isAllowed) = step(scene, &model, &dice)
                if isAllowed { done += 1 } else { refused += 1 }
                if isAllowed != (verdict == .none) || !isAllowed && verdict.reason.isEmpty {
                    Issue.record("round \(round): \(verdict), and the model says \(isAllowed)")
                    return
                }
                if let difference = difference(scene, model) {
                    Issue.record("round \(round): \(difference)")
                    return
                }
                reached.formUnion(model.cases.map { "case \($0.state)" } + model.appeals.map { "appeal \($0.state)" })
                if model.notices.contains(where: { $0.isWithheld }) { reached.insert("withheld") }
                if model.appeals.contains(where: { $0.isLate }) { reached.insert("late appeal") }
                if model.cases.contains(where: { $0.isLate }) { reached.insert("late case") }
            }
        }
        #expect(reached.count == 9, "\(reached.sorted())")
        #expect(refused > 20_000 && done > 20_000, "\(refused) refused, \(done) done")
    }

    private func difference(_ scene: ActScene, _ model: Model) -> String? {
        for (mine, theirs) in zip(model.cases, scene.cases)
        where mine.state != theirs.state.name || mine.isWalled == theirs.wall.isEmpty
            || mine.isLate != theirs.isEscalated || mine.accounts != theirs.accounts
        { return "\(mine) is \(theirs)" }
        for (mine, theirs) in zip(model.appeals, scene.appeals)
        where mine.state != theirs.state.name || mine.isLate != theirs.isOverdue { return "\(mine) is \(theirs)" }
        for (mine, theirs) in zip(model.notices, scene.notices)
        where mine.account != theirs.account || mine.isWithheld != theirs.isWithheld { return "\(mine) is \(theirs)" }
        for (mine, theirs) in zip(model.measures, scene.measures) where mine.isOn != theirs.state.isInForce {
            return "\(mine) is \(theirs)"
        }
        let counts = (model.cases.count, model.appeals.count, model.notices.count, model.measures.count)
        guard counts == (scene.cases.count, scene.appeals.count, scene.notices.count, scene.measures.count) else {
            return "\(counts) are counted otherwise"
        }
        return nil
    }

    private func step(_ scene: ActScene, _ model: inout Model, _ dice: inout Dice) -> (Verdict, Bool) {
        let (name, role) = Self.people[dice.below(Self.people.count)]
        let now = scene.now.milliseconds / 1000
        switch dice.below(10) {
        case 0:
            let account = Self.accounts[dice.below(Self.accounts.count)]
            let isTaken = openCase(model, account)
            let isAllowed = role.mayWorkOnCases && !isTaken
            if isAllowed { model.cases.append(.init(accounts: [account], due: now + 86_400)) }
            return (scene.ask(.open, by: name, role) { $0.subject = account }, isAllowed)
        case 1, 2, 3, 4: return work(scene, &model, &dice, name, role, now)
        case 5: return restrict(scene, &model, &dice, name, role)
        case 6, 7, 8: return object(scene, &model, &dice, name, role, now)
        default:
            let seconds = Int64([60, 43_200, 90_000, 700_000][dice.below(4)])
            for i in model.cases.indices where model.cases[i].state == "open" && model.cases[i].due <= now + seconds {
                model.cases[i].isLate = true
            }
            for i in model.appeals.indices
            where model.appeals[i].state == "filed" && model.appeals[i].due <= now + seconds {
                model.appeals[i].isLate = true
            }
            for i in model.measures.indices where model.measures[i].isOn { expire(&model, i, now + seconds) }
            for i in model.cases.indices where model.cases[i].isWalled && model.cases[i].wallEnd <= now + seconds {
                model.wallFalls(i)
            }
            scene.pass(seconds: seconds)
            return (.none, true)
        }
    }

    /// Suspensions last thirty days from the time in `ended`, which for one in force says when it ends.
    private func expire(_ model: inout Model, _ place: Int, _ now: Int64) {
        guard let end = model.measures[place].ended, end <= now else { return }
        model.measures[place].isOn = false
        model.tell(model.measures[place].account)
    }

    /// Whether an account is in an open case.
    private func openCase(_ model: Model, _ account: String) -> Bool {
        model.cases.contains { $0.state == "open" && $0.accounts.contains(account) }
    }

    private func work(
        _ scene: ActScene, _ model: inout Model, _ dice: inout Dice, _ name: String, _ role: Role, _ now: Int64
    ) -> (Verdict, Bool) {
        let number = 1 + dice.below(model.cases.count + 1)
        let place = number - 1
        let isThere = place < model.cases.count
        let state = isThere ? model.cases[place].state : "none"
        let mayWork = role.mayWorkOnCases && isThere
        switch dice.below(6) {
        case 0:
            let kind = dice.below(4)
            let isAllowed = mayWork && state == "open" && kind < 3
            if isAllowed { model.cases[place].state = "closed" }
            return (scene.ask(.close, number, by: name, role) { $0.kind = UInt8(kind) }, isAllowed)
        case 1:
            // An account is in one open case at most.
            let isAllowed =
                mayWork && state == "closed" && !model.cases[place].accounts.contains { openCase(model, $0) }
            if isAllowed {
                (model.cases[place].state, model.cases[place].isLate) = ("open", false)
                model.cases[place].due = now + 86_400
            }
            return (scene.ask(.reopen, number, by: name, role), isAllowed)
        case 2:
            let other = 1 + dice.below(model.cases.count + 1)
            let isAllowed =
                mayWork && state == "open" && other != number && other <= model.cases.count
                && model.cases[other - 1].state == "open"
                && (role.maySign || model.cases[place].wallEnd == model.cases[other - 1].wallEnd)
                && model.mayJoin(place, other - 1, now)
            if isAllowed { merge(&model, place, other - 1, now) }
            return (scene.ask(.merge, number, by: name, role) { $0.other = Int64(other) }, isAllowed)
        case 3:
            let raises = dice.below(2) == 0
            // On one person's word it stands for a week, within a month.
            let end = isThere ? model.aloneUntil(model.cases[place].accounts, now) : now
            let stands = isThere && model.cases[place].isWalled
            let isAllowed = mayWork && role.maySign && state != "merged" && (!raises || stands || end > now)
            if isAllowed, raises {
                if !stands { (model.cases[place].isWalled, model.cases[place].wallEnd) = (true, end) }
                model.wallStands(place, now)
            } else if isAllowed {
                model.wallFalls(place)
            }
            let act: ActRequest.WallAct = raises ? .raise : .lower
            return (scene.ask(.wall, number, by: name, role) { $0.kind = act.rawValue }, isAllowed)
        case 4: return (scene.ask(.comment, number, by: name, role), mayWork)
        default:
            let isKnown = scene.engine.people["eve"]?.mayWorkOnCases == true || name == "eve"
            return (
                scene.ask(.assign, number, by: name, role) { $0.subject = "eve" }, mayWork && state == "open" && isKnown
            )
        }
    }

    private func merge(_ model: inout Model, _ from: Int, _ into: Int, _ now: Int64) {
        for account in model.cases[from].accounts where !model.cases[into].accounts.contains(account) {
            model.cases[into].accounts.append(account)
        }
        model.cases[into].isWalled = model.cases[into].isWalled || model.cases[from].isWalled
        model.cases[into].wallEnd = max(model.cases[into].wallEnd, model.cases[from].wallEnd)
        model.cases[into].due = min(model.cases[into].due, model.cases[from].due)
        (model.cases[from].isWalled, model.cases[from].wallEnd) = (false, .min)
        if model.cases[into].isWalled { model.wallStands(into, now) }
        model.cases[from].state = "merged"
    }

    private func restrict(
        _ scene: ActScene, _ model: inout Model, _ dice: inout Dice, _ name: String, _ role: Role
    ) -> (Verdict, Bool) {
        let account = Self.accounts[dice.below(Self.accounts.count)]
        let now = scene.now.milliseconds / 1000
        // Proposals of those who may not sign are the other model's matter.
        // Whose measure an appeal has reversed does not restrict the account anew, until they grant one themselves.
        let reversed = model.appeals.indices.filter {
            model.appeals[$0].state == "reversed" && model.measures[model.appeals[$0].measure - 1].account == account
        }
        let latestFirst = reversed.sorted {
            (model.appeals[$0].decided, $0) > (model.appeals[$1].decided, $1)
        }
        let wasWrong = latestFirst.prefix { model.appeals[$0].by != name }
            .contains { model.measures[model.appeals[$0].measure - 1].by == name }
        let isAllowed = role.maySign && !wasWrong && !model.measures.contains { $0.account == account && $0.isOn }
        guard isAllowed || !role.mayPropose || role.maySign else { return (.none, true) }
        if isAllowed {
            model.measures.append((account, name, true, now + Limits.interimSeconds))
            model.tell(account)
        }
        return (scene.propose(.suspendTransfers, on: account, by: name, role), isAllowed)
    }

    private func object(
        _ scene: ActScene, _ model: inout Model, _ dice: inout Dice, _ name: String, _ role: Role, _ now: Int64
    ) -> (Verdict, Bool) {
        if dice.below(2) == 0 {
            let number = 1 + dice.below(model.measures.count + 1)
            let isThere = number <= model.measures.count
            let isAllowed =
                isThere && !model.appeals.contains { $0.measure == number && $0.state == "filed" }
                && isInTime(model, number, now)
            if isAllowed { model.appeals.append(.init(measure: number, due: now + Limits.appealDecisionSeconds)) }
            return (scene.ask(.file, number, by: "holder", nil), isAllowed)
        }
        let number = 1 + dice.below(model.appeals.count + 1)
        let place = number - 1
        let kind = dice.below(3)
        guard place < model.appeals.count else {
            return (scene.ask(.decide, number, by: name, role) { $0.kind = UInt8(kind) }, false)
        }
        let measure = model.appeals[place].measure - 1
        // Who has turned one down leaves the next to others, until somebody else has too.
        let before = model.appeals.filter { $0.measure == measure + 1 && $0.state == "upheld" }
        let isAlone = kind == 0 && !before.isEmpty && before.allSatisfy { $0.by == name }
        let isAllowed =
            model.appeals[place].state == "filed" && role.mayDecideAppeals && model.measures[measure].by != name
            && kind < 2 && !isAlone
        if isAllowed {
            model.appeals[place].state = kind == 1 ? "reversed" : "upheld"
            (model.appeals[place].by, model.appeals[place].decided) = (name, now)
            model.tell(model.measures[measure].account)
            if kind == 1, model.measures[measure].isOn {
                model.measures[measure].isOn = false
                model.measures[measure].ended = now
                model.tell(model.measures[measure].account)
            }
        }
        return (scene.ask(.decide, number, by: name, role) { $0.kind = UInt8(kind) }, isAllowed)
    }

    private func isInTime(_ model: Model, _ number: Int, _ now: Int64) -> Bool {
        let measure = model.measures[number - 1]
        guard !measure.isOn, let ended = measure.ended else { return true }
        return now <= ended + Limits.appealFilingSeconds
    }
}
