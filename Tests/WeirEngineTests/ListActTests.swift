import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// Lists that stop accounts: whose their entries are, and who stops nobody by them.
@Suite struct ListActTests {
    /// A house with an administrator, who let a supervisor in, and one of compliance of another hand; a month later.
    private func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .compliance, by: "root", as: .admin)
        scene.give("cyd", .compliance)
        scene.now = scene.now.advanced(bySeconds: 30 * 86_400)
        return scene
    }

    /// A measure of hers is reversed on appeal, by somebody else.
    private func reverse(_ scene: ActScene, on account: String) {
        let number = scene.measures.count + 1
        #expect(scene.propose(.suspendTransfers, on: account, by: "ann", .compliance) == .none)
        #expect(scene.ask(.file, number, by: "shop", .integrator) { $0.subject = account } == .none)
        #expect(scene.ask(.decide, scene.appeals.count, by: "cyd", .compliance) { $0.kind = 1 } == .none)
    }

    /// A list is no way around the rule that holds for measures.
    @Test func whoWasFoundWrongDoesNotListTheAccount() throws {
        let scene = house()
        reverse(scene, on: "m")
        let why = "list 'ours' stops the account m: measure 1 was reversed on appeal, and "
        for role in [ListRole.hold, .decline] {
            let own = scene.list(["a", "m"], role, by: "ann").reason
            #expect(own == why + "ann took part in it: it needs somebody else")
            #expect(scene.list(["m"], role, by: "root").reason.hasPrefix(why + "root is one hand with ann"))
        }
        #expect(try scene.pay("c", "m", fen: 100).outcome == .allow)
        // Evidence stops nobody; what is evidence does not become a hold by the same hand.
        #expect(scene.list(["m"], .watch, by: "ann") == .none)
        #expect(scene.list(["m"], by: "ann").reason.contains("ann took part in it"))
        #expect(try scene.pay("c", "m", fen: 100).outcome == .warn)
        // Somebody else lists it; what is theirs may be kept, and is made no harder.
        #expect(scene.list(["m"], by: "cyd") == .none)
        #expect(scene.list(["m", "n"], by: "ann") == .none)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .hold)
        #expect(scene.list(["m", "n"], .decline, by: "ann").reason.contains("ann took part in it"))
        #expect(try scene.pay("c", "m", fen: 100).outcome == .hold)
        // A file on the machine is nobody's here.
        #expect(scene.list(["m"], .decline, by: "") == .none)
    }

    /// An entry from before the appeal is not put in force once more by the same hand; without it the list is.
    @Test func whatTheyListedBeforeTheyDoNotRenew() throws {
        let scene = house()
        #expect(scene.list(["m", "n"], by: "ann") == .none)
        reverse(scene, on: "m")
        #expect(scene.list(["m", "n", "o"], by: "ann").reason.contains("stops the account m: "))
        #expect(scene.list(["n", "o"], by: "ann") == .none)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .allow)
        #expect(try scene.pay("c", "o", fen: 100).outcome == .hold)
    }

    /// An appeal takes nobody off a list: that one stops the account on is told.
    @Test func whoeverKeepsListsIsCalled() {
        let scene = house()
        func alarms() -> [String] {
            scene.acts.filter { $0.type == "alarm.still_listed" }.map { "\($0.subject) \($0.facts[0].value)" }
        }
        #expect(scene.list(["m", "n"], .watch, by: "cyd") == .none)
        reverse(scene, on: "m")
        #expect(alarms().isEmpty && scene.engine.lists(stopping: "m").isEmpty)
        #expect(scene.list(["m", "n"], .decline, by: "cyd") == .none)
        reverse(scene, on: "n")
        #expect(alarms() == ["n ours 2"] && scene.engine.lists(stopping: "n") == ["ours 2"])
        // What has run out stops nobody.
        #expect(scene.list(["n"], until: scene.now.advanced(bySeconds: 1), by: "cyd") == .none)
        #expect(scene.engine.lists(stopping: "n") == ["ours 3"])
        scene.pass(seconds: 1)
        #expect(scene.engine.lists(stopping: "n").isEmpty)
    }

    /// A journal of the version before is read as it was decided.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-5 otc-builtin-2" }
        reverse(scene, on: "m")
        #expect(scene.list(["m"], by: "ann") == .none)
        #expect(scene.list(["m", "n"], by: "cyd") == .none)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .hold)
        #expect(scene.measures.last?.listedBy == ["cyd"])
        // From here on this one decides, and knows who put it there.
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(try scene.pay("c", "m", fen: 100).outcome == .hold)
        #expect(scene.measures.last?.listedBy == ["ann"])
        #expect(scene.list(["m", "n"], by: "ann").reason.contains("ann took part in it"))
    }

    /// Whoever hands the newest version in has not put everything on the list, and has not taken anybody's place.
    @Test func anEntryIsOfWhoPutItThere() throws {
        let scene = house()
        func people(_ account: String) throws -> [String] {
            #expect(try scene.pay("c", account, fen: 100).outcome == .hold)
            return scene.measures.last?.listedBy ?? []
        }
        #expect(scene.list(["m"], by: "ann") == .none)
        #expect(scene.list(["m", "n"], by: "cyd") == .none)
        #expect(try people("m") == ["ann"] && people("n") == ["cyd"])
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash)
        #expect(scene.list(["a", "m", "n"], by: "cyd") == .none)
        #expect(try people("a") == ["cyd"] && people("m") == ["ann"] && people("n") == ["cyd"])
        // So she does not decide about her own entry, and he about his.
        let number = scene.measures.count - 1
        #expect(scene.measures[number - 1].account == "m")
        #expect(scene.ask(.file, number, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "ann", .compliance) { $0.kind = 0 }.reason.contains("ann took part"))
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 0 } == .none)
        // What was taken off and put on again is of whoever put it on again.
        #expect(scene.list(["n"], by: "ann") == .none && scene.list(["m", "n"], by: "cyd") == .none)
        #expect(try people("m") == ["cyd"])
    }

    /// Who makes an entry act longer, or harder, stands behind it too.
    @Test func whoMakesItWorseStandsBehindIt() throws {
        let scene = house()
        func people(_ account: String) throws -> [String] {
            #expect(try scene.pay("c", account, fen: 100).outcome == .hold)
            return scene.measures.last?.listedBy ?? []
        }
        let end = scene.now.advanced(bySeconds: 60)
        #expect(scene.list(["m"], until: end, by: "ann") == .none)
        #expect(scene.list(["m"], until: end.advanced(bySeconds: -1), by: "cyd") == .none)
        #expect(try people("m") == ["ann"])
        #expect(scene.list(["m"], by: "cyd") == .none)
        #expect(try people("m") == ["ann", "cyd"])
        #expect(scene.list(["n"], by: "ann") == .none && scene.list(["n"], .decline, by: "cyd") == .none)
        #expect(try scene.pay("c", "n", fen: 100).outcome == .decline)
        #expect(scene.list(["n"], by: "root") == .none)
        #expect(try people("n") == ["ann", "cyd"])
        // As evidence it takes nothing from anybody: whoever has it hold again is alone behind that.
        #expect(scene.list(["n"], .watch, by: "ann") == .none && scene.list(["n"], by: "cyd") == .none)
        #expect(try people("n") == ["cyd"])
    }
}
