import WeirDomain

/// What one side of a payment looks like to the account on that side, as its profile counts it.
struct Deal: BitwiseCopyable {
    var direction = Direction.incoming
    var minute: Int32 = 0
    /// Minor units.
    var amount: Int64 = 0
    /// ln of the amount in units of the currency's dearest-known stablecoin; 0 where no price says.
    var logSize: Float = 0
    /// Class of roundness, as in `Lattice`.
    var roundness = 0
    var other = AccountIndex(raw: 0)
    var isWithMerchant = false
    var isStranger = false
    /// The account has not seen this amount lately.
    var isFresh = true
    /// What somebody else sent, to the last digit.
    var isMirrored = false
    /// Through a web checkout, or shown on a site.
    var isGateway = false
    var isWithdrawal = false
    /// At an hour when few people pay.
    var isOddHour = false
    var hasRemark = false
    /// Six digits or an order number.
    var isReference = false
    /// 64 bits of the other side's city; 0 where it is not known.
    var city: UInt64 = 0
    /// Both cities are known, and differ.
    var isRemote = false
    /// The other side is under an alert or a suspension.
    var isOtherSuspect = false
    /// Most of the money had come in to its payer within six hours.
    var isPassedOn = false
    /// By the payee's code.
    var isCode = false
    /// The merchant's that is paid; 0 where none is told.
    var category: UInt16 = 0
}

/// How an account deals: counts that fade with a half-life of seven days, from which features are read.
struct Profile: BitwiseCopyable {
    /// One direction.
    struct Side: BitwiseCopyable {
        /// With persons.
        var deals: Float = 0
        var strangers: Float = 0
        var located: Float = 0
        var remote: Float = 0
        /// Minor units, merchants included.
        var sum: Float = 0
        var sized: Float = 0
        var logSize: Float = 0
        var logSizeSquared: Float = 0
        /// Multiples of ten, and of a hundred units.
        var round: Float = 0
        var veryRound: Float = 0
        var fresh: Float = 0
        var oddHours: Float = 0
        var gateway: Float = 0
        var references: Float = 0
        var silent: Float = 0
        var suspects: Float = 0
        var withMerchants: Float = 0
        /// Minor units: of strangers, of suspects, passed on by the payer, withdrawn.
        var strangerSum: Float = 0
        var suspectSum: Float = 0
        var passedOnSum: Float = 0
        var withdrawnSum: Float = 0
        /// Payments passed on by their payers.
        var passedOn: Float = 0
        /// Which of 64 places of a hash the other sides' cities fell into.
        var cities: UInt64 = 0

        fileprivate mutating func fade(by left: Float) {
            deals *= left
            strangers *= left
            located *= left
            remote *= left
            sum *= left
            sized *= left
            logSize *= left
            logSizeSquared *= left
            round *= left
            veryRound *= left
            fresh *= left
            oddHours *= left
            gateway *= left
            references *= left
            silent *= left
            suspects *= left
            withMerchants *= left
            strangerSum *= left
            suspectSum *= left
            passedOnSum *= left
            withdrawnSum *= left
            passedOn *= left
        }

        fileprivate mutating func take(_ deal: Deal) {
            sum += Float(deal.amount)
            if deal.isWithMerchant { withMerchants += 1 }
            if deal.isWithdrawal { withdrawnSum += Float(deal.amount) }
            // What persons are to it is the question; what it pays to shops is its ordinary life.
            guard !deal.isWithMerchant, !deal.isWithdrawal else { return }
            deals += 1
            if deal.isStranger {
                strangers += 1
                strangerSum += Float(deal.amount)
            }
            if deal.city != 0 {
                cities |= deal.city
                located += 1
            }
            if deal.isRemote { remote += 1 }
            if deal.logSize != 0 {
                sized += 1
                logSize += deal.logSize
                logSizeSquared += deal.logSize * deal.logSize
            }
            if deal.roundness >= 5 { round += 1 }
            if deal.roundness >= 7 { veryRound += 1 }
            if deal.isFresh { fresh += 1 }
            if deal.isOddHour { oddHours += 1 }
            if deal.isGateway { gateway += 1 }
            if deal.isReference { references += 1 }
            if !deal.hasRemark { silent += 1 }
            if deal.isOtherSuspect {
                suspects += 1
                suspectSum += Float(deal.amount)
            }
            if deal.isPassedOn {
                passedOn += 1
                passedOnSum += Float(deal.amount)
            }
        }
    }

