import Testing
import WeirDomain
import WeirEngine

/// What accounts' days look like: each indicator by a table of days and what must be read off them.
@Suite struct HabitTests {
    /// An account whose day of opening nobody told is not as old as the clock: its age is not known.
    @Test func anAgeThatNobodyToldIsNotKnown() throws {
        for (told, age) in [(Int?.none, Float?.none), (400, 400)] {
            let town = try Town()
            town.tell("me", openedDaysBefore: told)
            town.crowd()
            let figure = try town.figure("ageDays")
            #expect(age.map { abs(figure - $0) < 1 } ?? figure.isNaN, "\(figure)")
        }
    }

    /// What goes out after each day's three receipts of 1,000 yuan; and the share of emptied days that must come out.
    @Test(arguments: [(300_000, 1.0), (296_000, 1.0), (250_000, 0.0), (400_000, 0.0), (0, 0.0)])
    func daysThatEndEmptyAreCounted(out: Int, share: Double) throws {
        let town = try Town()
        town.crowd()
        town.pay(10, "me", "boss", fen: 88_800)
        for day in 1...5 {
            for n in 0..<3 { town.pay(day * 1_440 + 600 + n * 60, "payer\(day)-\(n)", "me", fen: 100_000) }
            if out > 0 { town.pay(day * 1_440 + 1_300, "me", "boss", fen: out) }
        }
        town.pay(6 * 1_440, "last", "me", fen: 100)
        let figure = try town.figure("emptyDays")
        #expect(share == 1 ? figure > 0.7 : figure < 0.35, "\(figure)")
    }

    /// A shop that sells every two hours: its wages of one evening begin a few minutes after a sale; an aggregator pays
    /// out after each.
    @Test(arguments: [(true, Float(0.15)), (false, 0.8)])
    func aReceiptIsAnsweredOnce(paysWages: Bool, bound: Float) throws {
        let town = try Town()
        town.tell("me", .merchant, openedDaysBefore: 400)
        town.crowd { $0.payeeKind = .merchant }
        for sale in 1...40 {
            let minute = 60 + sale * 120
            town.pay(minute, "customer\(sale)", "me", fen: 5_000 + 100 * sale) { $0.payeeKind = .merchant }
            if !paysWages { town.pay(minute + 5, "me", "owner\(sale % 9)", fen: 4_900 + 100 * sale) }
        }
        for worker in 0..<30 where paysWages {
            town.pay(60 + 40 * 120 + 3 + worker / 2, "me", "worker\(worker)", fen: 400_000 + 1_700 * worker)
        }
        let figure = try town.figure("replies")
        #expect(paysWages ? figure < bound : figure > bound, "\(figure)")
    }

    @Test func hoursOfTheDayAreSteadyOrNot() throws {
        for (isSteady, least, most) in [(true, Float(0.85), Float(1)), (false, 0, 0.3)] {
            let town = try Town()
            town.crowd()
            for day in 1...8 {
                for n in 0..<4 {
                    let hour = isSteady ? 9 + n * 3 : (day * 7 + n * 5) % 24
                    town.pay(day * 1_440 + hour * 60, "payer\(day)-\(n)", "me", fen: 100_000)
                }
            }
            town.pay(9 * 1_440, "last", "me", fen: 100)
            let (steady, perDay) = (try town.figure("steadyHours"), try town.figure("hoursPerDay"))
            #expect(steady >= least && steady <= most, "\(steady)")
            #expect(perDay > 3 && perDay < 4.1, "\(perDay)")
        }
    }

