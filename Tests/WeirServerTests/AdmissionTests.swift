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
