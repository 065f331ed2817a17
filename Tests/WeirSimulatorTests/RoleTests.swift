import Testing
import WeirDomain
import WeirSimulator

/// What one account took in and paid out with persons, in fen.
struct Flow {
    var paidIn = 0
    var paidOut = 0
    var countIn = 0
    var countOut = 0
    var others: Set<String> = []
    var count: Int { countIn + countOut }

    /// - Parameter bound: Leaves out greater sums, in fen: what belongs to the private life of a small business.
    init(_ account: String, in payments: [Payment], upTo bound: Int64 = .max) {
        for payment in payments where payment.payerKind == .person && payment.payeeKind == .person {
            guard payment.amount.minor <= bound else { continue }
            if payment.payee == account {
                paidIn += Int(payment.amount.minor)
                countIn += 1
                others.insert(payment.payer)
            } else if payment.payer == account {
                paidOut += Int(payment.amount.minor)
                countOut += 1
                others.insert(payment.payee)
            }
        }
    }

    var ratio: Double { Double(paidIn) / Double(max(paidOut, 1)) }
}

@Suite struct RoleTests {
    @Test func dealersBalanceBothWays() {
        let payments = month.payments
        for dealer in month.accounts("otc:otc_dealer") {
            let flow = Flow(dealer, in: payments)
            print(
                "dealer: in \(flow.paidIn / 100) out \(flow.paidOut / 100) orders \(flow.count) with \(flow.others.count)"
            )
            #expect(flow.ratio > 0.8 && flow.ratio < 1.5)
            #expect(flow.count > 100 && flow.others.count > 60)
        }
    }

    @Test func changersAndRecyclersBalanceToo() {
        let payments = month.payments
        let businesses: [(kind: String, largest: Int64)] = [
            ("money_changer", .max), ("gift_card_recycler", 100_000), ("second_hand_seller", .max),
            ("freight_broker", .max),
        ]
        for (kind, largest) in businesses {
            for account in month.accounts("honest:\(kind)") {
                let flow = Flow(account, in: payments, upTo: largest)
                print("\(kind): in \(flow.paidIn / 100) out \(flow.paidOut / 100) payments \(flow.count)")
                #expect(flow.ratio > 0.7 && flow.ratio < 1.6, "\(kind) \(flow.paidIn) \(flow.paidOut)")
                #expect(flow.count > 60, "\(kind)")
            }
        }
    }

    @Test func stallsAndLeadersTakeFromMany() {
        let payments = month.payments
        for kind in ["market_stall", "unique_cents_shop", "group_buy_leader"] {
            for account in month.accounts("honest:\(kind)") {
                let flow = Flow(account, in: payments)
                #expect(flow.countIn > 90 && flow.countIn > 3 * flow.countOut, "\(kind) \(flow.countIn)")
            }
        }
    }

    @Test func runnersPassOnWhatTheyTake() {
        let payments = month.payments
        for account in month.accounts("otc:running_points") {
            let flow = Flow(account, in: payments)
            #expect(flow.ratio > 0.9 && flow.ratio < 1.25, "\(flow.paidIn) \(flow.paidOut)")
            #expect(flow.countIn > 80)
        }
    }

    @Test func gatewaysSellCoinsToMany() {
        let payments = month.payments
        for account in month.accounts("otc:exchange_gateway") {
            let sales = payments.filter { $0.payee == account && $0.channel == .gateway }
            #expect(sales.count > 150 && Set(sales.map(\.payer)).count > 80)
            #expect(sales.allSatisfy { !$0.site.isEmpty && $0.payeeKind == .merchant && $0.merchantCategory > 0 })
        }
    }

    @Test func sitesChangeTheirPayee() {
        let payees = month.accounts("otc:fourth_party_site")
        let orders = month.payments.filter { payees.contains($0.payee) && $0.channel == .gateway }
        #expect(Set(orders.map(\.site)).count == 1 && Set(orders.map(\.payee)).count == 6)
        let day = orders.filter { $0.at < orders[0].at.advanced(bySeconds: 86_400) }
        let changes = zip(day, day.dropFirst()).count { $0.payee != $1.payee }
        #expect(changes > 8 && changes < day.count / 2)
        for payee in payees {
            let flow = Flow(payee, in: month.payments)
            #expect(flow.ratio > 0.85 && flow.ratio < 1.4, "\(flow.paidIn) \(flow.paidOut)")
        }
    }

    @Test func successorsInheritCustomers() {
        let payments = month.payments
        let successors = month.simulation.labels.filter { $0.role == "otc:successor" }
        let dealers = month.accounts("otc:otc_dealer")
        for successor in successors {
            let own = Flow(successor.account, in: payments)
            let shared = dealers.map { own.others.intersection(Flow($0, in: payments).others).count }
            #expect((shared.max() ?? 0) > 15, "\(shared)")
            #expect(successor.startDay >= 5)
            // The account that was given up falls silent as a dealer.
            let start = Simulation.usualStart.advanced(bySeconds: Int64(successor.startDay) * 86_400)
            #expect(payments.count { $0.at < start && $0.payee == successor.account } < own.countIn / 3)
        }
    }

    @Test func payrollsFanOutAndClassesFanIn() {
        let payments = month.payments
        for account in month.accounts("honest:payroll_agent") {
            let flow = Flow(account, in: payments)
            #expect(flow.countOut > 40 && flow.countOut > flow.countIn)
        }
        for kind in ["class_fee_collector", "charity_drive", "tutor", "purchasing_agent"] {
            for account in month.accounts("honest:\(kind)") {
                let flow = Flow(account, in: payments)
                #expect(flow.countIn > 50 && flow.countIn > flow.countOut, "\(kind) \(flow.countIn)")
            }
        }
    }

