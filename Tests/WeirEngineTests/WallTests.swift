import Testing
import WeirDomain
import WeirEngine

/// How long a holder is kept from hearing, and on whose word.
@Suite struct WallTests {
    private static let day: Int64 = 86_400

    /// A house with three who may sign, and a case on an account that is restricted.
    private func house() -> ActScene {
        let scene = ActScene()
        for (name, role) in [("ann", Role.supervisor), ("bob", .compliance), ("cyd", .supervisor)] {
            scene.give(name, role)
        }
        scene.propose(.suspendTransfers, on: "m")
        scene.ask(.open) { $0.subject = "m" }
        return scene
    }

    @discardableResult
    private func raise(
        _ scene: ActScene, _ days: Int64? = nil, by name: String = "ann", _ role: Role = .supervisor,
        case number: Int = 1
    ) -> String {
        scene.ask(.wall, number, by: name, role) { request in
            request.text = "art. 39"
            request.until = days.map { scene.now.advanced(bySeconds: $0 * Self.day) }
        }.reason
    }

    private func sign(
        _ scene: ActScene, by name: String = "bob", _ role: Role = .compliance, until: Instant? = nil
    ) -> String {
        scene.ask(.wall, 1, by: name, role) { request in
            request.kind = ActRequest.WallAct.sign.rawValue
            request.until = until
        }.reason
    }

    private func count(_ scene: ActScene, _ type: String) -> Int { scene.acts.count { $0.type == type } }

    /// On one person's word a wall ends after a week, is called out before, and what was kept back is told.
    @Test func onePersonsWordEndsByItself() throws {
        let scene = house()
        #expect(raise(scene) == "" && scene.engine.isWalled("m"))
        let week = scene.now.advanced(bySeconds: Limits.wallAloneSeconds)
        #expect(scene.cases[0].wallTerm.until == week && scene.notices[0].isWithheld)
        scene.pass(seconds: Limits.wallAloneSeconds - Limits.wallNoticeSeconds - 1)
        #expect(count(scene, "alarm.wall_ending") == 0)
        // A restart changes nothing of that.
        let other = ActScene()
        (other.now, other.sequence) = (scene.now, scene.sequence)
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        for each in [scene, other] {
            let before = (count(each, "alarm.wall_ending"), count(each, "notice.due"))
            each.pass(seconds: 1)
            #expect(count(each, "alarm.wall_ending") == before.0 + 1)
            each.pass(seconds: Limits.wallNoticeSeconds - 1)
            #expect(each.engine.isWalled("m") == true)
            each.pass(seconds: 1)
            #expect(!each.engine.isWalled("m") && each.cases[0].wall.isEmpty && each.cases[0].wallTerm.until == nil)
            #expect(count(each, "case.wall_ended") == 1 && count(each, "notice.due") == before.1 + 1)
            #expect(each.notices[0].toldAt == week && !each.notices[0].isWithheld)
            #expect(count(each, "alarm.wall_ending") == before.0 + 1)
        }
        #expect(other.hash == scene.hash && other.cases == scene.cases)
    }

    /// Nobody alone makes it longer: neither by renewing it, nor anew, nor on another case, nor somebody else alone.
    @Test func nobodyAloneMakesItLonger() throws {
        let scene = house()
        let week = scene.now.advanced(bySeconds: Limits.wallAloneSeconds)
        #expect(raise(scene) == "")
        scene.pass(seconds: 5 * Self.day)
        #expect(raise(scene, 7) == "" && raise(scene, 30, by: "cyd") == "")
        #expect(scene.cases[0].wallTerm.until == week && scene.cases[0].wallTerm.wantedBy == "cyd")
        #expect(scene.ask(.close, 1) { $0.kind = 2 } == .none && scene.ask(.open) { $0.subject = "m" } == .none)
        #expect(raise(scene, case: 2) == "" && scene.cases[1].wallTerm.until == week)
        scene.pass(seconds: 2 * Self.day)
        #expect(!scene.engine.isWalled("m") && scene.notices.allSatisfy { !$0.isWithheld })
        for (number, name) in [(1, "ann"), (2, "cyd")] {
            #expect(raise(scene, by: name, case: number).hasPrefix("one person's word has kept this from the holder"))
        }
        // To ask for it is not to have it.
        #expect(raise(scene, 3, case: 2) == "" && !scene.engine.isWalled("m") && scene.cases[1].wall.isEmpty)
        #expect(count(scene, "case.wall_wanted") == 1)
        // A month later it is another matter.
        scene.pass(seconds: Limits.wallPauseSeconds)
        #expect(raise(scene, case: 2) == "" && scene.engine.isWalled("m"))
    }

