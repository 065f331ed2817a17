import Testing
import WeirDomain
import WeirEngine

/// What the engine does by itself, and where it stops and asks.
@Suite struct AutomaticTests {
    /// Many dealers trade at once, and would all be suspended within the hour.
    /// - Parameter pays: each so many-th order is paid by the dealer; the others are paid to them.
    private func burst(
        _ dealers: Int, _ orders: Int, seconds: Int64 = 720, pays: Int = 2, prepare: (ActScene) -> Void = { _ in }
    ) throws -> ActScene {
        let scene = ActScene()
        prepare(scene)
        let quantities = [150, 320, 210, 470, 130, 260, 390, 110, 530, 180, 70, 340]
        for i in 0..<orders {
            scene.now = scene.now.advanced(bySeconds: seconds)
            let board = 685 + (i * 7 / 5) % 9
            try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            try scene.quote("USD", "6.8000")
            for dealer in 0..<dealers {
                // All alike, so that all would be suspended within the same minutes.
                let quantity = quantities[i % 12] + i / 12 * 10
                if i % pays != pays - 1 {
                    _ = try scene.pay("customer\(dealer)-\(i)", "dealer\(dealer)", fen: quantity * (board + 1))
                } else {
                    _ = try scene.pay("dealer\(dealer)", "seller\(dealer)-\(i)", fen: quantity * (board - 1))
                }
            }
        }
        return scene
    }

    @Test func aBurstOfSuspensionsStopsAndAsksPeople() throws {
        let scene = try burst(80, 90)
        let suspensions = scene.measures.filter { $0.kind == .suspendTransfers }
        let ordered = suspensions.filter { $0.state == .ordered }
        let asked = suspensions.filter { $0.order == nil }
        print("a burst of dealers: \(ordered.count) suspended, \(asked.count) put before people")
        #expect(!asked.isEmpty, "\(ordered.count) ordered")
        let alarms = scene.acts.filter { $0.type == "alarm.scope_guard" }
        #expect(alarms.map(\.subject) == asked.map(\.account))
        // Of what the engine has done by itself later, once there was room, nobody is asked any more.
        let (open, done) = (asked.filter { $0.state == .proposed }.map(\.account), Set(ordered.map(\.account)))
        #expect(open.allSatisfy { !done.contains($0) } && asked.contains { $0.state == .withdrawn })
        #expect(Set(open).count == open.count, "asked twice")
        // Never more than the bound in any hour.
        let times = ordered.map(\.at.milliseconds).sorted()
        for (i, time) in times.enumerated() {
            let inHour = times[i...].prefix { $0 < time + 3_600_000 }.count
            #expect(inHour <= Limits.automaticPerHour)
        }
        // Every hold names its payment, its deadline and ends.
        let holds = scene.measures.filter { $0.kind == .holdPayment }
        #expect(!holds.isEmpty)
        #expect(holds.allSatisfy { !$0.payment.isEmpty && $0.until == $0.at.advanced(bySeconds: Limits.holdSeconds) })
        // Nor are payments of more accounts held in an hour without a person.
        for (_, inHour) in Dictionary(grouping: holds, by: { $0.at.milliseconds / 3_600_000 }) {
            #expect(Set(inHour.map(\.account)).count <= Limits.automaticPerHour)
        }
        let bounded = scene.acts.filter { act in
            act.type == "alarm.many_holds" && act.facts.contains { $0.value.hasPrefix("too many accounts held") }
        }
        #expect(!bounded.isEmpty && bounded.allSatisfy { $0.subject.hasPrefix("dealer") })
        scene.pass(seconds: Limits.holdSeconds)
        #expect(scene.measures.filter { $0.kind == .holdPayment }.allSatisfy { $0.state == .expired })
        // Each alert went into a case.
        #expect(!scene.cases.isEmpty && scene.cases.allSatisfy { !$0.alerts.isEmpty })
    }