    private(set) var incoming = Side()
    private(set) var outgoing = Side()
    private var minute: Int32 = 0
    /// Days on which it dealt, fading, and the last of them.
    private(set) var days: Float = 0
    private var lastDay: Int32 = .min
    private var lastIn: Int32 = .min / 2
    /// Outgoing payments 2 to 20 minutes after an incoming one: an order answered (DOMAIN §1.6.5).
    private(set) var replies: Float = 0
    /// Receipts that were answered so; whether the last one was.
    private var answered: Float = 0
    private var isAnswered = false
    /// Amounts passed on to strangers as they came.
    private(set) var mirrored: Float = 0
    /// The payee that gets most, and what it got of late; a second one waits its turn (Misra and Gries, 1982).
    private var top = Share()
    private var next = Share()
    /// The suspect whose former customers turn up most, and how many did.
    private var former = AccountIndex(raw: 0)
    private(set) var inherited: Float = 0
    /// The site over which it is paid, and payees seen there in a week.
    private(set) var sitePayees: UInt8 = 0
    private(set) var sitePersons: UInt8 = 0
    /// Accounts of interest on the same device.
    private(set) var deviceAccounts: UInt8 = 0
    /// Suspects that send it money or try to, and how often they did.
    private(set) var feeders: Float = 0
    private(set) var feedings: Float = 0
    /// Minor units that suspects had sent it before they were stopped.
    private(set) var fedSum: Float = 0
    /// Minor units that suspects have tried to send it since, and days on which one tried whose main payee it is.
    private(set) var fedTries: Float = 0
    private(set) var mainDays: Float = 0
    /// What it has tried to pay since it was stopped, and those who would have got most of it.
    private var tried: Float = 0
    private var timesTried: Float = 0
    private var topTried = Share()
    private var nextTried = Share()

