import Synchronization
import Testing
import WeirServer

/// How many payments may be at the desk goes by how long it takes.
@Suite struct AdmissionTests {
    @Test func itFallsWhileTheDeskIsSlowAndRisesWhenItIsQuick() {
        var admission = Admission()
        let begun = admission.limit
        for _ in 0..<20 { admission.note(microseconds: 800, second: 0) }
        #expect(admission.limit == begun, "nobody was refused: no reason to let in more")
        for _ in 0..<500 { admission.note(microseconds: 20_000, second: 0) }
        #expect(admission.limit == 128, "never so few that a slow disk has nothing to sync")
        for _ in 0..<1_000 {
            admission.noteFull()
            admission.note(microseconds: 900, second: 1)
        }
        #expect(admission.limit == 512)
    }

    @Test func aDiskThatIsAlwaysSlowIsNoOverload() {
        var admission = Admission()
        for i in 0..<2_000 { admission.note(microseconds: 12_000 + Int64(i % 7) * 1_000, second: i / 100) }
        #expect(admission.limit == 256)
    }

    /// Who takes nothing of the answer makes way, and nobody else: not one who sends, not one who reads slowly.
    @Test func whoTakesNothingMakesWay() {
        let (admission, cut) = (BatchAdmission(), Mutex<[Int]>([]))
        let start = BatchAdmission.Time.now
        func enter(_ number: Int, _ seconds: Int) -> BatchAdmission.Place? {
            admission.enter(at: start + .seconds(seconds)) { cut.withLock { $0.append(number) } }
        }
        var places = (0..<BatchAdmission.limit).map { enter($0, 0) }
        #expect(places.allSatisfy { $0 != nil } && enter(100, 3_600) == nil, "of those who have all nobody is cut off")
        for place in places { place?.offer(at: start) }
        // The fourth sends on, the fifth reads a little now and then; the third has stood still for longest.
        places[3]?.came(at: start + .seconds(8))
        places[4]?.taken()
        places[4]?.offer(at: start + .seconds(8))
        for (number, place) in places.enumerated() where ![2, 3, 4].contains(number) {
            place?.came(at: start + .seconds(1))
        }
        #expect(enter(100, 9) == nil)
        let late = enter(101, 10)
        #expect(late != nil && cut.withLock { $0 } == [2])
        // It has lost its place once, and not again when it ends.
        places[2] = nil
        #expect(enter(102, 10) == nil)
        // What is decided and kept holds no place.
        places[3]?.settle()
        let next = enter(103, 10)
        #expect(next != nil && enter(104, 10) == nil && cut.withLock { $0 } == [2])
    }

    /// Where there is no room for answers, the one goes for whom most is kept.
    @Test func whoKeepsMostMakesRoom() {
        let (admission, cut) = (BatchAdmission(), Mutex<[Int]>([]))
        let start = BatchAdmission.Time.now
        let places = (0..<3).map { number in
            admission.enter(at: start) { cut.withLock { $0.append(number) } }
        }
        var shares = [
            places[0]?.hold(1 << 20), places[1]?.hold(BatchAdmission.keptLimit - (2 << 20)), places[2]?.hold(1 << 20),
        ]
        #expect(shares.allSatisfy { $0 != nil } && places[0]?.hold(1) == nil)
        for place in places { place?.offer(at: start) }
        admission.relieve(at: start + .seconds(9))
        #expect(cut.withLock { $0 }.isEmpty)
        admission.relieve(at: start + .seconds(10))
        #expect(cut.withLock { $0 } == [1])
        shares[1] = nil
        #expect(places[0]?.hold(1 << 20) != nil && places[1]?.hold(1) == nil, "it is gone already")
    }

    @Test func whatWasQuickLongAgoIsForgotten() {
        var admission = Admission()
        admission.note(microseconds: 500, second: 0)
        for second in 1..<30 {
            for _ in 0..<50 { admission.note(microseconds: 9_000, second: second) }
        }
        let low = admission.limit
        for _ in 0..<200 {
            admission.noteFull()
            admission.note(microseconds: 9_000, second: 31)
        }
        #expect(admission.limit > low)
    }
}
