import Testing
import WeirDetection
import WeirDomain

/// Stairs of the dealer's table that are set by hand.
@Suite struct DealerTableTests {
    /// What figures weigh as price evidence, beyond what none of them weighs.
    private func price(_ figures: [Feature: Float]) throws -> Double {
        let table = try #require(EvidenceModel.builtIn.tables.first { $0.typology == .otcDealer })
        var (features, none) = (Features(), Features())
        for (feature, figure) in figures { features[feature] = figure }
        return Assessment(table, &features).nats(.price) - Assessment(table, &none).nats(.price)
    }

    /// Who only buys coins shows it in what it pays, and nowhere else.
    @Test(arguments: [(7.9, 0), (8, 4), (11.9, 4), (12, 7), (16, 7)] as [(Float, Double)])
    func aLongPaidLineWeighsMore(_ line: Float, _ nats: Double) throws {
        #expect(abs(try price([.paidLine: line]) - nats) < 0.001)
    }
}