    private struct Share: BitwiseCopyable {
        var account = AccountIndex(raw: 0)
        var sum: Float = 0
        /// Neither a shop nor a card.
        var isPerson = false
    }

    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)
    /// Of fewer payments nothing is a great part [S].
    private static let fewTries: Float = 4

    mutating func take(_ deal: Deal) {
        fade(to: deal.minute)
        let day = deal.minute / 1_440
        if day != lastDay {
            days += 1
            lastDay = day
        }
        switch deal.direction {
        case .incoming:
            incoming.take(deal)
            (lastIn, isAnswered) = (deal.minute, false)
        case .outgoing:
            outgoing.take(deal)
            if deal.isMirrored, deal.isStranger { mirrored += 1 }
            if !deal.isWithMerchant, (2...20).contains(deal.minute &- lastIn) {
                replies += 1
                if !isAnswered { answered += 1 }
                isAnswered = true
            }
            Self.share(
                &top, &next, Float(deal.amount), deal.other, isPerson: !deal.isWithMerchant && !deal.isWithdrawal)
        }
    }

    /// The share of what it pays that answers a receipt; of a shop, beyond chance, and each receipt once: forty wages
    /// after one sale answer nothing.
    func repliesShare(isShop: Bool) -> Float {
        guard isShop else { return min(1, replies * outgoing.perDeal) }
        return Replies.beyondChance(answered, of: outgoing.deals, receipts: incoming.deals, days: days)
    }

    private mutating func fade(to now: Int32) {
        let hours = (now &- minute) / 60
        guard hours > 0 else { return }
        minute &+= hours * 60
        let left = Float(Self.decay.left(afterHours: hours))
        incoming.fade(by: left)
        outgoing.fade(by: left)
        days *= left
        replies *= left
        answered *= left
        mirrored *= left
        top.sum *= left
        next.sum *= left
        inherited *= left
        feeders *= left
        feedings *= left
        fedSum *= left
        fedTries *= left
        mainDays *= left
        tried *= left
        timesTried *= left
        topTried.sum *= left
        nextTried.sum *= left
    }

    /// What came and went back to its sender has not come in; nor has been paid what came back.
    mutating func takeBack(received amount: Int64, came: Int32, _ now: Int32) {
        fade(to: now)
        incoming.sum = max(0, incoming.sum - Self.left(of: amount, came, now))
    }

    mutating func takeBack(paid amount: Int64, to payee: AccountIndex, came: Int32, _ now: Int32) {
        fade(to: now)
        let sum = Self.left(of: amount, came, now)
        outgoing.sum = max(0, outgoing.sum - sum)
        if payee == top.account {
            top.sum = max(0, top.sum - sum)
        } else if payee == next.account {
            next.sum = max(0, next.sum - sum)
        }
        if next.sum > top.sum { swap(&top, &next) }
    }

    private static func left(of amount: Int64, _ came: Int32, _ now: Int32) -> Float {
        Float(Double(amount) * decay.left(afterHours: (now &- came) / 60))
    }

    private static func share(
        _ top: inout Share, _ next: inout Share, _ amount: Float, _ payee: AccountIndex, isPerson: Bool
    ) {
        if payee == top.account {
            top.sum += amount
        } else if payee == next.account {
            next.sum += amount
            if next.sum > top.sum { swap(&top, &next) }
        } else if top.sum == 0 {
            top = Share(account: payee, sum: amount, isPerson: isPerson)
        } else if next.sum < amount {
            next = Share(account: payee, sum: amount - next.sum, isPerson: isPerson)
            if next.sum > top.sum { swap(&top, &next) }
        } else {
            next.sum -= amount
        }
    }

    /// It is stopped, and tries to pay all the same.
    /// - Returns: the payee's share of all that it has tried to pay of late; 0 of a few payments.
    mutating func tries(_ amount: Float, _ payee: AccountIndex) -> Float {
        tried += amount
        timesTried += 1
        Self.share(&topTried, &nextTried, amount, payee, isPerson: true)
        let sum = payee == topTried.account ? topTried.sum : payee == nextTried.account ? nextTried.sum : 0
        return timesTried >= Self.fewTries ? sum / tried : 0
    }

    /// A stranger came that had dealt with a suspect before.
    mutating func inherit(from suspect: AccountIndex) {
        if suspect == former || inherited < 1 {
            if suspect != former { inherited = 0 }
            former = suspect
            inherited += 1
        } else {
            inherited -= 1
        }
    }

    mutating func see(sitePayees: Int, persons: Int) {
        self.sitePayees = UInt8(clamping: sitePayees)
        sitePersons = UInt8(clamping: persons)
    }

    mutating func see(deviceAccounts: Int) { self.deviceAccounts = UInt8(clamping: deviceAccounts) }

    /// It was fed; the count of suspects fades until one of them comes again.
    mutating func see(_ fed: FeederTable.Fed) {
        feeders = max(feeders, Float(fed.suspects))
        feedings += 1
        fedSum += fed.sum
        fedTries += fed.tried
        mainDays = Float(fed.mainDays)
    }

    // Of what comes in or was to come: the part that was only tried, and what must be paid out. Of what is paid: what
    // was tried at the least, what is drawn to a card, and that with what is declined since the payee is stopped [S].
    private static let livesOnTries: Float = 0.5
    private static let drainedOut: Float = 0.6
    private static let triesOfPaid: Float = 0.3
    private static let drawnToCard: Float = 0.25
    private static let drawnOrDeclined: Float = 0.6

    /// Days on which a stopped account tried to send it a great part of its money, where that is half of what comes in
    /// or was to come, and it draws what it gets or pays it to accounts that are stopped; else 0. Nobody draws more
    /// than came in: whoever is made to look so by sums that never come draws half as much. Small tries beside what it
    /// pays say nothing.
    /// - Parameter declined: the share of what it paid and tried to pay that was declined.
    func drainedDays(declined: Float) -> Float {
        let all = incoming.sum + fedTries
        guard mainDays >= 1, fedTries >= Self.livesOnTries * all, fedTries >= Self.triesOfPaid * outgoing.sum,
            outgoing.sum >= Self.drainedOut * all
        else { return 0 }
        let drawn = outgoing.withdrawnSum / outgoing.sum
        return drawn >= Self.drawnToCard && drawn + declined >= Self.drawnOrDeclined ? mainDays : 0
    }

    /// Several suspects feed it, or have done so of late.
    var isFed: Bool { feeders >= 1.5 || mainDays >= 4.5 }

    /// The time of the last payment, to the hour.
    var latest: Int32 { minute }

    /// The two payees that get most; 0 where there is none.
    var mainPayees: (first: AccountIndex, second: AccountIndex) { (top.account, next.account) }

    func share(of payee: AccountIndex) -> Float { outgoing.sum > 0 ? sum(of: payee) / outgoing.sum : 0 }

    /// What one of its main payees got of late, in minor units; 0 for anybody else.
    func sum(of payee: AccountIndex) -> Float {
        payee.raw == 0 ? 0 : payee == top.account ? top.sum : payee == next.account ? next.sum : 0
    }

    /// Whether an amount is small beside what the account usually pays: a trader's lunch, which says nothing of trade
    /// either way [S].
    func isSmallPaid(_ amount: Amount) -> Bool {
        Float(amount.minor) * 40 * (outgoing.deals + outgoing.withMerchants) < outgoing.sum - outgoing.withdrawnSum
    }

    /// Share of outgoing money that persons got who are among its two greatest payees; 0 … 1.
    var topPersonShare: Float {
        let sum = (top.isPerson ? top.sum : 0) + (next.isPerson ? next.sum : 0)
        return outgoing.sum > 0 ? min(1, sum / outgoing.sum) : 0
    }

    /// The suspect whose customers came over, if one stands out.
    var predecessor: AccountIndex? { inherited >= 3 ? former : nil }

    /// Enough strangers, on either side, to be worth weighing after each payment.
    var isCrowded: Bool { incoming.strangers + outgoing.strangers >= 5 || sitePersons > 0 }

    /// It sells over a checkout: what people send it otherwise is not its trade.
    var sellsByCheckout: Bool { incoming.gateway > 2 && incoming.gateway >= Self.soldByCheckout * incoming.deals }
    /// Shops on the web are paid over codes and in transfers as well; exchanges hardly are [S].
    private static let soldByCheckout: Float = 0.25

    /// A device, a site that persons are paid over, or a suspect's former customers.
    var sharesSomething: Bool { deviceAccounts > 1 || sitePersons > 0 || inherited >= 1 }

    /// Money gathers that others have passed on, or that comes from suspects.
    var isGathering: Bool { incoming.suspects >= 2 || incoming.passedOn >= 3 || isFed }

    /// Share of outgoing money that its greatest two payees got; 0 … 1.
    var topShare: Float { outgoing.sum > 0 ? min(1, (top.sum + next.sum) / outgoing.sum) : 0 }
}

extension Profile.Side {
    /// One over the deals with persons; 0 where there are none.
    var perDeal: Float { deals > 0 ? 1 / deals : 0 }

    /// Share of the deals whose cities are known that cross cities; no number where none is known.
    var remoteShare: Float { located >= 1 ? min(1, remote / located) : .nan }

    /// Different cities, estimated from the places taken (linear counting, Whang et al. 1990), at most 133.
    var cityCount: Float {
        let free = 64 - cities.nonzeroBitCount
        return free == 64 ? 0 : Float(-64 * Nats.ln(Double(max(free, 1)) / 64 * (free == 0 ? 0.5 : 1)))
    }

    /// Mean of ln size, and standard deviation; 0 where sizes are not known.
    var meanLogSize: Float { sized > 0 ? logSize / sized : 0 }
    var spreadLogSize: Float {
        guard sized > 1 else { return 0 }
        let mean = logSize / sized
        return max(0, logSizeSquared / sized - mean * mean).squareRoot()
    }
}
