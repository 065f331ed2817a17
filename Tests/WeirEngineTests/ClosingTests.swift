import Testing
import WeirDomain
import WeirEngine

/// Dossiers that nothing speaks for any more are put away, and nothing is lost by it.
@Suite struct ClosingTests {
    typealias Scene = EngineTests.Scene

    /// A birthday: eight strangers pay within two hours.
    private func celebrate(_ scene: Scene, _ account: String, guests: String) {
        for i in 0..<8 {
            scene.minute += 15
            scene.pay("\(guests)\(i)", account, fen: 6_137 + i * 1_511)
        }
    }

    /// Weeks of a shop's life elsewhere, two payments a day, so that time goes on.
    private func wait(_ scene: Scene, days: Int, _ each: (Int) -> Void = { _ in }) {
        for day in 0..<days {
            for _ in 0..<2 {
                scene.minute += 720
                scene.pay("regular", "shop", fen: 1_234)
            }
            each(day)
        }
    }

    @Test func aQuietOneIsPutAwayAndComesAgain() throws {
        let scene = try Scene()
        celebrate(scene, "ann", guests: "guest")
        #expect(scene.engine.dossierCount == 1)
        // Friends go on paying: it is looked at, and found quiet once the crowd is forgotten.
        wait(scene, days: 25) { day in scene.pay("guest\(day % 3)", "ann", fen: 2_177 + day * 313) }
        #expect(scene.engine.dossierCount == 0)
        celebrate(scene, "ann", guests: "colleague")
        #expect(scene.engine.dossierCount == 1)
    }

    @Test func anIdleOneIsPutAway() throws {
        let scene = try Scene()
        celebrate(scene, "ann", guests: "guest")
        wait(scene, days: 9)
        #expect(scene.engine.dossierCount == 1)
        wait(scene, days: 4)
        #expect(scene.engine.dossierCount == 0)
    }

    @Test func aSuspectsStays() throws {
        let scene = try Scene()
        try scene.deal(60)
        #expect(scene.alerts.contains { $0.measures == [.suspendTransfers] })
        wait(scene, days: 90)
        #expect(scene.engine.dossierCount == 1)
    }

    /// Who begins to trade after a dossier was put away is found as soon as one who never had one.
    @Test func nothingIsLostByIt() throws {
        func payments(afterParty: Bool) throws -> Int {
            let scene = try Scene()
            if afterParty { celebrate(scene, "dealer", guests: "guest") }
            wait(scene, days: 40)
            #expect(scene.engine.dossierCount == 0)
            let before = scene.outcomes.count
            try scene.deal(60)
            return try #require(scene.outcomes.firstIndex(of: .decline)) - before
        }
        let (first, second) = (try payments(afterParty: false), try payments(afterParty: true))
        #expect(first > 5 && abs(first - second) <= 2, "\(first) payments, after a party \(second)")
    }

    /// The same state before and after, from a snapshot: places that are free are free there, too.
    @Test func freePlacesAreRemembered() throws {
        let scene = try Scene()
        for i in 0..<5 { celebrate(scene, "host\(i)", guests: "guest\(i)-") }
        wait(scene, days: 33)
        celebrate(scene, "host9", guests: "guest9-")
        #expect(scene.engine.dossierCount == 1)
        let other = try Engine(seed: 1, saved: scene.engine.saved())
        #expect(other.dossierCount == 1)
        let hash = scene.stateHash
        #expect(other.stateHash == hash)
    }
}
