import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// Whether what a holder is to be told reaches them.
@Suite struct NoticeTests {
    private func scene() -> ActScene {
        let scene = ActScene()
        for (name, role) in [("ann", Role.supervisor), ("bob", .compliance), ("shop", .integrator)] {
            scene.give(name, role)
        }
        scene.propose(.suspendTransfers, on: "m")
        return scene
    }

    private func fetch(_ scene: ActScene, by name: String = "shop", _ role: Role = .integrator) -> String {
        scene.ask(.noticeFetched, 1, by: name, role).reason
    }

    @discardableResult
    private func say(
        _ scene: ActScene, _ delivered: Bool, over channel: String = "sms", why: String = "no such number",
        by name: String = "shop", _ role: Role = .integrator, of number: Int = 1
    ) -> String {
        scene.ask(.noticeDelivery, number, by: name, role) { request in
            (request.kind, request.extra, request.text) = (delivered ? 1 : 0, channel, delivered ? "" : why)
        }.reason
    }

    private func alarms(_ scene: ActScene) -> [Act] { scene.acts.filter { $0.type == "alarm.notice_unread" } }

    /// The facts that whoever proposes a measure states for its holder go with it, over a restart too, and their hash
    /// stands in the register with the notice.
    @Test func theFactsGoWithTheMeasure() throws {
        let scene = ActScene()
        let facts = "Twelve payments without goods."
        scene.propose(.suspendTransfers, on: "m") { $0.statement = facts }
        #expect(scene.measures[0].statement == facts)
        #expect(scene.acts.contains { $0.type == "notice.due" && $0.text == facts })
        let other = try Engine(seed: 3, saved: scene.engine.saved())
        let (saved, measures) = (other.measures, scene.measures)
        #expect(saved == measures)
        let long = String(repeating: "x", count: Limits.actTextBytes + 1)
        let refused = scene.propose(.suspendTransfers, on: "n") { $0.statement = long }
        #expect(refused.reason.contains("has a text of more than"))
    }

    /// One that nobody fetches calls somebody after three days, once, also over a restart.
    @Test func whatNobodyFetchesCallsSomebody() throws {
        let scene = scene()
        scene.pass(seconds: Limits.noticeSeconds - 1)
        #expect(alarms(scene).isEmpty && scene.engine.unreadNotices.isEmpty)
        let other = ActScene()
        (other.now, other.sequence) = (scene.now, scene.sequence)
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        for each in [scene, other] {
            each.pass(seconds: 1)
            let alarm = try #require(alarms(each).first)
            #expect(alarm.number == 1 && alarm.subject == "m" && alarms(each).count == 1)
            #expect(alarm.facts.contains { $0 == ("channel", "none") })
            #expect(each.engine.unreadNotices.map(\.number) == [1])
        }
        #expect(other.hash == scene.hash && other.notices == scene.notices)
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        other.now = scene.now
        for each in [scene, other] {
            #expect(each.engine.unreadNotices.map(\.number) == [1])
            each.pass(seconds: 86_400)
            #expect(alarms(each).count == 1)
        }
        // It comes late, and is no longer missing.
        #expect(fetch(scene) == "" && scene.engine.unreadNotices.isEmpty)
        #expect(scene.acts.last?.type == "notice.fetched" && scene.acts.last?.by == "shop")
        #expect(fetch(scene) == "" && scene.acts.count { $0.type == "notice.fetched" } == 1)
    }

    /// One whose day was over when it came is asked after as well, also where a restart lies between.
    @Test func whatComesLateIsAskedAfter() throws {
        let scene = scene()
        let begun = scene.now
        scene.pass(seconds: 10 * 86_400)
        #expect(alarms(scene).count == 1)
        scene.now = begun.advanced(bySeconds: 5 * 86_400)
        scene.propose(.limitCollection, on: "m")
        let other = ActScene()
        (other.now, other.sequence) = (scene.now, scene.sequence)
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        for each in [scene, other] {
            each.pass(seconds: 1)
            #expect(alarms(each).last?.number == 2)
        }
        #expect(other.hash == scene.hash && other.notices == scene.notices)
    }