    /// Beyond the bound a person is called about each account whose evidence carries a suspension, also where its first
    /// alert was raised earlier, as nearly always.
    @Test func beyondTheBoundNobodyIsPassedOver() throws {
        // Sixty come to the line within one hour, minutes after they were put under an alert.
        for version in [Engine.semantics, "acts-12 otc-builtin-2"] {
            let scene = try burst(60, 30, seconds: 60, pays: 6) { scene in
                scene.ask(.version, by: Measure.weir, nil) { $0.text = version }
            }
            let suspensions = scene.measures.filter { $0.kind == .suspendTransfers }
            let ordered = suspensions.filter { $0.order != nil }
            let named = Set(suspensions.map(\.account))
            #expect(ordered.count == Limits.automaticPerHour, "\(version): \(ordered.count)")
            if version == Engine.semantics {
                #expect(named.count == 60, "\(named.count) of 60 are suspended or put before people")
            } else {
                #expect(named.count < 60, "the version before passed them over: journals of it are read so")
            }
        }
    }

    /// What a person has refused the engine does not order by itself once the hour is over: the evidence starts anew.
    @Test func aRefusalIsNotOverruledByTheHour() throws {
        let scene = try burst(60, 30, seconds: 60, pays: 6)
        let asked = scene.measures.filter { $0.kind == .suspendTransfers && $0.state == .proposed }
        let (first, second) = (try #require(asked.first), try #require(asked.last))
        #expect(first.number != second.number)
        #expect(scene.ask(.refuse, first.number) == .none)
        scene.pass(seconds: 4_000)
        try scene.quote("USDT", "6.8800")
        try scene.quote("USD", "6.8000")
        for (i, quantity) in [200, 330].enumerated() {
            for account in [first.account, second.account] {
                _ = try scene.pay("late-\(account)-\(i)", account, fen: quantity * 689)
            }
        }
        func standing(_ account: String) -> [MeasureState] {
            scene.measures.filter { $0.kind == .suspendTransfers && $0.account == account }.map(\.state)
        }
        #expect(standing(first.account) == [.refused])
        #expect(standing(second.account) == [.withdrawn, .ordered], "\(standing(second.account))")
    }

    /// Above the bound a payment is warned about; one of an account that is held already goes on being held, and so
    /// does what a list of people's holds.
    @Test func aBoundOnHoldsIsNoWayThrough() throws {
        let scene = try burst(80, 90) { $0.hold(everythingTo: "listed") }
        let held = scene.measures.filter { $0.kind == .holdPayment && $0.isAutomatic && $0.account != "listed" }
        #expect(Set(held.map(\.payment)).count > Set(held.map(\.account)).count)
        for _ in 0..<3 { #expect(try scene.pay("c", "listed", fen: 100).outcome == .hold) }
    }

    /// Under the version before every account was held, and a journal of it is read so.
    @Test func theVersionBeforeHeldThemAll() throws {
        let scene = try burst(80, 90) { scene in
            scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-6 otc-builtin-2" }
        }
        let holds = scene.measures.filter { $0.kind == .holdPayment }
        let most = Dictionary(grouping: holds) { $0.at.milliseconds / 3_600_000 }.values.map {
            Set($0.map(\.account)).count
        }
        #expect(most.max() ?? 0 > Limits.automaticPerHour)
    }

    @Test func casesAreWorkedOn() throws {
        let scene = try burst(2, 36)
        #expect(scene.cases.count == 2)
        #expect(scene.ask(.assign, 1) { $0.subject = "eve" }.reason.contains("nobody called"))
        scene.give("eve", .analyst)
        #expect(scene.ask(.assign, 1) { $0.subject = "eve" } == .none)
        #expect(scene.ask(.comment, 1, by: "eve", .analyst) { $0.text = "looked at the book" } == .none)
        #expect(scene.ask(.comment, 1, by: "ian", .integrator).reason.contains("may not"))
        #expect(scene.ask(.attach, 1) { ($0.extra, $0.detail) = ("x.pdf", "ff") }.reason.contains("SHA-256"))
        #expect(scene.ask(.tag, 1) { $0.text = "urgent" } == .none)
        #expect(scene.ask(.close, 1) { $0.kind = 9 }.reason.contains("closed as"))
        #expect(scene.ask(.close, 1) { $0.kind = Case.Disposition.confirmed.rawValue } == .none)
        #expect(scene.ask(.tag, 1) { $0.text = "late" }.reason.contains("is closed"))
        #expect(scene.ask(.reopen, 1) == .none)
        #expect(scene.ask(.merge, 2) { $0.other = 1 } == .none)
        #expect(scene.cases[1].state == .merged && scene.cases[0].accounts.count == 2)
        #expect(scene.ask(.merge, 1) { $0.other = 2 }.reason.contains("is merged"))
        scene.pass(seconds: Limits.caseSeconds)
        #expect(scene.cases[0].isEscalated && scene.engine.escalatedCases == 1)
        let other = ActScene()
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(other.engine.escalatedCases == 1)
        #expect(scene.ask(.close, 1) { $0.kind = Case.Disposition.unclear.rawValue } == .none)
        #expect(scene.engine.escalatedCases == 0)
    }

    /// What the law forbids to tell is kept back, and told when the wall comes down.
    @Test func theWall() throws {
        let scene = try burst(1, 36)
        let before = scene.notices.count
        #expect(scene.ask(.wall, 1, by: "eve", .analyst).reason.contains("may not"))
        #expect(scene.ask(.wall, 1) { $0.text = "report filed, art. 39" } == .none)
        let number = try #require(scene.measures.last { $0.kind == .suspendTransfers }?.number)
        #expect(scene.ask(.lift, number) == .none)
        #expect(scene.notices.dropFirst(before).allSatisfy { $0.isWithheld })
        #expect(scene.ask(.wall, 1) { $0.kind = ActRequest.WallAct.lower.rawValue } == .none)
        #expect(scene.notices.allSatisfy { !$0.isWithheld })
    }

    /// An account that uses a suspended one's device is proposed, never swept in.
    @Test func linkedAccountsAreProposed() throws {
        let scene = ActScene()
        try dealOnOneDevice(scene, "first", 36)
        let first = try #require(scene.measures.last { $0.kind == .suspendTransfers && $0.account == "first" })
        #expect(first.state == .ordered)
        let alertsBefore = scene.cases.count
        try dealOnOneDevice(scene, "second", 36)
        let found = try #require(scene.cases.first { $0.accounts.contains("second") })
        #expect(found.accounts == ["first", "second"] && scene.cases.count == alertsBefore)
        #expect(found.links == ["it uses the same device"])
        let proposal = try #require(
            scene.acts.first { act in
                act.type == "measure.proposed" && act.facts.contains { $0 == ("linked_to_measure", "\(first.number)") }
            })
        #expect(proposal.subject == "second" && proposal.text.contains("same device"))
    }

    /// Measures, cases, notices, appeals and deadlines come back from a snapshot as they were.
    @Test func actsSurviveASnapshot() throws {
        let scene = try burst(2, 36)
        scene.propose(.stopCollection, on: "shop")
        scene.propose(.limitCollection, on: "m")
        _ = try scene.pay("a", "m", fen: 4_000)
        scene.ask(.file, 1, by: "holder", nil)
        scene.ask(.comment, 1)
        let other = ActScene()
        other.now = scene.now
        other.sequence = scene.sequence
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(other.hash == scene.hash && other.measures == scene.measures && other.cases == scene.cases)
        #expect(other.notices == scene.notices && other.appeals == scene.appeals)
        let stop = try #require(scene.measures.first { $0.kind == .stopCollection }?.number)
        for each in [scene, other] {
            each.ask(.approve, stop, by: "bob")
            #expect(try each.pay("a", "m", fen: 6_001).outcome == .decline)
            each.pass(seconds: Limits.interimSeconds)
        }
        #expect(other.hash == scene.hash && other.measures == scene.measures)
    }

    private func dealOnOneDevice(_ scene: ActScene, _ dealer: String, _ orders: Int) throws {
        let quantities = [150, 320, 210, 470, 130, 260, 390, 110, 530, 180, 70, 340]
        for i in 0..<orders {
            scene.now = scene.now.advanced(bySeconds: 720)
            let board = 685 + (i * 7 / 5) % 9
            try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            try scene.quote("USD", "6.8000")
            let isIn = i % 2 == 0
            let fen = (quantities[i % 12] + i / 12 * 10) * (isIn ? board + 1 : board - 1)
            scene.sequence += 1
            var payment = Payment(
                id: "p\(scene.sequence)", at: scene.now, rail: "alipay",
                payer: isIn ? "\(dealer)-customer\(i)" : dealer, payee: isIn ? dealer : "\(dealer)-seller\(i)",
                amount: Amount(minor: Int64(fen)), currency: try #require(Currency("CNY")))
            if isIn { payment.payeeDevice = "phone-1" } else { payment.payerDevice = "phone-1" }
            let record = payment.encoded
            scene.engine.apply(PaymentView(record.span.bytes), sequence: scene.sequence, effects: &scene.effects)
            scene.acts += scene.effects.acts
        }
    }
}
