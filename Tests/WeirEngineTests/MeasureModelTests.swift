import Testing
import WeirDomain
import WeirEngine

/// Ten thousand random sequences of requests against measures of every kind, beside a model written another way: a
/// table of what may follow what.
@Suite struct MeasureModelTests {
    /// A measure as the model sees it: words only.
    private struct Model {
        var kind: MeasureKind
        var by: String
        var state = "proposed"
        var signed: Set<String> = []
        /// Whose word it was in turn, and since when.
        var words: [(by: String, at: Int64)] = []
        var born: Int64
        /// When what has gone on on this ground without a month between began, and when it ended.
        var start: Int64
        var ended: Int64 = 0
        var until: Int64?
        var orderVersion = 0
        var isAnswered = true

        /// Since when somebody's word alone has carried it who renews it now.
        func aloneSince(_ name: String, _ now: Int64) -> Int64 {
            words.last.map { $0.by == name ? $0.at : now } ?? now
        }

        mutating func give(_ name: String, _ now: Int64) {
            if words.last?.by != name { words.append((name, now)) }
        }

        /// Half a year in all.
        var last: Int64 { start + 180 * 86_400 }

        /// Until when it lasts once it has been renewed; `nil` where its life is over.
        func renewed(_ now: Int64) -> Int64? {
            if now + 2_592_000 <= last { return now + 2_592_000 }
            guard let until, until >= last else { return last }
            return state == "failed" ? until : nil
        }

        /// Whether somebody may renew it now.
        func mayRenew(_ name: String, _ now: Int64) -> Bool {
            guard isOn, until != nil || state == "failed", kind != .holdPayment else { return false }
            guard kind.signatures < 2 else { return state == "failed" }
            guard let end = renewed(now) else { return false }
            return end <= aloneSince(name, now) + 2 * 2_592_000
        }

        /// In force: ordered, confirmed, or refused by the rail.
        var isOn: Bool { ["ordered", "confirmed", "failed"].contains(state) }
    }

    private struct Dice {
        var state: UInt64
        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    private static let people: [(String, Role)] = [
        ("ann", .supervisor), ("bob", .compliance), ("cyd", .admin), ("eve", .analyst), ("ian", .integrator),
        ("reg", .regulator),
    ]

    @Test func theModelAgrees() {
        var dice = Dice(state: 11)
        var refused = 0
        var reached: Set<String> = []
        for round in 0..<10_000 {
            let scene = ActScene()
            var models: [Model] = []
            for _ in 0..<(6 + dice.below(18)) {
                let isRefused = step(scene, &models, &dice)
                refused += isRefused ? 1 : 0
                guard models.count == scene.measures.count else {
                    Issue.record("round \(round): \(models.count) measures in the model")
                    return
                }
                for (model, measure) in zip(models, scene.measures) {
                    reached.insert(model.state)
                    guard model.state == measure.state.name, model.orderVersion == Int(measure.order?.version ?? 0),
                        model.isAnswered == (measure.order?.state != .open)
                    else {
                        Issue.record("round \(round): \(model) is \(measure)")
                        return
                    }
                }
            }
        }
        #expect(reached.count == 8, "\(reached)")
        #expect(refused > 10_000)
    }

