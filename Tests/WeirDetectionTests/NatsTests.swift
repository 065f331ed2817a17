import Testing
import WeirDetection

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct NatsTests {
    @Test(arguments: [1e-9, 0.001, 0.5, 0.999, 1, 1.001, 2, 2.718281828, 10, 123.456, 6.85e9])
    func lnAgreesWithTheLibrary(x: Double) {
        #expect(abs(Nats.ln(x) - log(x)) < 1e-11)
    }

    @Test(arguments: [-20.0, -3, -0.5, 0, 0.1, 1, 5, 20])
    func expAgreesWithTheLibrary(x: Double) {
        #expect(abs(Nats.exp(x) / exp(x) - 1) < 1e-11)
    }

    @Test func scoresAreProbabilitiesInThousandths() {
        #expect(Nats.score(logOdds: 0) == 500)
        #expect(Nats.score(logOdds: 4.6) == 990)
        #expect(Nats.score(logOdds: -9) == 0)
        #expect(Nats.score(logOdds: 1_000) == 1000)
    }

    @Test func halfIsLeftAfterAHalfLife() {
        #expect(abs(Nats.remaining(afterMinutes: 60, halfLife: 60) - 0.5) < 1e-12)
        #expect(Nats.remaining(afterMinutes: -5, halfLife: 60) == 1)
    }

    @Test func curvesAreStraightBetweenPointsAndFlatOutside() {
        let curve = Curve([(1, 10), (3, 20)])
        #expect([0, 1, 2, 3, 9].map { curve[$0] } == [10, 10, 15, 20, 20])
    }
}
