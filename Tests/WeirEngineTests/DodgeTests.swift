import Testing
import WeirDomain
import WeirEngine

/// Readings that are there for honest people, and what they would be worth to a dealer or a mule who knows of them.
@Suite struct DodgeTests {
    /// One sum sent ahead, and how often it is sent back: the first time it is given back, and afterwards it is money
    /// that is paid.
    @Test(arguments: [(1, Float(0)), (2, 0.38), (3, 0.76)])
    func oneSumIsGivenBackOnce(times: Int, share: Float) throws {
        let town = try Town()
        town.crowd()
        town.pay(100, "seller", "me", fen: 54_321)
        for n in 0..<times { town.pay(110 + n, "me", "seller", fen: 54_321) }
        let figure = try town.figure("outOverIn")
        #expect(abs(figure - share) < 0.02, "\(figure)")
    }

    /// Two sums of one amount are given back twice.
    @Test func whatCameTwiceIsGivenBackTwice() throws {
        let town = try Town()
        town.crowd()
        for minute in [100, 130] { town.pay(minute, "payer", "me", fen: 54_321) }
        town.pay(150, "me", "payer", fen: 54_321)
        #expect(try town.figure("outOverIn") == 0)
        town.pay(160, "me", "payer", fen: 54_321)
        #expect(try town.figure("outOverIn") == 0)
    }

    /// What a stranger sent is passed on for him, to one and not to all; what somebody sent whom the account has paid
    /// itself is not.
    @Test(arguments: [(false, 1, Float(1)), (false, 3, 1), (true, 1, 0), (true, 3, 0)])
    func oneSumIsPassedOnOnce(isKnown: Bool, payees: Int, mirrored: Float) throws {
        let town = try Town()
        town.crowd()
        if isKnown { town.pay(50, "me", "sender", fen: 7_700) }
        town.pay(100, "sender", "me", fen: 54_321)
        for n in 0..<payees { town.pay(110 + n, "me", "payee\(n)", fen: 54_321) }
        let figure = try town.figure("mirroredOut")
        #expect(abs(figure - mirrored) < 0.05, "\(figure)")
    }

    /// Great sums go to and fro between the account and one that it knows, whoever begins: half of what strangers sent has
    /// been paid out all the same.
    @Test(arguments: [true, false])
    func whatGoesToAndFroHidesNothing(othersBegin: Bool) throws {
        let town = try Town()
        town.crowd()
        town.pay(20, "me", "helper", fen: 1_100)
        town.pay(30, "helper", "me", fen: 1_200)
        for n in 0..<5 {
            let (first, second) = othersBegin ? ("helper", "me") : ("me", "helper")
            town.pay(40 + n * 10, first, second, fen: 5_000_000 + n)
            town.pay(43 + n * 10, second, first, fen: 5_000_000 + n)
        }
        town.pay(100, "me", "boss", fen: 44_000)
        let share = try town.figure("outOverIn")
        #expect(abs(share - 0.5) < 0.03, "\(share)")
        guard othersBegin else { return }
        let withinDay = try town.figure("dayShare")
        #expect(abs(withinDay - 0.5) < 0.03, "\(withinDay)")
    }

    /// Whoever gives back once what he got by mistake is left as he is: what came has come.
    @Test func oneMistakeIsLeftAsItIs() throws {
        let town = try Town()
        town.crowd()
        town.pay(100, "payer", "me", fen: 88_800)
        town.pay(110, "me", "payer", fen: 88_800)
        town.pay(120, "me", "boss", fen: 44_400)
        let share = try town.figure("outOverIn")
        #expect(abs(share - 0.25) < 0.02, "\(share)")
    }

    /// A penny ahead makes no acquaintance; a good part of what is paid does, and a week.
    @Test(arguments: [(1, 10, Float(4)), (16_600, 10, 4), (17_000, 10, 0), (1, 8 * 1_440, 0)])
    func aPennyMakesNoAcquaintance(fen: Int, later: Int, strangers: Float) throws {
        let town = try Town()
        town.crowd()
        for n in 0..<4 { town.pay(100 + n, "seller\(n)", "me", fen: fen) }
        // An account that nothing was heard of is not looked at any more.
        if later > 1_440 { for n in 0..<6 { town.pay(later + n, "late\(n)", "me", fen: 20_000 + n * 1_000) } }
        for n in 0..<4 { town.pay(100 + n + later, "me", "seller\(n)", fen: 50_000 + n * 100) }
        #expect(try town.figure("weekOutStrangers") == strangers)
    }

    /// Nor does one that the account sends itself.
    @Test func noPennyOfItsOwnEither() throws {
        let town = try Town()
        town.crowd()
        for n in 0..<4 { town.pay(100 + n, "me", "buyer\(n)", fen: 1) }
        for n in 0..<4 { town.pay(110 + n, "buyer\(n)", "me", fen: 50_000 + n * 100) }
        #expect(try town.figure("weekInStrangers") == 10)
    }
    /// What customers send a person is read, whatever comes over a checkout; of a merchant only its checkout is.
    @Test(arguments: [true, false])
    func aPersonsCheckoutExcusesNothing(isPerson: Bool) throws {
        let town = try Town()
        town.tell("me", isPerson ? .person : .merchant, openedDaysBefore: 400)
        let kind = { (payment: inout Payment) in payment.payeeKind = isPerson ? .person : .merchant }
        town.crowd(change: kind)
        for order in 0..<16 {
            try town.quote(100 + order * 30, "USDT", "6.8\(order % 5)")
            for n in 0..<3 {
                town.pay(101 + order * 30 + n, "second", "me", fen: 101 + n) {
                    kind(&$0)
                    ($0.channel, $0.site) = (.gateway, "shop.example")
                }
            }
            let fen = (11 + order * 7) * 10 * (680 + order % 5)
            town.pay(104 + order * 30, "customer\(order)", "me", fen: fen, change: kind)
        }
        let hits = try town.figure("lineHits")
        #expect(isPerson ? hits >= 8 : hits <= 4, "\(hits)")
    }
}
