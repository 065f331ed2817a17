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

    @Test(arguments: [(9, 0), (10, 2), (24, 2), (25, 3), (200, 3)] as [(Float, Double)])
    func aLineThatIsKeptToAtLengthWeighsMore(_ amounts: Float, _ nats: Double) throws {
        #expect(abs(try price([.longLine: amounts]) - nats) < 0.001)
    }

    @Test(arguments: [(2.9, 0), (3, 2), (5.9, 2), (6, 3), (9.9, 3), (10, 5)] as [(Float, Double)])
    func aLineWithStrangersOnBothSidesWeighsMore(_ line: Float, _ nats: Double) throws {
        #expect(abs(try price([.tradeLine: line]) - nats) < 0.001)
    }

    /// It counts only where line and strangers are there together, and nothing else has said so yet.
    @Test func aLineIsTradeWhereStrangersStandOnBothSides() {
        let dealer: [Feature: Float] = [
            .lineWeight: 5, .lineMargin: 3, .weekInStrangers: 8, .weekOutStrangers: 8, .softIn: 0.9,
        ]
        func line(_ figures: [Feature: Float]) -> Float {
            var features = Features()
            for (feature, figure) in dealer.merging(figures, uniquingKeysWith: { $1 }) { features[feature] = figure }
            features.setTradeLine()
            return features[.tradeLine]
        }
        #expect(line([:]) == 5)
        // A customer's line has few people on either side; who is framed pays few strangers, or pays on what it got.
        #expect(line([.weekInStrangers: 7]) == 0)
        #expect(line([.weekOutStrangers: 7]) == 0)
        #expect(line([.weekOutStrangers: 9, .mirroredOut: 2]) == 0)
        #expect(line([.weekOutStrangers: 10, .mirroredOut: 2]) == 5)
        #expect(line([.lineMargin: 2.9]) == 0)
        // Read exactly and sure both ways, it is trade with the second stranger on either side.
        let early: [Feature: Float] = [
            .weekInStrangers: 2, .weekOutStrangers: 2, .exactIn: 3, .exactOut: 3, .softIn: -1, .softOut: -1,
        ]
        #expect(line(early) == 5)
        let less: [(Feature, Float)] = [
            (.weekInStrangers, 1), (.weekOutStrangers, 1), (.mirroredOut, 1), (.exactIn, 2.9), (.exactOut, 2.9),
            (.softIn, -1.1), (.softOut, -1.1), (.lineMargin, 2.9),
        ]
        for (feature, figure) in less { #expect(line(early.merging([feature: figure]) { $1 }) == 0, "\(feature)") }
        // Counted already.
        #expect(line([.softIn: 1]) == 0)
        #expect(line([.paidLine: 8]) == 0)
        #expect(line([.lineWeight: 0]) == 0)
    }

    /// What strangers send lies on a coin's prices at length: there the stairs of single figures are at their end.
    @Test func aLongLineSpeaksOnceMore() {
        func long(_ figures: [Feature: Float]) -> Float {
            var features = Features()
            let line: [Feature: Float] = [
                .lineHits: 10, .lineShare: 0.25, .lineMargin: 6, .softIn: 8, .exactIn: -5, .weekInStrangers: 6,
            ]
            for (feature, figure) in line.merging(figures, uniquingKeysWith: { $1 }) { features[feature] = figure }
            features.setLongLine()
            return features[.longLine]
        }
        #expect(long([:]) == 10)
        #expect(long([.softIn: -4, .exactIn: 8]) == 10)
        let paysOut: [Feature: Float] = [.lineHits: 40, .outOverIn: 0.8, .dayShare: 0.3, .days: 4]
        #expect(long(paysOut) == 40)
        for (feature, figure) in [(.outOverIn, 0.79), (.dayShare, 0.29), (.days, 3.9)] as [(Feature, Float)] {
            #expect(long(paysOut.merging([feature: figure]) { $1 }) == 24, "\(feature)")
        }
        let less: [(Feature, Float)] = [
            (.lineHits, 9), (.lineShare, 0.24), (.lineMargin, 5.9), (.softIn, 7.9), (.weekInStrangers, 5),
        ]
        for (feature, figure) in less { #expect(long([feature: figure]) == 0, "\(feature)") }
    }

    /// Strangers' money runs through: all of it together, or it says nothing.
    @Test func strangersMoneyRunsThrough() {
        func runs(_ figures: [Feature: Float]) -> Float {
            var features = Features()
            let mule: [Feature: Float] = [
                .weekInStrangers: 15, .outOverIn: 0.9, .dayShare: 0.9, .days: 2, .weekOutStrangers: 1,
                .silentIn: 0.95, .hoursShare: 0.6,
            ]
            for (feature, figure) in mule.merging(figures, uniquingKeysWith: { $1 }) { features[feature] = figure }
            features.setRunsThrough()
            return features[.runsThrough]
        }
        #expect(runs([:]) == 1)
        let less: [(Feature, Float)] = [
            (.weekInStrangers, 14), (.outOverIn, 0.89), (.dayShare, 0.89), (.days, 1.9), (.weekOutStrangers, 2),
            (.silentIn, 0.94), (.hoursShare, 0.59),
        ]
        for (feature, figure) in less { #expect(runs([feature: figure]) == 0, "\(feature)") }
        // A patient one, whose collectors have been stopped.
        let patient: [Feature: Float] = [.hoursShare: 0, .outOverIn: 0.8, .dayShare: 0.75, .suspectsOut: 0.3]
        #expect(runs(patient) == 1)
        let lessPatient: [(Feature, Float)] = [
            (.outOverIn, 0.79), (.dayShare, 0.74), (.suspectsOut, 0.29), (.silentIn, 0.94), (.weekOutStrangers, 2),
        ]
        for (feature, figure) in lessPatient {
            #expect(runs(patient.merging([feature: figure]) { $1 }) == 0, "\(feature)")
        }
    }

    /// Of a big shop's thousands of sums some lie on a coin's price, and compare well with other prices; of a produce
    /// buyer's, who pays by the kilogram, every other one where his price is near the coin's, and the soft reading
    /// contradicts it.
    @Test func aLineIsTakenForWhatItIs() {
        func taken(_ figures: [Feature: Float]) -> (margin: Float, paid: Float) {
            var features = Features()
            let sums: [Feature: Float] = [.lineMargin: 90, .paidLine: 12, .exactIn: -5, .exactOut: 14]
            for (feature, figure) in sums.merging(figures, uniquingKeysWith: { $1 }) { features[feature] = figure }
            features.takeLineForWhatItIs()
            return (features[.lineMargin], features[.paidLine])
        }
        #expect(taken([:]) == (90, 12))
        #expect(taken([.isMerchant: 1]) == (3, 12))
        #expect(taken([.isMerchant: 1, .exactIn: 2]).margin == 90)
        #expect(taken([.isMerchant: 1, .softIn: 2]).margin == 90)
        #expect(taken([.isMerchant: 1, .lineMargin: -4]).margin == -4)
        #expect(taken([.softOut: -3]) == (90, 0))
        #expect(taken([.softOut: -2.9]).paid == 12)
    }

    /// Others can send amounts and be strangers; own doing it is not.
    @Test func aTradeLineIsNoOwnDoing() throws {
        let table = try #require(EvidenceModel.builtIn.tables.first { $0.typology == .otcDealer })
        let stair = try #require(table.stairs.first { $0.feature == .tradeLine })
        #expect(!stair.isOwn && stair.kind == .price)
    }
}