    /// What was fetched has been told, unless the platform says that it was not; the channel that failed is named.
    @Test func theChannelThatFailedIsNamed() throws {
        let scene = scene()
        #expect(fetch(scene) == "" && say(scene, false) == "")
        #expect(alarms(scene).isEmpty, "another way may be tried for three days")
        scene.pass(seconds: Limits.noticeSeconds)
        let alarm = try #require(alarms(scene).first)
        #expect(alarm.facts.contains { $0 == ("channel", "sms") } && alarm.facts.contains { $0 == ("fetched", "yes") })
        #expect(alarm.text == "no such number")
        #expect(say(scene, true, over: "post") == "" && scene.engine.unreadNotices.isEmpty)
        // A letter comes back: it is missing again, and nobody is called twice.
        #expect(say(scene, false, over: "post", why: "moved away") == "")
        #expect(scene.engine.unreadNotices.map(\.channel) == ["post"] && alarms(scene).count == 1)
        // Of one that was told in time somebody is called once it comes back.
        scene.propose(.limitCollection, on: "m")
        #expect(say(scene, true, over: "post", of: 2) == "")
        scene.pass(seconds: Limits.noticeSeconds + 1)
        #expect(alarms(scene).count == 1)
        #expect(say(scene, false, over: "post", why: "moved away", of: 2) == "" && alarms(scene).count == 2)
    }

    @Test func whoTellsHoldersSaysSo() {
        let scene = scene()
        #expect(fetch(scene, by: "ann", .supervisor).contains("may not say what has become of notices"))
        #expect(say(scene, true, by: "bob", .compliance).contains("may not"))
        for channel in ["", "SMS", "+86 138", "a b", "13800138000", "sms-13800", String(repeating: "x", count: 33)] {
            #expect(say(scene, true, over: channel).contains("names no channel"), "\(channel)")
        }
        #expect(say(scene, false, why: "") == "gives no reason")
        #expect(say(scene, true, of: 9) == "there is no notice 9" && say(scene, true, of: 0) == "there is no notice 0")
        // Of one behind a wall a platform learns nothing.
        scene.ask(.open) { $0.subject = "m" }
        #expect(scene.ask(.wall, 1) == .none)
        #expect(fetch(scene) == "there is no notice 1" && say(scene, true) == "there is no notice 1")
    }

    /// The end that a holder has heard of is not the end any more: that is told, like the measure itself. Under the
    /// version before only the rail heard.
    @Test func aNewEndIsTold() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "m")
        scene.pass(seconds: 10 * 86_400)
        #expect(scene.ask(.renew, 1, by: "bob", .compliance) == .none)
        #expect(scene.notices.map(\.kind) == [.imposed, .endChanged] && scene.notices[1].due != nil)
        // The rail is asked once more, and nothing is other than was told.
        #expect(scene.ask(.renew, 1, by: "bob", .compliance) { $0.until = scene.measures[0].until } == .none)
        #expect(scene.notices.count == 2)
        // A list that a second person signs stops the account for good.
        scene.list(["l"], .decline, by: "cyd", at: scene.now)
        #expect(try scene.pay("c", "l", fen: 100).outcome == .decline)
        #expect(scene.ask(.signList, 1, by: "bob", .compliance) { $0.extra = "ours" } == .none)
        #expect(scene.measures[1].until == nil)
        #expect(scene.notices.map(\.kind) == [.imposed, .endChanged, .imposed, .endChanged])
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash && scene.notices.last?.kind == .endChanged)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-8 otc-builtin-2" }
        scene.now = scene.now.advanced(bySeconds: 60)
        #expect(scene.ask(.renew, 1, by: "bob", .compliance) == .none && scene.notices.count == 4)
    }

    /// Behind a wall nobody is asked to tell; the three days begin when it has come down, and so does the time to
    /// object.
    @Test func aWallIsNoDelay() {
        let scene = scene()
        scene.ask(.open) { $0.subject = "m" }
        #expect(scene.ask(.wall, 1) == .none)
        scene.pass(seconds: Limits.noticeSeconds + 1)
        #expect(alarms(scene).isEmpty)
        #expect(scene.ask(.wall, 1) { $0.kind = ActRequest.WallAct.lower.rawValue } == .none)
        scene.pass(seconds: Limits.noticeSeconds - 1)
        #expect(alarms(scene).isEmpty)
        scene.pass(seconds: 1)
        #expect(alarms(scene).count == 1)
        // Nobody has heard of it: the six months do not run.
        scene.ask(.lift, 1)
        scene.pass(seconds: 2 * Limits.appealFilingSeconds)
        #expect(scene.ask(.file, 1, by: "shop", .integrator) == .none)
    }

    /// Notices of versions before are not asked after.
    @Test func theVersionBeforeIsReadAsItWas() {
        let scene = ActScene()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-7 otc-builtin-2" }
        scene.propose(.suspendTransfers, on: "m")
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        scene.pass(seconds: 2 * Limits.noticeSeconds)
        #expect(alarms(scene).isEmpty && scene.notices[0].due == nil)
    }
}
