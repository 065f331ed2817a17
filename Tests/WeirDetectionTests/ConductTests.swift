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
        let line: [Feature: Float] = [.outOverIn: 0.9, .topPayees: 1, .softOut: 3.5, .weekOutStrangers: 3]
        #expect(shows(.otcDealer, receives.merging(line) { $1 }))
        #expect(!shows(.otcDealer, receives.merging([.outOverIn: 0.2, .exactOut: 8, .weekOutStrangers: 9]) { $1 }))
        let spread: [Feature: Float] = [.outOverIn: 0.5, .weekOutStrangers: 4, .topPayees: 0.95, .days: 2]
        #expect(shows(.otcDealer, spread) && shows(.successor, spread))
        #expect(!shows(.otcDealer, spread.merging([.topPayees: 0.96]) { $1 }))
        #expect(!shows(.otcDealer, spread.merging([.weekOutStrangers: 3]) { $1 }))
        // A stranger who got what another one had sent is none that trade asks for.
        #expect(!shows(.otcDealer, spread.merging([.mirroredOut: 1]) { $1 }))
        #expect(shows(.otcDealer, spread.merging([.weekOutStrangers: 5, .mirroredOut: 1]) { $1 }))
    }

    /// A partner's large sum comes in, and what was paid to customers is little of all: a line that is proven both ways
    /// shows that it was trade.
    @Test func aProvenLineIsTradeThoughLittleIsPaidOut() {
        let proven: [Feature: Float] = [
            .outOverIn: 0.1, .exactOut: 4, .exactIn: 8, .lineWeight: 12, .lineMargin: 6, .lineHits: 9, .lineShare: 0.5,
            .provenLine: 7.5, .weekOutStrangers: 3,
        ]
        #expect(shows(.otcDealer, proven) && shows(.successor, proven))
        #expect(!shows(.otcDealer, proven.merging([.provenLine: 7.4]) { $1 }))
        #expect(!shows(.otcDealer, proven.merging([.outOverIn: 0.09]) { $1 }))
        // The rest is asked as ever.
        #expect(!shows(.otcDealer, proven.merging([.lineMargin: 2]) { $1 }))
        #expect(!shows(.otcDealer, proven.merging([.exactOut: 2]) { $1 }))
        #expect(!shows(.collector, proven))
    }

    /// Who is fed by several who were stopped, and has it gone within the day, gathers by its own doing; a stall at which
    /// two of them buy has hundreds of customers.
    @Test func whoIsFedAndEmptiesItGathers() {
        let fed: [Feature: Float] = [
            .feeders: 2, .feedings: 4, .outOverIn: 0.5, .dayShare: 0.6, .monthInPayers: 8, .fedShare: 0.5,
        ]
        func own(_ changes: [Feature: Float] = [:]) -> Float {
            var features = Features()
            for (feature, figure) in fed.merging(changes, uniquingKeysWith: { $1 }) { features[feature] = figure }
            return Conduct.own(.collector, &features)
        }
        #expect(own() == 1)
        for change: [Feature: Float] in [
            [.feeders: 1], [.feedings: 3], [.outOverIn: 0.4], [.dayShare: 0.5], [.monthInPayers: 300],
        ] {
            #expect(own(change) == 0, "\(change)")
        }
    }

    /// Who sells to strangers by the dozen, day after day, and pays nearly all of it out, trades by its own doing,
    /// whomever it buys from; with a little less of any of it nothing follows without a person's word.
    @Test func whoSellsOnAScaleTrades() {
        let sells: [Feature: Float] = [
            .outOverIn: 0.8, .dayShare: 0.3, .topPayees: 1, .days: 4, .exactIn: 15, .exactOut: -4, .lineWeight: 15,
            .lineMargin: 8, .lineHits: 15, .lineShare: 0.25, .weekInStrangers: 25,
        ]
        func own(_ figures: [Feature: Float]) -> Float {
            var features = Features()
            for (feature, figure) in figures { features[feature] = figure }
            return Conduct.own(.otcDealer, &features)
        }
        #expect(shows(.otcDealer, sells) && shows(.successor, sells) && own(sells) == 1)
        let less: [(Feature, Float)] = [
            (.outOverIn, 0.79), (.dayShare, 0.29), (.days, 3.9), (.lineMargin, 7.9), (.lineHits, 14),
            (.lineShare, 0.24), (.weekInStrangers, 24), (.isMerchant, 1), (.strangerMoneyOut, 0.2),
        ]
        // Pennies to as many strangers as anybody likes change nothing.
        let pennies = sells.merging([.weekOutStrangers: 9, .strangerMoneyOut: 0.19]) { $1 }
        #expect(shows(.otcDealer, pennies) && own(pennies) == 1)
        for (feature, figure) in less {
            let lesser = pennies.merging([feature: figure]) { $1 }
            #expect(!shows(.otcDealer, lesser) && own(lesser) == 0, "\(feature)")
        }
    }

    /// The act is worth a nat in full: whoever draws what it earns to a card has no sums, speed or strangers in what it
    /// pays, and the stairs say a little against it for each.
    @Test func whoDrawsWhatItSellsForHasDoneSoItself() throws {
        let table = try #require(EvidenceModel.builtIn.tables.first { $0.typology == .otcDealer })
        func assess(_ changes: [Feature: Float] = [:]) -> Assessment {
            let draws: [Feature: Float] = [
                .outOverIn: 0.9, .dayShare: 0.9, .topPayees: 1, .days: 6, .exactIn: 15, .softIn: 13, .lineWeight: 15,
                .lineMargin: 30, .lineHits: 35, .lineShare: 0.4, .longLine: 35, .weekInStrangers: 57,
                .strangerShareIn: 1, .dealsPerDay: 6, .logSizeIn: 5.2, .logSizeOut: .nan, .remoteIn: .nan,
                .remoteOut: .nan, .freshIn: 0.7, .veryRoundIn: 0.4, .spreadIn: 1.4, .silentIn: 1, .ageDays: 900,
                .withdrawnOut: 1,
            ]
            var features = Features()
            for (feature, figure) in draws.merging(changes, uniquingKeysWith: { $1 }) { features[feature] = figure }
            return Assessment(table, &features)
        }
        #expect(assess().isOwnConduct && assess().maySuspend)
        // The act itself is asked as ever, and so is the line.
        #expect(!assess([.outOverIn: 0.79]).isOwnConduct)
        #expect(!assess([.longLine: 0]).maySuspend)
    }

    /// Who only sells buys from dealers: that is trade, and its own doing. A customer of dealers who is framed spends
    /// little of what others send.
    @Test func whoSellsCoinsBuysThem() {
        let sells: [Feature: Float] = [
            .outOverIn: 0.6, .topPayees: 1, .days: 4, .exactIn: 5, .softIn: 2, .exactOut: -4, .softOut: 0.1,
            .lineWeight: 5, .lineMargin: 4, .lineHits: 9, .lineShare: 0.5, .weekInStrangers: 8, .suspectsOut: 0.2,
        ]
        #expect(shows(.otcDealer, sells) && shows(.successor, sells))
        let less: [(Feature, Float)] = [
            (.outOverIn, 0.59), (.exactIn, 4.9), (.lineMargin, 3.9), (.weekInStrangers, 7), (.suspectsOut, 0.19),
            (.softOut, 0), (.weekOutStrangers, 4),
        ]
        for (feature, figure) in less {
            #expect(!shows(.otcDealer, sells.merging([feature: figure]) { $1 }), "\(feature)")
        }
        // However many dealers it buys from.
        #expect(shows(.otcDealer, sells.merging([.suspectsOut: 0.9, .weekOutStrangers: 9]) { $1 }))
        var features = Features()
        for (feature, figure) in sells { features[feature] = figure }
        #expect(Conduct.own(.otcDealer, &features) == 1 && Conduct.own(.collector, &features) == 0)
        features[.suspectsOut] = 0
        #expect(Conduct.own(.otcDealer, &features) == 0)
    }

    /// A supplier who is stopped may be paid in round sums; one who is only under an alert may be framed himself.
    @Test func whoSellsMayBuyInRoundSumsOfWhoIsStopped() {
        let sells: [Feature: Float] = [
            .outOverIn: 0.6, .topPayees: 1, .days: 4, .exactIn: 5, .exactOut: -4, .softOut: -1, .lineWeight: 5,
            .lineMargin: 4, .lineHits: 8, .lineShare: 0.5, .weekInStrangers: 8, .suspectsOut: 0.9, .triedOut: 0.3,
        ]
        #expect(shows(.otcDealer, sells) && shows(.successor, sells))
        let less: [(Feature, Float)] = [(.triedOut, 0.29), (.lineHits, 7), (.isMerchant, 1)]
        for (feature, figure) in less {
            #expect(!shows(.otcDealer, sells.merging([feature: figure]) { $1 }), "\(feature)")
        }
    }

    /// Who waits and lives a life beside does not look like a mule, but for whom the money of strangers goes to.
    @Test func whoFeedsAccountsThatAreStoppedIsAMule() {
        let waits: [Feature: Float] = [
            .outOverIn: 0.5, .dayShare: 0.3, .strangerMoneyIn: 0.6, .weekInStrangers: 8, .days: 2, .triedOut: 0.3,
        ]
        #expect(shows(.runningPoints, waits))
        for feature in waits.keys {
            #expect(!shows(.runningPoints, waits.merging([feature: waits[feature]! * 0.95]) { $1 }), "\(feature)")
        }
        // Whoever pays as many strangers as pay it trades in something, whomever else it pays.
        let trades: [Feature: Float] = [.weekOutStrangers: 4, .strangerMoneyOut: 0.5]
        #expect(!shows(.runningPoints, waits.merging(trades) { $1 }))
    }

    /// Whoever buys coins for himself pays at a coin's prices too, a dealer or two; and others can send him theirs.
    @Test func whoBuysCoinsForHimselfIsNoTrader() {
        let buys: [Feature: Float] = [
            .outOverIn: 0.9, .topPayees: 0.9, .days: 5, .exactOut: 6, .softOut: 4, .exactIn: 9, .softIn: 4,
            .lineWeight: 12, .lineMargin: 6, .lineHits: 9, .lineShare: 0.6, .provenLine: 12, .weekInStrangers: 7,
        ]
        for typology in [Typology.otcDealer, .successor] {
            #expect(!shows(typology, buys))
            #expect(!shows(typology, buys.merging([.weekOutStrangers: 2]) { $1 }))
            #expect(shows(typology, buys.merging([.weekOutStrangers: 3]) { $1 }))
            // What was passed on as it came was paid to nobody of his choosing.
            #expect(!shows(typology, buys.merging([.weekOutStrangers: 4, .mirroredOut: 2]) { $1 }))
        }
    }

    /// A customer's payees are the trade, and are under an alert before long; a dealer's are people.
    @Test func whoBuysFromSeveralDealersIsNoTrader() {
        let buys: [Feature: Float] = [
            .outOverIn: 0.9, .topPayees: 0.5, .days: 5, .exactOut: 6, .exactIn: 9, .lineWeight: 12, .lineMargin: 6,
            .lineHits: 9, .lineShare: 0.6, .provenLine: 12, .weekInStrangers: 7, .weekOutStrangers: 5,
        ]
        for typology in [Typology.otcDealer, .successor] {
            #expect(shows(typology, buys))
            #expect(shows(typology, buys.merging([.suspectsOut: 0.2]) { $1 }))
            #expect(!shows(typology, buys.merging([.suspectsOut: 0.5]) { $1 }))
            // Without a line of its own it takes as many people, too.
            let plain = buys.merging([.exactOut: 2, .exactIn: 4]) { $1 }
            #expect(shows(typology, plain) && !shows(typology, plain.merging([.suspectsOut: 0.3]) { $1 }))
            // Nobody buys from a dozen: payments to suspects excuse no dealer.
            #expect(!shows(typology, buys.merging([.suspectsOut: 0.9, .weekOutStrangers: 11]) { $1 }))
            #expect(shows(typology, buys.merging([.suspectsOut: 0.9, .weekOutStrangers: 12]) { $1 }))
        }
    }

    /// Who tops up from a card of his own and pays a dealer with it at once passes on what is his.
    @Test func aMuleIsPaidByStrangers() {
        let tops: [Feature: Float] = [
            .outOverIn: 1, .dayShare: 1, .quickShare: 1, .quickForwards: 6, .weekOutCount: 9, .days: 5,
            .suspectsOut: 1, .cleared: 3, .logSizeIn: 5,
        ]
        #expect(!shows(.runningPoints, tops.merging([.weekInStrangers: 4]) { $1 }))
        #expect(shows(.runningPoints, tops.merging([.weekInStrangers: 5]) { $1 }))
    }

    /// What others write makes an alert, and a measure only with what the payments say: the words weigh one nat there.
    @Test func wordsCarryNoMeasure() throws {
        let table = try #require(EvidenceModel.builtIn.tables.first { $0.typology == .otcDealer })
        let sent: [Feature: Float] = [
            .outOverIn: 0.9, .topPayees: 0.3, .days: 4, .softIn: 4, .exactIn: 4, .lineWeight: 4, .lineMargin: 4,
            .lineHits: 5, .lineShare: 0.4, .weekInStrangers: 7, .weekOutStrangers: 5, .strangerShareIn: 1,
            .logSizeIn: 5, .logSizeOut: 5, .dealsPerDay: 1.5, .freshIn: 1, .freshOut: 1, .veryRoundIn: 0.2,
            .silentIn: 0.5, .ageDays: 900,
        ]
        func assess(_ figures: [Feature: Float]) -> Assessment {
            var features = Features()
            for (feature, figure) in sent.merging(figures, uniquingKeysWith: { $1 }) { features[feature] = figure }
            return Assessment(table, &features)
        }
        let (plain, written) = (assess([:]), assess([.textSure: 9, .referencesIn: 0.6]))
        let measure = Double(table.measure)
        #expect(plain.logOdds < measure - 1 && written.logOdds >= measure, "the words alone pass the line")
        #expect(written.isAlert && written.kinds >= 2 && written.isOwnConduct)
        #expect(!written.maySuspend)
        // Where the payments say enough they are in nobody's way.
        let proven = assess([.textSure: 9, .referencesIn: 0.6, .exactOut: 8, .provenLine: 12, .quickShare: 0.5])
        #expect(proven.maySuspend)
    }

    /// A site may show anybody's code: of a person its payers prove nothing, what the person pays may.
    @Test func aPersonWithACheckout() {
        let paid: [Feature: Float] = [
            .gatewayIn: 0.9, .outOverIn: 0.5, .lineWeight: 8, .lineMargin: 5, .weekOutStrangers: 4, .exactOut: 0,
        ]
        #expect(!shows(.exchangeGateway, paid))
        #expect(shows(.exchangeGateway, paid.merging([.exactOut: 3.5]) { $1 }))
        #expect(!shows(.exchangeGateway, paid.merging([.suspectsOut: 0.2]) { $1 }))
        #expect(shows(.exchangeGateway, paid.merging([.suspectsOut: 0.2, .exactOut: 0.1]) { $1 }))
        #expect(!shows(.exchangeGateway, paid.merging([.suspectsOut: 0.2, .exactOut: 1, .weekOutStrangers: 3]) { $1 }))
        #expect(!shows(.exchangeGateway, paid.merging([.exactOut: 3.5, .gatewayIn: 0.4]) { $1 }))
        #expect(!shows(.exchangeGateway, paid.merging([.exactOut: 3.5, .mirroredOut: 1]) { $1 }))
        #expect(shows(.exchangeGateway, [.isMerchant: 1, .gatewayIn: 0.2, .outOverIn: 0.3]))
        #expect(!shows(.exchangeGateway, [.isMerchant: 1, .outOverIn: 0.3]))
    }

    /// A regular customer pays one dealer at that dealer's prices.
    @Test func aLineThatIsPaidCountsWhereItGoesToSeveral() {
        for (top, strangers, mirrored, counts) in [
            (Float(0.8), Float(0), Float(0), true), (0.81, 2, 0, false), (1, 3, 0, true), (1, 4, 2, false),
        ] {
            var features = Features()
            features[.topPayees] = top
            features[.weekOutStrangers] = strangers
            features[.mirroredOut] = mirrored
            features.setPaidLine(12, isSoft: false)
            #expect((features[.paidLine] == 12) == counts, "\(top) \(strangers)")
        }
    }

    /// Who pays several strangers on the first day alone, in plain money, may be paying wages.
    @Test func aTraderTradesForDaysOrWithManyOrAtPrices() {
        let once: [Feature: Float] = [.outOverIn: 0.5, .weekOutStrangers: 6, .topPayees: 0.5, .days: 1]
        #expect(!shows(.otcDealer, once))
        #expect(shows(.otcDealer, once.merging([.days: 2]) { $1 }))
        #expect(shows(.otcDealer, once.merging([.weekOutStrangers: 7]) { $1 }))
        #expect(shows(.otcDealer, once.merging([.exactOut: 1]) { $1 }))
        #expect(!shows(.otcDealer, once.merging([.exactOut: 0.9, .softOut: -1]) { $1 }))
    }

    /// Whoever is sent quantities of coins and pays for something else may be framed.
    @Test func aTraderPaysAtPricesIfItIsPaidAtThem() {
        let sent: [Feature: Float] = [
            .outOverIn: 0.5, .weekOutStrangers: 6, .topPayees: 0.5, .days: 4, .exactIn: 9, .softIn: 4, .lineWeight: 5,
            .lineMargin: 5,
        ]
        #expect(!shows(.otcDealer, sent.merging([.exactOut: -4, .softOut: 0.9]) { $1 }))
        #expect(!shows(.successor, sent.merging([.exactOut: -4, .softOut: -2]) { $1 }))
        #expect(shows(.otcDealer, sent.merging([.exactOut: -4, .softOut: 1]) { $1 }))
        #expect(!shows(.otcDealer, sent.merging([.exactIn: 5, .softOut: 0]) { $1 }))
        #expect(shows(.otcDealer, sent.merging([.exactIn: 4.9, .softOut: 0]) { $1 }))
        // A trace, which a price that a stranger asks may leave, weighs less than twice that.
        #expect(!shows(.otcDealer, sent.merging([.exactIn: 13, .softOut: 3]) { $1 }))
        #expect(shows(.otcDealer, sent.merging([.exactIn: 12.9, .softOut: 3]) { $1 }))
    }

    /// Brokers and banks take deposits and pay them out, too: of them only prices make an exchange.
    @Test func whoLivesOnDepositsIsNoExchangeWithoutPrices() {
        let broker: [Feature: Float] = [.isMerchant: 1, .gatewayIn: 1, .outOverIn: 0.6, .takesDeposits: 1]
        let coins: [Feature: Float] = [.lineWeight: 5, .lineMargin: 4, .lineHits: 5, .lineShare: 0.12]
        #expect(!shows(.exchangeGateway, broker))
        #expect(shows(.exchangeGateway, broker.merging([.takesDeposits: 0]) { $1 }))
        #expect(shows(.exchangeGateway, broker.merging(coins) { $1 }))
        for change: [Feature: Float] in [[.lineWeight: 4.9], [.lineMargin: 3.9], [.lineHits: 4], [.lineShare: 0.1]] {
            #expect(!shows(.exchangeGateway, broker.merging(coins) { $1 }.merging(change) { $1 }), "\(change)")
        }
    }

    /// One amount on a price is chance, and so are a few of very many.
    @Test func aLineHoldsMoreThanChanceBrings() {
        let trades: [Feature: Float] = [
            .outOverIn: 0.9, .weekOutStrangers: 9, .topPayees: 0.3, .days: 4, .softIn: 3, .lineWeight: 3,
            .lineMargin: 5, .lineHits: 5, .lineShare: 0.12,
        ]
        #expect(shows(.otcDealer, trades))
        #expect(!shows(.otcDealer, trades.merging([.lineHits: 4, .lineShare: 0.5]) { $1 }))
        #expect(!shows(.otcDealer, trades.merging([.lineHits: 20, .lineShare: 0.1]) { $1 }))
        #expect(shows(.otcDealer, trades.merging([.lineHits: 0, .lineShare: 0, .lineWeight: 0]) { $1 }))
    }

    /// Who pays strangers over and over at prices that are no coin's trades in something else.
    @Test func aTraderDoesNotPayStrangersAtOtherPrices() {
        let trades: [Feature: Float] = [
            .outOverIn: 0.9, .weekOutStrangers: 4, .topPayees: 0.3, .days: 4, .softIn: 1.5, .lineWeight: 3,
            .lineMargin: 5, .lineHits: 9, .lineShare: 0.3,
        ]
        #expect(!shows(.otcDealer, trades.merging([.exactOut: -5, .softOut: -1.1]) { $1 }))
        #expect(shows(.otcDealer, trades.merging([.exactOut: -5, .softOut: -1]) { $1 }))
    }

    /// Who has cleared the account twice passes on, however long each time took.
    @Test func whoClearsTwicePassesOn() {
        let waits: [Feature: Float] = [.outOverIn: 0.9, .dayShare: 0.4, .weekInStrangers: 8, .weekOutStrangers: 2]
        #expect(!shows(.runningPoints, waits))
        #expect(shows(.runningPoints, waits.merging([.cleared: 1.8]) { $1 }))
        #expect(!shows(.runningPoints, waits.merging([.cleared: 1.7]) { $1 }))
        let trades: [Feature: Float] = [.cleared: 3, .weekOutStrangers: 6, .strangerMoneyOut: 0.5]
        #expect(!shows(.runningPoints, waits.merging(trades) { $1 }))
    }

    /// A mule's money goes to few; freight, games and old telephones are paid for to many.
    @Test func aMuleDoesNotPayAsManyStrangersAsPayIt() {
        let quick: [Feature: Float] = [
            .outOverIn: 0.9, .quickForwards: 4, .quickShare: 0.5, .weekInStrangers: 8, .strangerMoneyOut: 0.2,
            .logSizeIn: 4,
        ]
        #expect(shows(.runningPoints, quick.merging([.weekOutStrangers: 3]) { $1 }))
        #expect(!shows(.runningPoints, quick.merging([.weekOutStrangers: 4]) { $1 }))
        #expect(shows(.runningPoints, quick.merging([.weekOutStrangers: 4, .quickShare: 0.9]) { $1 }))
        #expect(shows(.runningPoints, quick.merging([.weekOutStrangers: 4, .suspectsOut: 0.3]) { $1 }))
        #expect(shows(.runningPoints, quick.merging([.weekOutStrangers: 2, .weekInStrangers: 5]) { $1 }))
        // A red packet of a penny to anybody who comes along is no trade.
        #expect(shows(.runningPoints, quick.merging([.weekOutStrangers: 40, .strangerMoneyOut: 0.19]) { $1 }))
    }

    /// Who tops up telephones for others passes small orders on one by one, and some say what for.
    @Test func whoFillsSmallOrdersIsNoMule() {
        let orders: [Feature: Float] = [
            .outOverIn: 0.98, .quickForwards: 4, .quickShare: 0.9, .weekInStrangers: 20, .logSizeIn: 3, .silentIn: 0.8,
            .receipts: 20,
        ]
        #expect(!shows(.runningPoints, orders))
        let others: [(Feature, Float)] = [(.logSizeIn, 3.5), (.silentIn, 0.9), (.quickForwards, 3.9)]
        for (feature, figure) in others {
            #expect(shows(.runningPoints, orders.merging([feature: figure]) { $1 }), "\(feature)")
        }
    }

    /// What goes to accounts that are stopped is no order of a telephone's owner.
    @Test func whoFeedsWhoIsStoppedFillsNoOrders() {
        let feeds: [Feature: Float] = [
            .outOverIn: 0.98, .dayShare: 0.9, .quickForwards: 25, .quickShare: 0.6, .weekInStrangers: 150,
            .logSizeIn: 3.2, .silentIn: 0.45, .receipts: 118, .days: 6, .strangerMoneyIn: 1, .triedOut: 0.9,
            .suspectsOut: 0.9,
        ]
        #expect(shows(.runningPoints, feeds))
        #expect(!shows(.runningPoints, feeds.merging([.suspectsOut: 0.4]) { $1 }))
        #expect(!shows(.runningPoints, feeds.merging([.triedOut: 0.2]) { $1 }))
    }

    /// Where nearly every order goes on by itself a dozen may be silent before one speaks.
    @Test func whoPassesEachOrderOnIsNoMuleForADozen() {
        let orders: [Feature: Float] = [
            .outOverIn: 0.98, .quickForwards: 5.5, .quickShare: 0.9, .weekInStrangers: 20, .logSizeIn: 3, .silentIn: 1,
            .receipts: 11,
        ]
        #expect(!shows(.runningPoints, orders))
        let others: [(Feature, Float)] = [(.logSizeIn, 3.5), (.receipts, 12), (.quickForwards, 5.4)]
        for (feature, figure) in others {
            #expect(shows(.runningPoints, orders.merging([feature: figure]) { $1 }), "\(feature)")
        }
        let many: [Feature: Float] = [.quickForwards: 15, .receipts: 30]
        #expect(shows(.runningPoints, orders.merging(many) { $1 }))
        #expect(!shows(.runningPoints, orders.merging(many) { $1 }.merging([.silentIn: 0.96]) { $1 }))
    }

    /// A money changer's two lines look like a coin's until the prices part.
    @Test func whereThePricesSpeakTheyMustBeACoins() {
        let line: [Feature: Float] = [.outOverIn: 0.9, .exactOut: 9, .lineWeight: 12, .weekOutStrangers: 3]
        #expect(!shows(.otcDealer, line.merging([.lineMargin: 2.4]) { $1 }))
        #expect(shows(.otcDealer, line.merging([.lineMargin: 2.5]) { $1 }))
        #expect(shows(.otcDealer, line.merging([.lineWeight: 0.5]) { $1 }))
    }

    @Test func aMulePassesOnNearlyAllOrHasDoneSoAtOnce() {
        let slow: [Feature: Float] = [
            .outOverIn: 0.7, .dayShare: 0.7, .weekOutCount: 4, .days: 1.5, .weekInStrangers: 5,
        ]
        #expect(shows(.runningPoints, slow))
        #expect(!shows(.runningPoints, slow.merging([.dayShare: 0.69]) { $1 }))
        #expect(!shows(.runningPoints, slow.merging([.outOverIn: 0.69]) { $1 }))
        #expect(!shows(.runningPoints, slow.merging([.weekOutCount: 3]) { $1 }))
        #expect(!shows(.runningPoints, slow.merging([.days: 1]) { $1 }))
        let quick: [Feature: Float] = [.outOverIn: 0.5, .quickForwards: 2, .weekInStrangers: 5]
        #expect(shows(.runningPoints, quick))
        #expect(!shows(.runningPoints, quick.merging([.quickForwards: 1]) { $1 }))
        #expect(!shows(.runningPoints, [.weekInStrangers: 300, .gatewayIn: 1]))
    }

    @Test func suspectsAmongHundredsOfCustomersMakeNoCollector() throws {
        func identity(_ figures: [Feature: Float]) throws -> Double {
            var features = Features()
            for (feature, figure) in figures { features[feature] = figure }
            let table = try #require(EvidenceModel.builtIn.tables.first { $0.typology == .collector })
            return Assessment(table, &features).nats(.identity)
        }
        let none = try identity([.monthInPayers: 300])
        #expect(try identity([.feeders: 2, .feedings: 30, .monthInPayers: 300]) <= none + 0.1)
        #expect(try identity([.feeders: 2, .monthInPayers: 12]) >= none + 4)
        #expect(try identity([.feeders: 2, .monthInPayers: 40, .fedShare: 0.2]) >= none + 4)
        #expect(try identity([.feeders: 2, .monthInPayers: 300, .fedShare: 0.9]) <= none + 0.1)
        #expect(!shows(.collector, [.outOverIn: 0.4, .feeders: 2, .monthInPayers: 4]))
        #expect(shows(.collector, [.outOverIn: 0.5]))
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
        let shown: [Feature: Float] = [.gatewayIn: 1, .sitePersons: 9, .logSizeIn: 2.7]
        #expect(!shows(.fourthPartySite, shown))
        #expect(shows(.fourthPartySite, shown.merging([.outOverIn: 0.25]) { $1 }))
        // A market place sells small things.
        #expect(!shows(.fourthPartySite, shown.merging([.outOverIn: 0.25, .logSizeIn: 2.6]) { $1 }))
    }
}