    /// Two people sign for ninety days at the most, and again each time.
    @Test func twoSignForLonger() throws {
        let scene = house()
        #expect(raise(scene, 91).contains("would last too long: a wall stands for 90 days"))
        #expect(raise(scene, -1).contains("would end before it begins"))
        #expect(sign(scene).contains("no wall that waits for a second person's word"))
        #expect(raise(scene, 60) == "" && scene.engine.isWalled("m"))
        let (week, long) = (scene.cases[0].wallTerm.until, scene.now.advanced(bySeconds: 60 * Self.day))
        #expect(scene.cases[0].wallTerm.wanted == long && scene.engine.wallsWaiting(at: scene.now).map(\.number) == [1])
        let restarted = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(restarted.wallsWaiting(at: scene.now).map(\.number) == [1])
        #expect(sign(scene, by: "ann", .supervisor).contains("ann has given the word already"))
        #expect(sign(scene, by: "eve", .analyst).contains("may not decide what is kept from the holder"))
        // What was put in its place meanwhile was not looked at.
        #expect(raise(scene, 61, by: "cyd") == "")
        #expect(sign(scene, until: long).hasPrefix("the wall that waits would stand until"))
        #expect(raise(scene, 60) == "" && sign(scene, until: long) == "")
        let term = scene.cases[0].wallTerm
        #expect(term.until == long && term.by == "ann" && term.signedBy == "bob" && term.wanted == nil && week != long)
        scene.pass(seconds: 30 * Self.day)
        #expect(scene.engine.isWalled("m") == true)
        // One of the two alone does not make it longer than both have said.
        #expect(raise(scene, 60) == "" && scene.cases[0].wallTerm.until == long)
        #expect(scene.cases[0].wallTerm.wanted != nil)
        scene.pass(seconds: 30 * Self.day)
        #expect(!scene.engine.isWalled("m") && count(scene, "case.wall_ended") == 1)
        let kinds = scene.acts.map(\.type).filter { $0.hasPrefix("case.wall") }
        #expect(
            kinds == [
                "case.wall_raised", "case.wall_renewed", "case.wall_renewed", "case.wall_signed", "case.wall_renewed",
                "case.wall_ended",
            ])
    }

    /// Who is one hand with who asked is not the second one; and it comes down with a reason, which the register has.
    @Test func oneHandIsNotTwo() {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.now = scene.now.advanced(bySeconds: 30 * Self.day)
        scene.ask(.open, by: "ann") { $0.subject = "m" }
        #expect(raise(scene, 30) == "")
        #expect(sign(scene, by: "root", .admin).contains("are one hand"))
        let down = scene.ask(.wall, 1, by: "ann") { request in
            (request.kind, request.text) = (ActRequest.WallAct.lower.rawValue, "the police agree")
        }
        #expect(down == .none && !scene.engine.isWalled("m") && scene.cases[0].wallTerm == Case.WallTerm())
        #expect(scene.acts.last { $0.type == "case.wall_removed" }?.text == "the police agree")
        #expect(sign(scene, by: "root", .admin).contains("no wall that waits"))
    }

    /// Nobody alone brings an account behind a wall that two have signed about another one, nor behind one around an
    /// account made up for it, by merging cases.
    @Test func mergingIsNoWayAround() {
        let scene = house()
        scene.propose(.suspendTransfers, on: "n")
        scene.ask(.open) { $0.subject = "n" }
        #expect(raise(scene, 60) == "" && sign(scene) == "")
        let refused = scene.ask(.merge, 2) { $0.other = 1 }.reason
        #expect(refused.hasPrefix("the wall of case 1 would stand around the accounts of case 2 for longer"))
        #expect(scene.ask(.merge, 1) { $0.other = 2 }.reason == refused && !scene.engine.isWalled("n"))
        // Signed there as well, they are one.
        #expect(raise(scene, 60, case: 2) == "")
        let signed = scene.ask(.wall, 2, by: "bob", .compliance) { $0.kind = ActRequest.WallAct.sign.rawValue }
        #expect(signed == .none && scene.ask(.merge, 2) { $0.other = 1 } == .none)
        #expect(scene.cases[0].wallTerm.signedBy == "bob" && scene.engine.isWalled("n"))

        let week = house()
        #expect(raise(week) == "")
        week.pass(seconds: Limits.wallAloneSeconds)
        for account in ["made up", "new"] { week.ask(.open) { $0.subject = account } }
        #expect(raise(week, case: 2) == "")
        #expect(week.ask(.merge, 1) { $0.other = 2 }.reason.contains("than one person's word carries"))
        #expect(!week.engine.isWalled("m") && week.ask(.merge, 3) { $0.other = 2 } == .none)
        #expect(week.engine.isWalled("new") == true)
    }

    /// Whoever renews a wall as it stands changes nothing: somebody is called once before its end, as after a restart.
    @Test func nobodyIsCalledTwice() throws {
        let scene = house()
        for _ in 0..<3 { #expect(raise(scene) == "") }
        let other = ActScene()
        (other.now, other.sequence) = (scene.now, scene.sequence)
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        for each in [scene, other] {
            each.pass(seconds: Limits.wallAloneSeconds - Limits.wallNoticeSeconds)
            #expect(count(each, "alarm.wall_ending") == 1)
        }
    }

    /// What nobody could object to, because nobody knew, is objected to for six months from when it was told.
    @Test func theTimeForAnAppealBeginsWhenItIsTold() {
        let scene = house()
        func renew() {
            #expect(raise(scene, 90) == "" && sign(scene) == "")
            scene.pass(seconds: 80 * Self.day)
        }
        scene.ask(.lift, 1)
        for _ in 0..<3 { renew() }
        #expect(scene.engine.isWalled("m") == true)
        scene.pass(seconds: 10 * Self.day)
        #expect(scene.engine.isWalled("m") == false)
        #expect(scene.ask(.noticeFetched, 1, by: "shop", .integrator) == .none)
        scene.pass(seconds: Limits.appealFilingSeconds)
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "bob", .compliance) { $0.kind = 0 } == .none)
        scene.pass(seconds: 1)
        let late = scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" }.reason
        #expect(late.contains("more than six months"))
    }

    /// Who has kept something from whom is remembered for the month in which it binds.
    @Test func whatBindsNobodyIsForgotten() throws {
        for (version, count) in [(Engine.semantics, 1), ("acts-8 otc-builtin-2", 2)] {
            let scene = house()
            scene.ask(.version, by: Measure.weir, nil) { $0.text = version }
            #expect(raise(scene) == "" && scene.engine.wallsAlone == 1)
            scene.pass(seconds: Limits.wallPauseSeconds)
            scene.ask(.open) { $0.subject = "n" }
            #expect(raise(scene, case: 2) == "" && scene.engine.wallsAlone == count)
            let hash = scene.hash
            scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
            #expect(scene.hash == hash && scene.engine.wallsAlone == count)
        }
    }

    /// What is told when it comes down cannot be taken back: who takes it down says why. Under the version before
    /// silence was enough.
    @Test func itComesDownForAReason() {
        let scene = house()
        #expect(raise(scene) == "")
        for kind: ActRequest.WallAct in [.raise, .lower] {
            let silent = scene.ask(.wall, 1, by: "ann") { ($0.kind, $0.text) = (kind.rawValue, "") }
            #expect(silent.reason == "gives no reason" && scene.engine.isWalled("m"))
        }
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-8 otc-builtin-2" }
        #expect(scene.ask(.wall, 1, by: "ann") { $0.text = "" } == .none && !scene.engine.isWalled("m"))
    }

    /// A wall of a version before has no end until this one decides; then it has a month.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-7 otc-builtin-2" }
        #expect(raise(scene) == "" && scene.cases[0].wallTerm.until == nil)
        scene.pass(seconds: 300 * Self.day)
        #expect(scene.engine.isWalled("m") == true)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(scene.cases[0].wallTerm.until == scene.now.advanced(bySeconds: Limits.interimSeconds))
        scene.pass(seconds: Limits.interimSeconds)
        #expect(!scene.engine.isWalled("m") && count(scene, "alarm.wall_ending") == 1)
    }
}
