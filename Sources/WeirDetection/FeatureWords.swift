/// What the figures read off an account say, a sentence each. They tell what was seen, whichever way it weighs, and so
/// they are true for the account and against it.
package struct FeatureWords {
    /// Of what the account paid, what was declined.
    package enum Declined: CaseIterable, Sendable {
        case none
        case some
        case all
    }

    private let declined: Declined

    package init(declined: Declined) { self.declined = declined }

    // MARK: What was tried is told as tried

    /// What it …
    var paid: String {
        switch declined {
        case .none: "paid"
        case .some: "paid or tried to pay"
        case .all: "tried in vain to pay"
        }
    }

    /// Money that …
    var wasSentOn: String {
        switch declined {
        case .none: "was sent on"
        case .some: "was sent on or was to be"
        case .all: "was to be sent on in vain"
        }
    }

    /// Payments that it …
    private var made: String {
        switch declined {
        case .none: "made"
        case .some: "made or tried to make"
        case .all: "tried in vain to make"
        }
    }

    // MARK: Sentences

    /// What one figure says.
    package func sentence(_ feature: Feature, _ f: inout Features) -> String {
        let value = f[feature]
        if value.isNaN { return Self.unknown(feature) }
        if let words = people(feature, value) { return words }
        if let words = flow(feature, value, &f) { return words }
        if let words = gang(feature, value) { return words }
        if let words = sizes(feature, value) { return words }
        if let words = life(feature, value, &f) { return words }
        if let words = company(feature, value, &f) { return words }
        if let words = prices(feature, value) { return words }
        return "Figure \(feature.name): \(Self.tenths(value)), as it is read."
    }

    private static func unknown(_ feature: Feature) -> String {
        switch feature {
        case .remoteIn, .citiesIn: "Where those are who paid it is not known."
        case .remoteOut, .citiesOut: "Where those are whom it paid is not known."
        case .logSizeIn, .spreadIn: "What the sums that came in are worth, and how they differ, is not known."
        case .logSizeOut, .spreadOut: "What the sums that it paid are worth, and how they differ, is not known."
        case .ageDays: "How old the account is is not known."
        default: "Figure \(feature.name): not known."
        }
    }

    private func people(_ feature: Feature, _ value: Float) -> String? {
        switch feature {
        case .weekInStrangers: "Strangers who paid it within a week: \(Self.whole(value))."
        case .weekOutStrangers: "Strangers whom it paid within a week: \(Self.whole(value))."
        case .paidStrangers: "Strangers whom it paid within a week along such a line: \(Self.whole(value))."
        case .paidBack:
            "\(Self.percent(value)) % of the customers of late were paid another sum than they had paid."
        case .twoWay: "Strangers within a week, on either side at least: \(Self.whole(value))."
        case .weekInCount: "Payments that it got within a week: \(Self.whole(value))."
        case .weekOutCount: "Payments that it \(made) within a week: \(Self.whole(value))."
        case .dayInStrangers: "Strangers who paid it within a day: \(Self.whole(value))."
        case .dayOutPayees: "Accounts that it paid within a day: \(Self.whole(value))."
        case .monthInPayers: "Accounts that paid it within a month: \(Self.whole(value))."
        case .monthOutPayees: "Accounts that it paid within a month: \(Self.whole(value))."
        case .strangerShareIn: "Strangers among those who paid it within a week: \(Self.percent(value)) %."
        case .strangerShareOut: "Strangers among those whom it paid within a week: \(Self.percent(value)) %."
        case .remoteIn: "Payments from other cities among those that it got: \(Self.percent(value)) %."
        case .remoteOut: "Payments to other cities among those that it made: \(Self.percent(value)) %."
        case .citiesIn: "Cities of those who paid it, about: \(Self.whole(value))."
        case .citiesOut: "Cities of those whom it paid, about: \(Self.whole(value))."
        case .strangerMoneyIn: "Strangers' share of the money that came in: \(Self.percent(value)) %."
        case .strangerMoneyOut: "\(Self.percent(value)) % of what it \(paid) was for strangers."
        case .mirroredOut: "Sums that it passed on to strangers as they had come, of late: \(Self.whole(value))."
        default: nil
        }
    }

    private func flow(_ feature: Feature, _ value: Float, _ f: inout Features) -> String? {
        switch feature {
        case .quickShare: "\(Self.percent(value)) % of the money that came in \(wasSentOn) within half an hour."
        case .hoursShare: "\(Self.percent(value)) % of the money that came in \(wasSentOn) within six hours."
        case .dayShare: "\(Self.percent(value)) % of the money that came in \(wasSentOn) within a day."
        case .quickForwards:
            "Payments that it \(made) within half an hour of what had come in, of late: \(Self.whole(value))."
        case .receipts: "Payments that came in, of late: \(Self.whole(value))."
        case .outOverIn, .balance:
            f[.outOverIn] >= 10
                ? "What it \(paid) is ten times what came in, or more."
                : "What it \(paid) is \(Self.percent(f[.outOverIn])) % of what came in."
        case .topPayees: "\(Self.percent(value)) % of what it \(paid) was for two payees."
        case .replies:
            "\(Self.percent(value)) % of what it \(paid), by number, came 2 to 20 minutes after money had come in."
        case .runsThrough:
            value > 0
                ? "Strangers' money runs through it: they pay without a word, and nearly all of it \(wasSentOn) within "
                    + "a day."
                : "Strangers' money does not run through it."
        case .funnelWaited:
            "\(Self.percent(value)) % of the flow is strangers' money that \(wasSentOn) to one or two persons, though "
                + "not at once."
        case .funnelDay:
            "\(Self.percent(value)) % of the flow is strangers' money that \(wasSentOn) to one or two persons within "
                + "a day."
        case .settled:
            "Times that strangers' money \(wasSentOn) as one sum, less a commission, of late: \(Self.whole(value))."
        case .cleared:
            "Times that all strangers' money \(wasSentOn) before the next of them paid, of late: "
                + "\(Self.whole(value))."
        case .passedOnIn:
            "\(Self.percent(value)) % of the money that came in had come to its payers within six hours before."
        case .withdrawnOut: "\(Self.percent(value)) % of what it \(paid) was withdrawn."
        default: nil
        }
    }

    private func gang(_ feature: Feature, _ value: Float) -> String? {
        switch feature {
        case .gathererOut:
            "\(Self.percent(value)) % of what it \(paid) was for accounts to which several pass strangers' money on."
        case .conduitMoneyIn:
            "\(Self.percent(value)) % of the money that came in was sent by accounts that pass strangers' money on."
        case .conduits: "Accounts that pass strangers' money on and have paid it: \(Self.whole(value))."
        case .circles: "Its own money came back over other accounts within hours: \(Self.whole(value)) times."
        case .scattered: "Money of one account came to it over different others: \(Self.whole(value)) times."
        case .relayedIn:
            "\(Self.percent(value)) % of the payments that came in had gone through two accounts or more within hours."
        case .gatherScatter: "Accounts within a day, on either side at least: \(Self.whole(value))."
        case .emptyDays: "\(Self.percent(value)) % of its busy days ended with nothing left."
        default: nil
        }
    }

    private func sizes(_ feature: Feature, _ value: Float) -> String? {
        switch feature {
        case .logSizeIn: "What came in was worth about \(Self.dollars(value)) dollars a payment."
        case .logSizeOut: "What it \(paid) was worth about \(Self.dollars(value)) dollars a payment."
        case .spreadIn: "The sums that came in differ by a factor of about \(Self.factor(value)), up or down."
        case .spreadOut: "The sums that it \(paid) differ by a factor of about \(Self.factor(value)), up or down."
        case .roundIn: "\(Self.percent(value)) % of the sums that came in were round by tens."
        case .roundOut: "\(Self.percent(value)) % of the sums that it \(paid) were round by tens."
        case .veryRoundIn: "\(Self.percent(value)) % of the sums that came in were round by hundreds."
        case .veryRoundOut: "\(Self.percent(value)) % of the sums that it \(paid) were round by hundreds."
        case .freshIn: "\(Self.percent(value)) % of the sums that came in were none of those just before."
        case .freshOut: "\(Self.percent(value)) % of the sums that it \(paid) were none of those just before."
        case .centsBesideRound:
            "\(Self.percent(value)) % of the sums that came in, small ones aside, lie one to ten fen beside a multiple "
                + "of ten."
        default: nil
        }
    }

    private func life(_ feature: Feature, _ value: Float, _ f: inout Features) -> String? {
        switch feature {
        case .dealsPerDay, .oddHours:
            "It deals\(declined == .none ? "" : " or tries to deal") with persons \(Self.tenths(f[.dealsPerDay])) "
                + "times a day, \(Self.percent(f[.oddHours])) % of them at hours when few people pay."
        case .days: "Days on which it dealt, of late: \(Self.whole(value))."
        case .hoursPerDay: "Hours of a day in which it deals, about: \(Self.whole(value))."
        case .steadyHours: "\(Self.percent(value)) % of its hours are the same from one day to the next."
        case .burst: "Payments on the last day for each on a usual one: \(Self.whole(value))."
        case .idleDays: "Days of silence before it woke, fading: \(Self.whole(value))."
        case .merchantShare: "\(Self.percent(value)) % of its payments were to shops."
        case .isMerchant: value >= 1 ? "It is a merchant's account." : "It is a person's account."
        case .gatewayIn:
            "\(f[.isMerchant] >= 1 ? "A merchant" : "A person") who is paid over a web checkout in "
                + "\(Self.percent(value)) % of the payments."
        case .takesDeposits: value >= 1 ? "It takes deposits." : "It takes no deposits."
        case .sitePayees, .sitePersons:
            f[.sitePayees] < 1
                ? "No payment names a site over which it is paid."
                : "The site over which it is paid showed \(Self.counted(f[.sitePayees], "payee")) in a week, "
                    + "\(Self.whole(f[.sitePersons])) of them persons."
        case .siteTurns: "Payees that its site showed within an hour: \(Self.whole(value))."
        case .codeAfar: "\(Self.percent(value)) % of those who paid by its code were in other cities."
        case .refundLoop: "\(Self.percent(value)) % of what came in was given back within a day."
        default: nil
        }
    }

    private func company(_ feature: Feature, _ value: Float, _ f: inout Features) -> String? {
        switch feature {
        case .ageDays: "The account is \(Self.counted(value, "day")) old."
        case .suspectsIn:
            "\(Self.percent(value)) % of the payments that persons made to it came from accounts under an alert or "
                + "stopped."
        case .suspectsOut:
            "\(Self.percent(value)) % of what it \(paid) to persons, by number, was for accounts under an alert or "
                + "stopped."
        case .triedOut:
            "\(Self.percent(value)) % of the money that it paid or tried to pay was for accounts that were stopped, "
                + "and was declined."
        case .suspectMoneyIn:
            "\(Self.percent(value)) % of the money that it received came from accounts under an alert or stopped."
        case .fedShare: "\(Self.percent(value)) % of what came in was sent by accounts that were stopped later."
        case .feeders, .feedings:
            "\(Self.counted(f[.feeders].rounded(), "account")) under an alert or stopped sent it money, or tried to, "
                + "\(Self.counted(f[.feedings].rounded(), "time")) of late."
        case .drained:
            "A stopped account has tried to send it a great part of its money on \(Self.counted(value, "day")), and it "
                + "draws that or pays it to accounts that are stopped."
        case .inherited:
            "Customers of an account under an alert or stopped who came over to it, of late: \(Self.whole(value))."
        case .sharedCustomers:
            "\(Self.percent(value)) % of the strangers whom it paid deal with accounts that are stopped as dealers."
        case .deviceAccounts: Self.sharing(value, "device")
        case .addressAccounts: Self.sharing(value, "address")
        case .cardAccounts: Self.sharing(value, "card")
        case .textSure: value > 0 ? "Remarks use words of the trade." : "No remark uses words of the trade."
        case .textDoubtful:
            value > 0 ? "Remarks use words that the trade uses as well." : "No remark uses words of the trade."
        case .silentIn, .referencesIn:
            "\(Self.percent(f[.silentIn])) % of the payments came without a remark, \(Self.percent(f[.referencesIn])) "
                + "% with an order number."
        default: nil
        }
    }

    private func prices(_ feature: Feature, _ value: Float) -> String? {
        switch feature {
        case .exactIn, .softIn:
            value > 0
                ? "What came in lies on the coin's prices, by \(Self.tenths(value)) nats."
                : "What came in does not lie on the coin's prices, by \(Self.tenths(-value)) nats."
        case .exactOut, .softOut:
            value > 0
                ? "What it \(paid) lies on the coin's prices, by \(Self.tenths(value)) nats."
                : "What it \(paid) does not lie on the coin's prices, by \(Self.tenths(-value)) nats."
        case .provenLine:
            "No honest price explains both what came in and what it \(paid): that counts \(Self.tenths(value)) nats."
        case .lineMargin:
            value >= 0
                ? "The coin's price explains the amounts better than any honest one, by \(Self.tenths(value)) nats."
                : "An honest price explains the amounts better than the coin's, by \(Self.tenths(-value)) nats."
        case .lineWeight: "The line counts \(Self.tenths(value)) nats."
        case .lineHits: "Amounts on the line: \(Self.whole(value))."
        case .lineShare: "\(Self.percent(value)) % of the amounts that were read lie on the line."
        case .centsCollisions, .centsEvidence: "Times that a price came with different fen: \(Self.whole(value))."
        case .paidLine: "What it \(paid) makes a line of its own, by \(Self.tenths(value)) nats."
        case .tradeLine: "Eight strangers or more within a week stand on each side of the line."
        case .longLine: "Strangers keep to the line at length: \(Self.whole(value)) amounts."
        default: nil
        }
    }

    private static func sharing(_ value: Float, _ what: String) -> String {
        value > 1
            ? "\(whole(value)) accounts that deal with strangers use the same \(what)."
            : "No other account that deals with strangers is known to use the same \(what)."
    }

    // MARK: Figures

    /// So many of something: `1 stranger`, `8 strangers`.
    static func counted(_ count: Float, _ one: String) -> String {
        "\(whole(count)) \(one)\(whole(count) == 1 ? "" : "s")"
    }

    static func whole(_ count: Float) -> Int { count.isFinite ? Int(min(max(count, -1e9), 1e9).rounded()) : 0 }

    static func percent(_ share: Float) -> Int { whole(share * 100) }

    static func tenths(_ x: Float) -> String {
        let tenths = whole(x * 10)
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// Of ln.
    private static func dollars(_ x: Float) -> Int { max(1, whole(Float(Nats.exp(Double(x))))) }
    private static func factor(_ x: Float) -> String { tenths(Float(Nats.exp(Double(x)))) }
}
