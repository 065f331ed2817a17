package import WeirDomain

/// What an account must have done itself, and more than once, before a measure may follow by itself.
///
/// Anybody can send an account money: amounts that lie on a coin's price, words of the trade, a mule's sums. Nobody can
/// make it pay strangers, send on most of what it gets, or run a checkout. So each typology names the conduct that
/// makes it what it is; without that, evidence of whatever weight raises an alert, for a person to look at.
package enum Conduct {
    /// Share of what came in that a trader, and a collector, must have paid out [S].
    private static let tradesOut: Float = 0.25
    /// Who has paid strangers along a line that is proven both ways (nats) trades, even where one partner's large sum
    /// makes little of all that it paid [S].
    private static let provenTrade: Float = 7.5
    private static let provenTradesOut: Float = 0.1
    private static let passesOn: Float = 0.5
    /// A mule passes on nearly all of it, most of it within a day; where it has done so at once, and twice, the last
    /// sum may still be on its way [S].
    private static let passesOnAll: Float = 0.7
    private static let withinDay: Float = 0.7
    private static let twice: Float = 1.9
    private static let clearedTwice: Float = 1.8
    /// Who waits must have sent on several times and on two days: a treasurer pays the coach once [S].
    private static let timesSentOn: Float = 4
    private static let daysSentOn: Float = 1.5
    /// Share of what a merchant receives that comes over a checkout [S]. Of a person it proves nothing: a site may show
    /// anybody's code.
    private static let checkout: Float = 0.5
    /// Mean ln size in dollars of what comes in from which it is deposits, some hundred yuan (DOMAIN §1.6.1): a market
    /// place shows many payees too, and sells small things.
    private static let deposits: Float = 2.7
    /// A trader has a price line of its own in what it pays (nats; one payment that fits by chance brings 3), and
    /// strangers among the week's payees: whoever buys coins for himself has such a line too, and pays a dealer or two.
    private static let ownLine: Float = 3.5
    private static let strangersOnLine: Float = 3
    /// Whoever buys coins over and over pays several dealers, and those are under an alert before long: a customer's
    /// payees are the trade, a dealer's are people. Nobody buys from so many within a week [S].
    private static let moreThanSuppliers: Float = 12
    /// Or it pays different strangers within a week without two of its payees getting it all: who passes things on to
    /// an owner or a supplier is no trader [S].
    private static let strangersPaid: Float = 4
    private static let strangersOut: Float = 0.4
    private static let twoPayees: Float = 0.95
    /// Nats of a price line, and by how much the coin's board must then explain it better than the innocent price [S].
    private static let speakingLine: Float = 1
    private static let coinsMargin: Float = 2.5
    /// On the third day, or many of them, or at prices that look a little like a coin's: an employer pays all hands
    /// on one day, in plain money [S].
    private static let daysOfTrade: Float = 2
    private static let manyStrangers: Float = 7
    private static let traceOfLine: Float = 1
    /// By so many nats what others send may lie better on the prices than what the account pays itself, without a trace
    /// of a line of its own, and with one: whoever is framed is sent quantities of coins and pays for something else,
    /// and where a price that strangers asked of him fits by chance it is still theirs that speaks [S].
    private static let oneSided: Float = 5
    private static let oneSidedByTrace: Float = 10

    /// One amount that fits a price proves nothing, and of many some fit by chance: a dealer's line holds so many of
    /// the amounts that were read, and so many at least [S]. Without any line this is not asked.
    private static let lineAmounts: Float = 5
    private static let lineShares: Float = 0.12
    /// Or of so many a smaller part, where no innocent price comes near: who takes most orders in money [S].
    private static let manyAmounts: Float = 15
    private static let manysShare: Float = 0.07
    private static let manysMargin: Float = 10
    /// Whoever pays strangers at prices that speak against the coin's does not trade in it, whatever others send [S].
    private static let notOnPrices: Float = -1

    /// Who only sells coins pays no strangers, but must buy what is sold: where many strangers pay along a line that is
    /// surely a coin's, most of it is spent, and much of that on dealers that are under an alert themselves, that is
    /// trade. A dealer's customer who is framed spends what others send, if at all, on something else; and a shop and
    /// its supplier may be framed both, so that something of what is paid must lie on the prices [S].
    private static let buysWhatIsSold: Float = 0.6
    private static let anythingOnPrices: Float = 0.1
    private static let othersLine: Float = 5
    private static let sureMargin: Float = 4
    private static let strangersWhoPay: Float = 8
    private static let hitsOfSeller: Float = 8
    private static let ofSuspects: Float = 0.2

    /// Or it sells on a scale that nobody would pay for to frame somebody: to strangers by the dozen, day after day, a
    /// quarter of all amounts surely on a coin's prices, and nearly all of it is paid out. A shop to which strangers
    /// send such sums pays its suppliers for what it sells, not for what they send [S].
    private static let strangersOnAScale: Float = 25
    private static let amountsOnAScale: Float = 15
    private static let shareOnAScale: Float = 0.25
    private static let marginOnAScale: Float = 8
    private static let daysOnAScale: Float = 4
    private static let paidOutOnAScale: Float = 0.8
    private static let withinDayOnAScale: Float = 0.3
    /// Whoever buys of as many strangers as it sells to, at prices that are no coin's, trades in something else [S].
    private static let strangersPaidOnAScale: Float = 0.34

    /// A mule's money goes to few. Whoever pays half as many strangers as pay it trades in something, and what it pays
    /// has nothing to do with what came just before; unless nearly all of it is gone at once, or goes to suspects [S].
    private static let strangersPaidBack: Float = 3
    private static let paidBackOfPaying: Float = 0.5
    private static let nearlyAllAtOnce: Float = 0.85
    private static let toSuspects: Float = 0.2
    /// Orders that were passed on within half an hour, their mean ln size in dollars, and the share that comes without
    /// a remark [S].
    private static let ordersPassedOn: Float = 4
    private static let smallOrders: Float = 3.5
    private static let somebodySays: Float = 0.9
    /// The same where so many, and so great a part of all, go on one by one [S].
    private static let firstPassedOn: Float = 2.5
    private static let partPassedOn: Float = 0.5
    private static let firstOrders: Float = 12
    private static let nearlySilent: Float = 0.97
    /// Share of what it pays to persons, by number, that goes to suspects [S].
    private static let halfToSuspects: Float = 0.5
    /// Share of what it pays or tries to pay that is declined because the payee is stopped, share of what comes in that
    /// is gone within a day, and share of it that strangers brought [S].
    private static let triedShare: Float = 0.3
    private static let someOfIt: Float = 0.3
    private static let strangersMoney: Float = 0.6
    /// Running points is to be paid by strangers. Whoever tops up from a card of his own, and pays a dealer with it at
    /// once, passes money on to suspects, but it is his: he has one payer and a few friends [S].
    private static let strangersWhoPayAMule: Float = 5
    /// Share of what it pays that strangers must get: pennies sent to anybody are no trade [S].
    private static let paidToStrangers: Float = 0.2

    /// Suspects who pay an account speak against it as a collector where they are a part of those who pay it, or have
    /// brought a part of what it lives on: a stall at which two mules buy has hundreds of customers [S].
    private static let several: Float = 1.5
    private static let payersPart: Float = 0.15
    private static let fedPart: Float = 0.2
    private static let payersWhoFed: Float = 0.05
    private static let timesFed: Float = 4
    private static let emptied: Float = 0.6

    /// A crowd that is paid: so many strangers of a week, so many for each that pays, and no more than so much of it to
    /// the two greatest payees [S].
    private static let dozen: Float = 12
    private static let thirdOfPaying: Float = 0.34
    private static let halfToTwo: Float = 0.5

    package static func shows(_ typology: Typology, _ f: inout Features) -> Bool {
        let isMerchant = f[.isMerchant] >= 1
        let paysOut = f[.outOverIn] >= tradesOut || isMerchant && f[.gatewayIn] >= checkout
        return switch typology {
        case .otcDealer, .successor: paysForTrade(&f) && isOfCoins(&f) && isALine(&f) && trades(&f)
        case .runningPoints:
            f[.weekInStrangers] >= strangersWhoPayAMule && forwards(&f) && !tradesWithStrangers(&f)
                && !fillsOrders(&f)
        case .collector: f[.outOverIn] >= passesOn && !paysACrowd(&f)
        case .exchangeGateway: paysOut && (runsAShop(&f) && !isInBusiness(&f) || runsACheckout(&f))
        case .fourthPartySite: paysOut && f[.logSizeIn] >= deposits
        }
    }

    private static func paysForTrade(_ f: inout Features) -> Bool {
        f[.outOverIn] >= tradesOut || f[.outOverIn] >= provenTradesOut && f[.provenLine] >= provenTrade
    }

    /// Where prices speak, they are a coin's and not a currency's: two lines near the dollar's price look like a coin's
    /// until the prices part.
    private static func isOfCoins(_ f: inout Features) -> Bool {
        f[.lineWeight] < speakingLine || f[.lineMargin] >= coinsMargin
    }

    /// What lies on the coin's price, if anything does, is more than chance brings.
    private static func isALine(_ f: inout Features) -> Bool {
        f[.lineHits] <= 0 || f[.lineHits] >= lineAmounts && f[.lineShare] >= lineShares
            || f[.lineHits] >= manyAmounts && f[.lineShare] >= manysShare && f[.lineMargin] >= manysMargin
    }

    private static func trades(_ f: inout Features) -> Bool {
        let (own, others) = (max(f[.exactOut], f[.softOut]), max(f[.exactIn], f[.softIn]))
        let strangers = peoplePaid(&f)
        if own >= ownLine, strangers >= strangersOnLine { return true }
        if buysFromTrade(&f) || sellsOnAScale(&f) { return true }
        if others - own >= (own < traceOfLine ? oneSided : oneSidedByTrace) { return false }
        if own < notOnPrices { return false }
        return strangers >= strangersPaid && f[.outOverIn] >= strangersOut && f[.topPayees] <= twoPayees
            && (f[.days] >= daysOfTrade || strangers >= manyStrangers
                || own >= traceOfLine)
    }

    private static func buysFromTrade(_ f: inout Features) -> Bool {
        f[.suspectsOut] >= ofSuspects && f[.outOverIn] >= buysWhatIsSold
            && max(f[.exactIn], f[.softIn]) >= othersLine && isSoldOfTrade(&f)
            && f[.lineMargin] >= sureMargin && f[.weekInStrangers] >= strangersWhoPay
            && peoplePaid(&f) < strangersOnLine
    }

    /// Something of what it pays lies on the prices; or it goes to a supplier who is stopped, which nobody can do to an
    /// honest one, and who may be paid in round sums.
    private static func isSoldOfTrade(_ f: inout Features) -> Bool {
        max(f[.exactOut], f[.softOut]) >= anythingOnPrices
            || f[.triedOut] >= triedShare && f[.isMerchant] < 1 && f[.lineHits] >= hitsOfSeller
    }

    /// Strangers among a week's payees, other than by what had come in to the last digit, and without those of the
    /// trade itself: as many of them as payments go to suspects.
    private static func peoplePaid(_ f: inout Features) -> Float {
        let strangers = f[.weekOutStrangers] - f[.mirroredOut]
        return strangers >= moreThanSuppliers ? strangers : strangers * (1 - f[.suspectsOut])
    }

    private static func sellsOnAScale(_ f: inout Features) -> Bool {
        f[.lineHits] >= amountsOnAScale && f[.lineShare] >= shareOnAScale && f[.lineMargin] >= marginOnAScale
            && f[.weekInStrangers] >= strangersOnAScale && f[.days] >= daysOnAScale && f[.isMerchant] < 1
            && f[.outOverIn] >= paidOutOnAScale && f[.dayShare] >= withinDayOnAScale
            && (f[.weekOutStrangers] <= strangersPaidOnAScale * f[.weekInStrangers]
                || f[.strangerMoneyOut] < paidToStrangers)
    }

    /// What the conduct itself is worth as evidence of the account's own doing, in nats: whom it buys from, and that
    /// it sells on a scale, its table does not ask.
    package static func own(_ typology: Typology, _ f: inout Features) -> Float {
        switch typology {
        case .otcDealer, .successor: buysFromTrade(&f) || sellsOnAScale(&f) ? 1 : 0
        case .collector: empties(&f) || f[.drained] > 0 ? 1 : 0
        default: 0
        }
    }

    /// Whoever is fed by several who were stopped for passing money on, again and again, and has most of what comes in
    /// gone within the day, gathers it for somebody.
    private static func empties(_ f: inout Features) -> Bool {
        f[.feeders] >= several && f[.feedings] >= timesFed && f[.outOverIn] >= passesOn && f[.dayShare] >= emptied
            && hearsFeeders(&f)
    }

    /// A merchant that takes something over a checkout: who is paid by codes and transfers alone trades over a counter.
    private static func runsAShop(_ f: inout Features) -> Bool { f[.isMerchant] >= 1 && f[.gatewayIn] > 0 }

    /// A person whose code many pay over a checkout may never have seen the site; unless what the person pays, and
    /// whom, is of the trade itself.
    private static func runsACheckout(_ f: inout Features) -> Bool {
        let own = max(f[.exactOut], f[.softOut])
        return f[.gatewayIn] >= checkout && f[.lineWeight] >= othersLine && f[.lineMargin] >= coinsMargin
            && f[.weekOutStrangers] - f[.mirroredOut] >= strangersPaid
            && (own >= ownLine || own >= anythingOnPrices && f[.suspectsOut] >= ofSuspects)
    }

    /// A broker or a bank takes deposits and pays them out, as an exchange does; only prices tell them apart.
    private static func isInBusiness(_ f: inout Features) -> Bool {
        let isInCoins = f[.lineWeight] >= othersLine && f[.lineMargin] >= sureMargin && isALine(&f)
        return f[.takesDeposits] >= 1 && !isInCoins
    }

    private static func forwards(_ f: inout Features) -> Bool {
        f[.outOverIn] >= passesOnAll && f[.dayShare] >= withinDay
            && f[.weekOutCount] >= timesSentOn && f[.days] >= daysSentOn
            || f[.outOverIn] >= passesOn && (f[.quickForwards] >= twice || f[.cleared] >= clearedTwice)
            || feedsWhoIsStopped(&f)
    }

    /// Money of strangers that goes, or tries to go, to who was stopped already, some of it on the same day: who waits
    /// and mixes in what is its own does not look like a mule any more, but whom it pays does. A customer of a dealer
    /// who is stopped lives on no crowd of strangers, and a framed supplier is not stopped.
    private static func feedsWhoIsStopped(_ f: inout Features) -> Bool {
        f[.triedOut] >= triedShare && f[.outOverIn] >= passesOn && f[.dayShare] >= someOfIt
            && f[.strangerMoneyIn] >= strangersMoney && f[.weekInStrangers] >= strangersWhoPay
            && f[.days] >= daysOfTrade
    }

    /// Who tops up telephones and cards for others passes each order on by itself and at once, as a mule may; but the
    /// sums are small, and some who pay say what for. Where nearly every order goes on by itself, the first dozen may
    /// all be silent before that is known, and one in thirty that speaks is enough. An agent's suppliers are neither
    /// stopped nor under an alert.
    private static func fillsOrders(_ f: inout Features) -> Bool {
        guard f[.logSizeIn] < smallOrders, !(f[.suspectsOut] >= halfToSuspects && feedsWhoIsStopped(&f)) else {
            return false
        }
        if f[.quickForwards] >= ordersPassedOn, f[.silentIn] < somebodySays { return true }
        let isOneByOne = f[.quickForwards] >= firstPassedOn && f[.quickForwards] >= partPassedOn * f[.receipts]
        return isOneByOne && (f[.receipts] < firstOrders || f[.silentIn] < nearlySilent)
    }

    private static func tradesWithStrangers(_ f: inout Features) -> Bool {
        f[.weekOutStrangers] >= strangersPaidBack
            && f[.weekOutStrangers] >= paidBackOfPaying * f[.weekInStrangers]
            && f[.strangerMoneyOut] >= paidToStrangers
            && f[.quickShare] < nearlyAllAtOnce && f[.suspectsOut] < toSuspects
    }

    /// What is gathered goes to few. Whoever pays strangers by the dozen, a third as many as pay it, nobody of them
    /// most of it, and is not paid by suspects, changes money or trades.
    private static func paysACrowd(_ f: inout Features) -> Bool {
        let strangers = f[.weekOutStrangers] - f[.mirroredOut]
        return strangers >= dozen && strangers >= thirdOfPaying * f[.weekInStrangers] && f[.topPayees] <= halfToTwo
            && f[.suspectsIn] < toSuspects && f[.feeders] < 1 && f[.conduits] < 1
    }

    /// Whether suspects who pay the account are to be heard at all.
    static func hearsFeeders(_ f: inout Features) -> Bool {
        guard f[.feeders] >= several else { return true }
        let part = f[.feeders] / max(1, f[.monthInPayers])
        return part >= payersPart || f[.fedShare] >= fedPart && part >= payersWhoFed
    }
}