    @Test(arguments: [(Channel.collect, "shanghai", Float(1)), (.collect, "chengdu", 0), (.transfer, "shanghai", 0)])
    func aCodeUsedFromAfar(channel: Channel, city: String, share: Float) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<4 {
            town.pay(100 + n, "payer\(n)", "me", fen: 5_000) {
                ($0.channel, $0.payerCity, $0.payeeCity) = (channel, city, "chengdu")
            }
        }
        let figure = try town.figure("codeAfar")
        #expect(figure == share)
    }

    /// Another payee for each order of one site, or the same all day.
    @Test(arguments: [(10, Float(6)), (600, 1)])
    func codesOfASiteThatTakeTurns(gap: Int, turns: Float) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<6 {
            for payee in ["payee\(n)", "me"] {
                town.pay(100 + n * gap, "payer\(n)", payee, fen: 5_000) { $0.site = "shop.example" }
                // Only accounts that are worth a look are noted with a site.
                if payee != "me" {
                    for k in 0..<6 { town.pay(100 + n * gap, "p\(n)-\(k)", payee, fen: 700 + k) }
                    town.pay(100 + n * gap, "again\(n)", payee, fen: 5_000) { $0.site = "shop.example" }
                }
            }
        }
        let figure = try town.figure("siteTurns")
        #expect(turns == 1 ? figure <= 2 : figure >= turns, "\(figure)")
    }

    @Test func paymentsFromOneAddress() throws {
        let town = try Town()
        town.crowd()
        for n in 0..<6 { town.pay(20, "q\(n)", "other", fen: 900 + n) }
        for payer in ["other", "me"] {
            town.pay(30, payer, "shop", fen: 1_000) { $0.payerIP = "198.51.100.7" }
        }
        let (shared, own) = (try town.figure("addressAccounts"), try town.figure("addressAccounts", "other"))
        #expect(shared == 2 && own == 1)
    }

    /// Some platforms write the same where they know no device: everybody's device is nobody's.
    @Test(arguments: [(3, Float(4)), (300, 1)])
    func everybodysDeviceIsNobodys(accounts: Int, shared: Float) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<accounts {
            for k in 0..<6 { town.pay(20 + n, "q\(n)-\(k)", "other\(n)", fen: 900 + k) }
            town.pay(30 + n, "other\(n)", "friend\(n)", fen: 1_000) { $0.payerDevice = "0000" }
        }
        town.pay(400, "me", "friend", fen: 1_000) { $0.payerDevice = "0000" }
        #expect(try town.figure("deviceAccounts") == shared)
    }

    /// Some platforms write a number of their own into every remark.
    @Test(arguments: [("谢谢", true), ("20260301114477", false)])
    func aNumberThatEverybodyHasSaysNothing(usual: String, counts: Bool) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<1_200 { town.pay(20, "payer\(n)", "payee\(n)", fen: 900 + n) { $0.remark = usual } }
        for n in 0..<6 { town.pay(30 + n, "late\(n)", "me", fen: 20_300 + n * 700) { $0.remark = "48114477\(n)000" } }
        let figure = try town.figure("referencesIn")
        #expect(counts ? figure > 0.4 : figure == 0, "\(figure)")
    }

    /// Some platforms write the same where the payer has written nothing.
    @Test(arguments: [(1_200, Float(1)), (20, 0.6)])
    func everybodysRemarkIsSilence(others: Int, silent: Float) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<1_200 {
            town.pay(20, "payer\(n)", "payee\(n)", fen: 900 + n) { if n < others { $0.remark = "订单款" } }
        }
        for n in 0..<6 { town.pay(30 + n, "late\(n)", "me", fen: 20_300 + n * 700) { $0.remark = "订单款" } }
        let figure = try town.figure("silentIn")
        #expect(silent == 1 ? figure > 0.99 : figure < silent, "\(figure)")
    }

    /// What a wallet writes by itself is silence from the first payment on.
    @Test(arguments: [("", true), ("微信转账", true), ("转账。", true), ("Transfer", true), ("转账给阿姨", false), ("饭钱", false)])
    func aDefaultRemarkIsSilence(remark: String, isSilent: Bool) throws {
        let town = try Town()
        town.crowd { $0.remark = remark }
        for n in 0..<6 { town.pay(70 + n, "late\(n)", "me", fen: 20_300 + n * 700) { $0.remark = remark } }
        let figure = try town.figure("silentIn")
        #expect(isSilent ? figure > 0.99 : figure < 0.5, "\(figure)")
    }

    /// Strangers' money that goes on to one person: after so many minutes, beside so much of the account's own, with a
    /// remark. What waits for more than six hours counts only where others whom strangers pay send the person theirs,
    /// too; and what comes with words counts little.
    @Test(arguments: [
        (200, 0, "", 0, Float(0.44), Float(0.46)), (600, 0, "", 0, 0, 0.1), (600, 0, "", 5, 0.6, 1),
        (5, 0, "", 5, 0, 0.1), (3_000, 0, "", 5, 0, 0.1), (600, 5_400_000, "", 5, 0.1, 0.6),
        (600, 0, "订单 12 双鞋", 5, 0, 0.1),
    ])
    func strangersMoneyThatWaitsForHours(
        wait: Int, own: Int, remark: String, others: Int, least: Float, most: Float
    ) throws {
        let town = try Town()
        let names = ["me"] + (0..<others).map { "other\($0)" }
        for day in 0..<9 {
            let begin = day * (wait > 1_000 ? 4 : 1) * 1_440
            for name in names {
                for n in 0..<6 {
                    town.pay(begin + n, "\(name)'s \(day)-\(n)", name, fen: 100_000 + n * 1_100) { $0.remark = remark }
                }
            }
            for name in names { town.pay(begin + wait, name, "boss", fen: 616_500) }
            if own > 0 { town.pay(begin + wait + 20, "me", "boss", fen: own / 9) }
        }
        let figure = try town.figure("funnelWaited")
        #expect(figure >= least && figure <= most, "\(figure)")
    }

    /// Six strangers' money each day that goes on in one sum, so many percent of it, or in several parts, to somebody
    /// to whom others send theirs.
    @Test(arguments: [(98, 1, Float(2.5), Float(9)), (98, 3, 2.5, 9), (98, 5, 0, 0), (90, 1, 0, 0), (103, 1, 0, 0)])
    func sumsThatSettle(percent: Int, parts: Int, least: Float, most: Float) throws {
        let town = try Town()
        let names = ["me"] + (0..<5).map { "other\($0)" }
        for day in 0..<9 {
            let begin = day * 1_440
            for name in names {
                for n in 0..<6 {
                    town.pay(begin + n, "\(name)'s \(day)-\(n)", name, fen: 90_000 + day * 700 + n * 1_100)
                }
            }
            let sum = 6 * (90_000 + day * 700) + 15 * 1_100
            for name in names {
                for part in 0..<parts { town.pay(begin + 600 + part, name, "boss", fen: sum * percent / 100 / parts) }
            }
        }
        let figure = try town.figure("settled")
        #expect(figure >= least && figure <= most, "\(figure)")
    }

    /// Some platforms name their own checkout with every payment.
    @Test(arguments: [1_200, 20])
    func everybodysSiteIsNobodys(others: Int) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<1_200 {
            town.pay(20, "payer\(n)", "payee\(n)", fen: 900 + n) { if n < others { $0.site = "cashier.example" } }
        }
        for n in 0..<6 { town.pay(30 + n, "late\(n)", "me", fen: 20_300 + n * 700) { $0.site = "cashier.example" } }
        #expect(try (town.figure("sitePersons") > 0) == (others == 20))
        #expect(try (town.figure("gatewayIn") > 0) == (others == 20))
    }

    /// What stands for a card is told apart from a device of the same name, and payer's from payee's.
    @Test func accountsOnOneCard() throws {
        let town = try Town()
        town.crowd()
        for n in 0..<6 { town.pay(20, "q\(n)", "other", fen: 900 + n) }
        town.pay(30, "other", "shop", fen: 1_000) { $0.extra = #"{"payer_card":"tok-1","payee_card":"tok-2"}"# }
        town.pay(40, "friend", "me", fen: 1_000) { $0.extra = #"{"payee_card":"tok-2","payer_card":"tok-1"}"# }
        #expect(try town.figure("cardAccounts") == 1)
        town.pay(50, "friend", "me", fen: 1_000) { $0.extra = #"{"payee_card":"tok-1"}"# }
        let (shared, own) = (try town.figure("cardAccounts"), try town.figure("cardAccounts", "other"))
        #expect(shared == 2 && own == 1)
        #expect(try town.figure("deviceAccounts") == 0)
    }

    /// Of sixteen customers of a checkout some are paid in turn: other sums than they had paid, or the same.
    @Test(arguments: [
        (8, 41_300, Channel.transfer, true), (8, 50_000, .transfer, false), (8, 41_300, .refund, true),
        (8, 50_000, .refund, false), (4, 41_300, .transfer, false),
    ])
    func customersWhoArePaidInTurn(count: Int, fen: Int, channel: Channel, isSeen: Bool) throws {
        let town = try Town()
        town.tell("me", .merchant, openedDaysBefore: 300)
        town.crowd { $0.channel = .gateway }
        for n in 0..<10 {
            town.pay(100 + n * 10, "customer\(n)", "me", fen: 50_000) { $0.channel = .gateway }
            if n < count {
                town.pay(105 + n * 10, "me", "customer\(n)", fen: fen) { $0.channel = channel }
            }
            town.pay(106 + n * 10, "me", "supplier\(n)", fen: 30_000)
        }
        let share = try town.figure("paidBack")
        #expect(isSeen ? share > 0.4 && share < 0.9 : share == 0, "\(share)")
    }

    /// Of a busy shop's refund the payment may be long gone: it says nothing.
    @Test func aLateRefundSaysNothing() throws {
        let town = try Town()
        town.tell("me", .merchant, openedDaysBefore: 300)
        town.crowd { $0.channel = .gateway }
        for n in 0..<10 { town.pay(100 + n, "customer\(n)", "me", fen: 50_000) { $0.channel = .gateway } }
        for n in 0..<300 { town.pay(200 + n, "buyer\(n)", "me", fen: 20_000 + n) { $0.channel = .gateway } }
        for n in 0..<10 { town.pay(600 + n, "me", "customer\(n)", fen: 50_000) { $0.channel = .refund } }
        #expect(try town.figure("paidBack") == 0)
    }

    /// Share of each payment that is given back, after how many minutes, and whether that makes a loop.
    @Test(arguments: [(100, 60, true), (85, 60, true), (70, 60, false), (100, 2_000, false)])
    func whatIsGivenBackAgainAndAgain(percent: Int, after: Int, isLoop: Bool) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<6 {
            town.pay(100 + n * 10, "payer\(n)", "me", fen: 50_000 + n * 1_000)
            town.pay(100 + n * 10 + after, "me", "payer\(n)", fen: (50_000 + n * 1_000) * percent / 100) {
                $0.channel = .refund
            }
        }
        let figure = try town.figure("refundLoop")
        #expect(isLoop ? figure > 0.4 : figure == 0, "\(figure)")
    }

    @Test func aBurstIsManyTimesAUsualDay() throws {
        let town = try Town()
        town.crowd()
        let first = try town.figure("burst")
        #expect(first == 6)
        for day in 1...30 { for n in 0..<6 { town.pay(day * 1_440 + n, "payer\(day)-\(n)", "me", fen: 5_000 + n) } }
        let steady = try town.figure("burst")
        #expect(steady > 0.7 && steady < 2.5, "\(steady)")
        for n in 0..<60 { town.pay(31 * 1_440 + n, "crowd\(n)", "me", fen: 5_000 + n) }
        let burst = try town.figure("burst")
        #expect(burst > 7, "\(burst)")
    }

    /// Opened so many days before its first payment, or paid last so many days before the crowd came.
    @Test func sleepIsToldByTheOpeningOrByAGap() throws {
        let bought = try Town()
        bought.tell("me", openedDaysBefore: 200)
        bought.crowd()
        let slept = try bought.figure("idleDays")
        #expect(abs(slept - 200) < 1)
        let quiet = try Town()
        quiet.pay(0, "me", "shop", fen: 500)
        for n in 0..<6 { quiet.pay(25 * 1_440 + n, "stranger\(n)", "me", fen: 900 + n) }
        let gap = try quiet.figure("idleDays")
        #expect(abs(gap - 25) < 1)
        let new = try Town()
        new.crowd()
        let none = try new.figure("idleDays")
        #expect(none < 0.1)
    }

    /// A category whose shops take some 30 yuan; a shop of it that takes as much, or thousands.
    @Test(arguments: [(3_000, false), (700_000, true)])
    func aMerchantUnlikeItsCategory(fen: Int, isUnlike: Bool) throws {
        let town = try Town()
        for n in 0..<4_000 {
            town.pay(n / 4, "c\(n % 700)", "shop\(n % 40)", fen: 2_000 + n % 23 * 100) {
                ($0.payeeKind, $0.merchantCategory) = (.merchant, 5_411)
            }
        }
        for n in 0..<12 {
            town.pay(1_200 + n, "d\(n)", "me", fen: fen + n * 100) {
                ($0.payeeKind, $0.merchantCategory) = (.merchant, 5_411)
            }
        }
        let figure = try town.figure("categoryAmounts")
        #expect(isUnlike ? figure > 5 : figure < 1, "\(figure)")
    }
}
