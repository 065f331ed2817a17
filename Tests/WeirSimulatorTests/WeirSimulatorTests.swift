import Glibc
import Testing
import WeirDomain
import WeirSimulator

/// A simulated month with its truth, read once for several tests.
struct SimulatedMonth: Sendable {
    var days: [[Payment]] = []
    var roles: [String: String] = [:]
    var simulation: Simulation

    init(accounts: Int, days count: Int, seed: UInt64, evasion: Int = 0) {
        simulation = Simulation(accounts: accounts, days: count, seed: seed, evasion: evasion)
        while let day = simulation.nextDay() { days.append(day) }
        for label in simulation.labels { roles[label.account] = label.role }
    }

    var payments: [Payment] { days.flatMap { $0 } }

    func accounts(_ role: String) -> [String] {
        simulation.labels.filter { $0.role == role }.map(\.account)
    }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        for payment in payments { payment.encode(to: &out) }
        return out
    }
}

let month = SimulatedMonth(accounts: 4000, days: 30, seed: 7)

@Suite struct SimulationTests {
    @Test func sameSeedGivesSameBytes() {
        let first = SimulatedMonth(accounts: 1000, days: 6, seed: 5)
        let again = SimulatedMonth(accounts: 1000, days: 6, seed: 5)
        let other = SimulatedMonth(accounts: 1000, days: 6, seed: 6)
        #expect(first.bytes == again.bytes)
        #expect(first.bytes != other.bytes)
        #expect(first.simulation.labels == again.simulation.labels)
        #expect(first.simulation.prices == again.simulation.prices)
        #expect(first.simulation.prices != other.simulation.prices)
    }

    @Test func daysAreInOrderAndDoNotOverlap() {
        var last = Simulation.usualStart
        for (index, day) in month.days.enumerated() {
            let begin = Simulation.usualStart.advanced(bySeconds: Int64(index) * 86_400)
            let end = begin.advanced(bySeconds: 86_400)
            var ordered = true
            for payment in day {
                ordered = ordered && payment.at >= last && payment.at >= begin && payment.at < end
                last = payment.at
            }
            #expect(ordered && !day.isEmpty, "day \(index)")
        }
        #expect(month.days.count == 30)
    }

    @Test func everyPaymentIsAWholeRecord() {
        var bad = 0
        var ids: Set<String> = []
        for payment in month.payments {
            let bytes = payment.encoded
            let whole = PaymentView.isWhole(bytes.span.bytes) && Payment(PaymentView(bytes.span.bytes)) == payment
            let valued = payment.amount.minor > 0 && payment.amount.minor <= Limits.amountMinor
            let kinds = payment.payerKind == .person || payment.payer.hasPrefix("m")
            if !whole || !valued || !kinds || payment.payer == payment.payee { bad += 1 }
            ids.insert(payment.id)
        }
        #expect(bad == 0)
        #expect(ids.count == month.payments.count)
    }

    @Test func refundsNameAnEarlierPayment() {
        var seen: [String: Payment] = [:]
        var refunds = 0
        for payment in month.payments {
            if payment.channel == .refund {
                refunds += 1
                let original = seen[payment.original]
                #expect(original?.payer == payment.payee && original?.payee == payment.payer)
                #expect(payment.amount <= original?.amount ?? Amount(minor: 0))
            } else {
                #expect(payment.original.isEmpty)
            }
            seen[payment.id] = payment
        }
        #expect(refunds > 50)
    }

    @Test func peoplePayAboutAsOftenAsPeopleDo() {
        let people = month.simulation.accounts.filter { $0.kind == .person }.count
        let rate = Double(month.payments.count) / Double(people) / 30
        print("payments per person and day: \(rate)")
        #expect(rate > 0.9 && rate < 2.2)
    }

    @Test func labelsNameKnownAccountsAndRoles() {
        let known = Set(month.simulation.accounts.map(\.account))
        #expect(Set(month.roles.keys) == known)
        for kind in lookAlikes { #expect(month.accounts("honest:\(kind)").count >= 2, "\(kind)") }
        #expect(month.accounts("otc:otc_dealer").count >= 8)
        #expect(month.accounts("otc:running_points").count >= 10)
        #expect(month.accounts("otc:collector").count >= 3)
        #expect(month.accounts("otc:exchange_gateway").count >= 2)
        #expect(month.accounts("otc:fourth_party_site").count == 6)
        #expect(month.accounts("otc:successor").count >= 2)
        #expect(month.accounts("buyer").count > 100)
        #expect(month.simulation.labels.allSatisfy { (0..<30).contains($0.startDay) })
    }

    @Test func tablesHaveOneLineForEachEntry() {
        let tables = [
            (Simulation.pricesCSV(month.simulation.prices), month.simulation.prices.count, "at,asset,currency,price"),
            (
                Simulation.accountsCSV(month.simulation.accounts), month.simulation.accounts.count,
                "account,kind,opened,merchant_category"
            ),
            (Simulation.labelsCSV(month.simulation.labels), month.simulation.labels.count, "account,role,start_day"),
        ]
        for (bytes, count, head) in tables {
            let lines = bytes.split(separator: 10)
            #expect(lines.count == count + 1)
            #expect(String(decoding: lines[0], as: UTF8.self) == head)
            #expect(bytes.last == 10)
        }
    }

    @Test func realTownsHaveFewDealers() {
        let town = Simulation(accounts: 100_000, days: 0, seed: 1, prevalence: .realistic)
        let labels = town.labels
        #expect(labels.count { $0.role == "otc:otc_dealer" } == 12)
        #expect(labels.count { $0.role == "otc:exchange_gateway" } == 4)
        #expect(labels.count { $0.role == "honest:landlord" } == 100)
        #expect(labels.count > 99_000)
    }

    /// This thread's processor time, which other tests do not lengthen.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test func aLargeTownIsFastEnough() {
        var batch = RecordBatch()
        var count = 0
        let start = Self.processorSeconds
        var simulation = Simulation(accounts: 20_000, days: 30, seed: 1)
        while simulation.nextDay(into: &batch) {
            count += batch.count
            batch.removeAll()
        }
        let seconds = Self.processorSeconds - start
        print("20000 accounts x 30 days: \(count) payments in \(seconds) s of the processor")
        // A million in ten seconds, with room for a crowded machine.
        #expect(seconds < 10)
    }
}

let lookAlikes = [
    "money_changer", "group_buy_leader", "market_stall", "gift_card_recycler", "second_hand_seller", "freight_broker",
    "unique_cents_shop", "landlord", "tutor", "family_pool", "red_packet_host", "class_fee_collector", "charity_drive",
    "payroll_agent", "ticket_reseller", "purchasing_agent", "game_item_trader", "gold_trader",
]
