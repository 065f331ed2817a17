import Testing
import WeirDetection
import WeirDomain

/// What an account must have done itself before a measure follows without a person's word.
@Suite struct ConductTests {
    private func shows(_ typology: Typology, _ figures: [Feature: Float]) -> Bool {
        var features = Features()
        for (feature, figure) in figures { features[feature] = figure }
        return Conduct.shows(typology, &features)
    }

    @Test func aTraderHasPricesOfItsOwnOrPaysManyStrangers() {
        let receives: [Feature: Float] = [.exactIn: 16, .softIn: 16, .weekInStrangers: 200]
        #expect(!shows(.otcDealer, receives))
        #expect(!shows(.otcDealer, receives.merging([.outOverIn: 0.9, .topPayees: 1]) { $1 }))
        #expect(shows(.otcDealer, receives.merging([.outOverIn: 0.9, .topPayees: 1, .softOut: 3.5]) { $1 }))
        #expect(!shows(.otcDealer, receives.merging([.outOverIn: 0.2, .exactOut: 8]) { $1 }))
        let spread: [Feature: Float] = [.outOverIn: 0.5, .weekOutStrangers: 2, .topPayees: 0.95]
        #expect(shows(.otcDealer, spread) && shows(.successor, spread))
        #expect(!shows(.otcDealer, spread.merging([.topPayees: 0.96]) { $1 }))
        #expect(!shows(.otcDealer, spread.merging([.weekOutStrangers: 1]) { $1 }))
    }

    @Test func aMulePassesOnNearlyAllOrHasDoneSoAtOnce() {
        #expect(shows(.runningPoints, [.outOverIn: 0.7, .dayShare: 0.7]))
        #expect(!shows(.runningPoints, [.outOverIn: 0.7, .dayShare: 0.69]))
        #expect(!shows(.runningPoints, [.outOverIn: 0.69, .dayShare: 0.69]))
        #expect(shows(.runningPoints, [.outOverIn: 0.5, .quickForwards: 2]))
        #expect(!shows(.runningPoints, [.outOverIn: 0.5, .quickForwards: 1]))
        #expect(!shows(.runningPoints, [.weekInStrangers: 300, .gatewayIn: 1]))
    }

    @Test func suspectsAmongHundredsOfCustomersMakeNoCollector() {
        #expect(!shows(.collector, [.outOverIn: 0.9, .feeders: 2, .monthInPayers: 300]))
        #expect(shows(.collector, [.outOverIn: 0.9, .feeders: 2, .monthInPayers: 20]))
        #expect(shows(.collector, [.outOverIn: 0.9, .feeders: 2, .monthInPayers: 300, .fedShare: 0.02]))
        #expect(!shows(.collector, [.outOverIn: 0.4, .feeders: 2, .monthInPayers: 4]))
    }

    /// To be no merchant, as nearly everybody is, is not one of two kinds of evidence.
    @Test func toBeNoMerchantIsNoEvidence() throws {
        for table in EvidenceModel.builtIn.tables {
            var person = Features()
            #expect(Assessment(table, &person).nats(.merchant) <= 0, "\(table.typology)")
        }
        let gateway = try #require(EvidenceModel.builtIn.tables.first { $0.typology == .exchangeGateway })
        var merchant = Features()
        merchant[.isMerchant] = 1
        merchant[.gatewayIn] = 1
        #expect(Assessment(gateway, &merchant).nats(.merchant) > 0)
    }

    @Test func aSiteThatShowsSomebodysCodeProvesNothingAgainstHim() {
        #expect(!shows(.exchangeGateway, [.gatewayIn: 1, .outOverIn: 1]))
        #expect(shows(.exchangeGateway, [.gatewayIn: 1, .isMerchant: 1]))
        #expect(!shows(.fourthPartySite, [.gatewayIn: 1, .sitePersons: 9]))
        #expect(shows(.fourthPartySite, [.gatewayIn: 1, .sitePersons: 9, .outOverIn: 0.25]))
    }
}