    /// One request; the model says first what must come of it. Answers whether it was refused.
    private func step(_ scene: ActScene, _ models: inout [Model], _ dice: inout Dice) -> Bool {
        let (name, role) = Self.people[dice.below(Self.people.count)]
        let maySign = ["supervisor", "compliance", "admin"].contains(role.name)
        let now = scene.now.milliseconds / 1000
        if models.isEmpty || dice.below(6) == 0 { return propose(scene, &models, &dice, name, role, maySign) }
        let number = 1 + dice.below(models.count)
        var model = models[number - 1]
        var isAllowed = false
        let verdict: Verdict
        switch dice.below(8) {
        case 0:
            isAllowed = model.state == "proposed" && maySign && !model.signed.contains(name)
            if isAllowed {
                model.signed.insert(name)
                model.give(name, now)
                order(&model)
            }
            verdict = scene.ask(.approve, number, by: name, role)
        case 1:
            isAllowed = model.state == "proposed" && maySign
            if isAllowed { model.state = "refused" }
            verdict = scene.ask(.refuse, number, by: name, role)
        case 6:
            // Whoever made the proposal, and nobody else.
            isAllowed = model.state == "proposed" && model.by == name && (maySign || role == .analyst)
            if isAllowed { model.state = "withdrawn" }
            verdict = scene.ask(.withdraw, number, by: name, role)
        case 2:
            isAllowed = model.isOn && maySign
            if isAllowed { end(&model, "lifted", now) }
            verdict = scene.ask(.lift, number, by: name, role)
        case 3:
            isAllowed = maySign && model.mayRenew(name, now)
            if isAllowed {
                model.give(name, now)
                if model.until != nil, model.kind.signatures < 2 { model.until = model.renewed(now) }
                if model.state == "failed" { model.state = "ordered" }
                model.orderVersion += 1
                model.isAnswered = false
            }
            verdict = scene.ask(.renew, number, by: name, role)
        case 4: return pass(scene, &models, &dice)
        case 5:
            let version = dice.below(4)
            isAllowed = version > 0 && version <= model.orderVersion
            let did = dice.below(3) > 0
            if isAllowed, version == model.orderVersion, !model.isAnswered {
                model.isAnswered = true
                if model.state == "ordered" { model.state = did ? "confirmed" : "failed" }
            }
            verdict = scene.rail(did, number, version: version)
        default:
            isAllowed = model.kind == .holdPayment && model.isOn && maySign
            if isAllowed { end(&model, "lifted", now) }
            verdict = scene.ask(.settle, number, by: name, role) { $0.kind = HoldOutcome.declined.rawValue }
        }
        models[number - 1] = model
        check(verdict, isAllowed)
        return !isAllowed
    }

    private func check(_ verdict: Verdict, _ isAllowed: Bool) {
        if isAllowed { #expect(verdict == .none) } else { #expect(!verdict.reason.isEmpty, "\(verdict)") }
    }

    private func propose(
        _ scene: ActScene, _ models: inout [Model], _ dice: inout Dice, _ name: String, _ role: Role, _ maySign: Bool
    ) -> Bool {
        let kind = MeasureKind.allCases[dice.below(MeasureKind.allCases.count)]
        let now = scene.now.milliseconds / 1000
        // A payment is held once.
        let isTaken = models.contains {
            $0.kind == kind
                && (!["lifted", "expired", "refused", "withdrawn"].contains($0.state)
                    || kind == .holdPayment && $0.orderVersion > 0)
        }
        let length: Int64? =
            switch kind {
            case .holdPayment: 86_400
            case .stopCollection, .blockSite: nil
            default: 2_592_000
            }
        var model = Model(kind: kind, by: name, born: now, start: now, until: length.map { now + $0 })
        if length == 2_592_000 {
            for other in models.reversed() where other.kind == kind && other.orderVersion > 0 {
                guard other.ended + 2_592_000 > model.start else { break }
                model.start = min(model.start, other.born)
            }
            model.until = min(now + 2_592_000, model.last)
        }
        // All grounds are one here.
        let hasTime = length != 2_592_000 || model.last > now
        let isAllowed = (maySign || role == .analyst) && !isTaken && hasTime
        if isAllowed {
            if maySign {
                model.signed = [name]
                model.give(name, now)
                order(&model)
            }
            models.append(model)
        }
        check(scene.propose(kind, by: name, role), isAllowed)
        return !isAllowed
    }

    private func order(_ model: inout Model) {
        guard model.signed.count >= ([.stopCollection, .blockSite].contains(model.kind) ? 2 : 1) else { return }
        model.state = "ordered"
        model.orderVersion = 1
        model.isAnswered = false
    }

    private func end(_ model: inout Model, _ state: String, _ time: Int64) {
        (model.state, model.ended) = (state, time)
        model.orderVersion += 1
        model.isAnswered = false
    }

    private func pass(_ scene: ActScene, _ models: inout [Model], _ dice: inout Dice) -> Bool {
        scene.pass(seconds: Int64([60, 43_200, 90_000, 600_000, 2_600_000][dice.below(5)]))
        let now = scene.now.milliseconds / 1000
        for i in models.indices {
            let lapses = models[i].state == "proposed" && models[i].born + 604_800 <= now
            let ends = models[i].until.map { $0 <= now } ?? false
            if models[i].isOn, ends { end(&models[i], "expired", models[i].until ?? now) }
            if models[i].state == "proposed", lapses || ends { models[i].state = "expired" }
        }
        return false
    }
}