    @Test func goldFollowsGoldAndGamesFollowNothing() {
        for kind in ["gold_trader", "game_item_trader"] {
            for account in month.accounts("honest:\(kind)") {
                let flow = Flow(account, in: month.payments)
                #expect(flow.ratio > 0.6 && flow.ratio < 1.7 && flow.count > 100, "\(kind) \(flow.ratio)")
            }
        }
    }

    @Test func uniqueCentsLieBesideThePrice() {
        let shops = Set(month.accounts("honest:unique_cents_shop"))
        let orders = month.payments.filter { shops.contains($0.payee) && $0.channel == .gateway }
        #expect(orders.allSatisfy { !$0.site.isEmpty && $0.payeeKind == .person })
        let moved = orders.filter { $0.amount.minor % 100 != 0 }
        #expect(moved.count * 10 > orders.count * 6)
        #expect(moved.allSatisfy { ($0.amount.minor + 10) % 100 <= 20 })
    }

    @Test func dealersAmountsFollowTheBoard() {
        var board: [(at: Instant, fen: Int64)] = []
        for quote in month.simulation.prices where quote.asset.name == "USDT" {
            board.append((quote.at, quote.price.micros / 10_000))
        }
        let dealers = Set(month.accounts("otc:otc_dealer"))
        var lattice = 0
        var odd = 0
        for payment in month.payments where dealers.contains(payment.payer) || dealers.contains(payment.payee) {
            guard payment.amount.minor >= 30_000, payment.amount.minor % 10_000 != 0, payment.channel != .withdrawal
            else { continue }
            odd += 1
            let step = payment.at.milliseconds - Simulation.usualStart.milliseconds
            let now = board[min(Int(step / 600_000), board.count - 1)].fen
            let near = (now * 98 / 100)...(now * 102 / 100)
            if near.contains(where: { payment.amount.minor % ($0 * 50) == 0 }) { lattice += 1 }
        }
        print("orders on the lattice: \(lattice) of \(odd) that are not round money")
        #expect(lattice * 10 > odd * 7)
    }
}

@Suite struct EvasionTests {
    @Test(arguments: 0...4) func everyLevelRuns(level: Int) {
        let town = SimulatedMonth(accounts: 800, days: 9, seed: 11, evasion: level)
        let dealers = Set(town.accounts("otc:otc_dealer"))
        #expect(dealers.count == (level == 4 ? 24 : 8))
        let payments = town.payments
        #expect(payments.filter { dealers.contains($0.payer) || dealers.contains($0.payee) }.count > 300)
        #expect(payments.allSatisfy { $0.amount.minor > 0 })
    }

    @Test func onlyTheFirstLevelUsesSlang() {
        func slang(_ level: Int) -> Int {
            let town = SimulatedMonth(accounts: 1000, days: 21, seed: 3, evasion: level)
            return town.payments.filter { $0.remark.contains("U") && $0.remark != "U盘" && $0.remark != "U型枕" }.count
        }
        #expect(slang(0) > 0)
        #expect(slang(1) == 0)
    }

    @Test func wordsComeBackInDisguise() {
        let town = SimulatedMonth(accounts: 1000, days: 21, seed: 3, evasion: 4)
        let dealers = Set(town.accounts("otc:otc_dealer"))
        let remarks = town.payments.filter { dealers.contains($0.payer) || dealers.contains($0.payee) }.map(\.remark)
        let disguised = remarks.filter { !$0.isEmpty && !$0.allSatisfy(\.isNumber) }
        #expect(disguised.contains { $0.unicodeScalars.contains { $0.value > 0xFF00 } })
        #expect(disguised.count > 10)
    }

    @Test func honestLifeDoesNotDependOnSlangOrJitter() {
        let open = SimulatedMonth(accounts: 600, days: 3, seed: 2, evasion: 0)
        let careful = SimulatedMonth(accounts: 600, days: 3, seed: 2, evasion: 2)
        func shopping(_ town: SimulatedMonth) -> [Int64] {
            town.payments.filter { $0.payeeKind == .merchant && $0.channel == .collect }.map(\.amount.minor)
        }
        #expect(shopping(open) == shopping(careful))
    }
}

@Suite struct PriceTests {
    @Test func pricesKeepTheirOrderAndBounds() {
        let prices = month.simulation.prices
        var last = Instant(milliseconds: 0)
        var dollar = 6.9
        var names: Set<String> = []
        var least = 1.0
        var most = -1.0
        var moves = 0
        var before: Int64 = 0
        for quote in prices {
            #expect(quote.at >= last)
            last = quote.at
            names.insert(quote.asset.name)
            let value = Double(quote.price.micros) / 1_000_000
            if quote.asset.name == "USD" { dollar = value }
            guard quote.asset.name == "USDT" else { continue }
            #expect(quote.price.micros % 10_000 == 0)
            least = min(least, value / dollar - 1)
            most = max(most, value / dollar - 1)
            if quote.price.micros != before { moves += 1 }
            before = quote.price.micros
        }
        print("premium \(least) ... \(most), \(moves) moves in 30 days, dollar \(dollar)")
        #expect(names == ["USDT", "BTC", "ETH", "USD", "XAU-G"])
        #expect(least > -0.034 && most < 0.034 && most - least > 0.008)
        #expect(dollar > 6.6 && dollar < 7.2)
    }
}
