import Testing
import WeirDomain
import WeirEngine

/// The engine as a value: inputs in, effects out.
@Suite struct EngineTests {
    /// A day's trade at a board price, for feeding by hand.
    final class Scene {
        var engine: Engine
        var effects = Effects()
        var sequence: UInt64 = 0
        var minute = 0
        var alerts: [Alert] = []
        var outcomes: [Outcome] = []
        let start = Instant(milliseconds: 1_772_380_800_000)
        let currency: Currency

        init(seed: UInt64 = 1) throws {
            engine = Engine(seed: seed)
            currency = try #require(Currency("CNY"))
        }

        var counters: Engine.Counters { engine.counters }
        var measures: [Measure] { engine.measures }
        var stateHash: UInt64 { engine.stateHash }

        var now: Instant { start.advanced(bySeconds: Int64(minute * 60)) }

        func quote(_ name: String, _ price: String) throws {
            let asset = try #require(Asset(name))
            let value = try #require(Price(price))
            let bytes = InputBytes.encode(PriceQuote(at: now, asset: asset, currency: currency, price: value))
            sequence += 1
            engine.apply(
                type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        }

        func pay(
            _ payer: String, _ payee: String, fen: Int, id: String? = nil, remark: String = "",
            checkout: Bool = false
        ) {
            sequence += 1
            var payment = Payment(
                id: id ?? "p\(sequence)", at: now, rail: "alipay", payer: payer, payee: payee,
                amount: Amount(minor: Int64(fen)), currency: currency)
            payment.remark = remark
            if checkout { (payment.channel, payment.payeeKind) = (.gateway, .merchant) }
            let record = payment.encoded
            engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
            alerts += effects.alerts
            if case .decided(let decision) = effects.verdict { outcomes.append(decision.outcome) }
        }

        func ask(_ event: MeasureState.Event, of measure: Int) -> Verdict {
            sequence += 1
            let request = MeasureRequest(measure: measure, event: event, by: "ann", reason: "looked", at: now)
            let bytes = InputBytes.encode(request)
            engine.apply(
                type: InputType.measure.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
            return effects.verdict
        }

        /// A dealer's day: buys and sells whole quantities with strangers at prices that follow the board.
        func deal(_ orders: Int) throws {
            let quantities = [150, 320, 210, 470, 130, 260, 390, 110, 530, 180, 70, 340]
            for i in 0..<orders {
                minute += 12
                let board = 685 + (i * 7 / 5) % 9
                try quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
                try quote("USD", "6.8000")
                let quantity = quantities[i % 12] + i / 12 * 10
                if i % 2 == 0 {
                    pay("customer\(i)", "dealer", fen: quantity * (board + 1))
                } else {
                    pay("dealer", "seller\(i)", fen: quantity * (board - 1))
                }
            }
        }
    }

    /// Counters are full at 65,535: the next payment is decided like the one before.
    @Test(arguments: [("USDT", "6.8500"), ("BTC", "350000.00")])
    func anAccountThatNeverStopsIsStillDecided(coin: String, price: String) throws {
        let scene = try Scene()
        scene.engine.onlyLooksOn = true
        try scene.quote(coin, price)
        try scene.quote("USD", "6.8000")
        for i in 0..<70_000 {
            if i % 100 == 0 { scene.minute += 1 }
            // Whole dollars as well as whole coins, or thousandths of a dear one.
            let unit = coin == "BTC" ? 35_000 : i % 2 == 0 ? 685 : 680
            scene.pay("customer\(i % 500)", "exchange", fen: unit * (10 + i / 2 % 97))
        }
        #expect(scene.counters.decided == 70_000 && scene.counters.declined == 0)
    }

    @Test func aDealerIsSuspendedOnTwoKindsAndLaterPaymentsAreDeclined() throws {
        let scene = try Scene()
        try scene.deal(60)
        let suspension = try #require(scene.alerts.first { $0.measures == [.suspendTransfers] })
        #expect(suspension.account == "dealer" && suspension.typology == .otcDealer)
        #expect(suspension.paymentsBefore < 40)
        let kinds = Set(suspension.indicators.filter { $0.weight >= 2_000 && $0.kind.countsTowardsTwo }.map(\.kind))
        #expect(kinds.count >= 2)
        #expect(suspension.indicators.contains { $0.kind == .price && !$0.evidence.isEmpty })
        #expect(scene.outcomes.last == .decline)
        scene.pay("somebody", "dealer", fen: 12_345)
        #expect(scene.outcomes.last == .decline)
        scene.pay("somebody", "elsewhere", fen: 12_345)
        #expect(scene.outcomes.last == .allow)
    }

    /// Whatever strangers send to an honest shop, it is not restricted: the finding must rest on its own conduct.
    @Test func nobodyCanBeFramedByWhatOthersSend() throws {
        let scene = try Scene()
        for i in 0..<300 {
            scene.minute += 11
            let board = 685 + (i * 7 / 5) % 9
            try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            scene.pay("stranger\(i)", "shop", fen: (100 + i * 10) * (board + 1), remark: "买USDT")
            if i % 20 == 19 { scene.pay("shop", "supplier", fen: 5_000_00) }
        }
        #expect(!scene.measures.contains { $0.kind == .suspendTransfers })
    }

    /// The same book at the bank's dollar rate is an honest money changer's.
    @Test func aMoneyChangerIsNotSuspended() throws {
        let scene = try Scene()
        for i in 0..<400 {
            scene.minute += 13
            // The dollar stands still while the boards' premium wanders by two per cent.
            let board = 686 + (i / 9) % 14
            try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            try scene.quote("USD", "6.8600")
            let dollars = 100 + (i * 37) % 90 * 10
            if i % 2 == 0 {
                scene.pay("tourist\(i)", "changer", fen: dollars * 688)
            } else {
                scene.pay("changer", "traveller\(i)", fen: dollars * 684)
            }
        }
        #expect(!scene.measures.contains { $0.kind == .suspendTransfers })
    }

    @Test func theSamePaymentIsDecidedOnce() throws {
        let scene = try Scene()
        scene.pay("a", "b", fen: 100, id: "x")
        #expect(scene.counters.decided == 1)
        scene.pay("a", "b", fen: 100, id: "x")
        #expect(scene.effects.verdict == .duplicate(of: 1))
        scene.pay("a", "b", fen: 101, id: "x")
        #expect(scene.effects.verdict == .conflict(with: 1))
        #expect(scene.counters.decided == 1)
    }

    @Test func aLiftedMeasureSetsTheAccountFree() throws {
        let scene = try Scene()
        try scene.deal(60)
        let measure = try #require(scene.measures.first { $0.kind == .suspendTransfers })
        #expect(
            scene.ask(.approve, of: measure.number)
                == .refused("measure \(measure.number) is ordered: it cannot be changed by 'approve'"))
        #expect(scene.ask(.lift, of: 9_999) == .refused("there is no measure 9999"))
        #expect(scene.ask(.lift, of: measure.number) == .none)
        scene.pay("somebody", "dealer", fen: 12_345)
        #expect(scene.outcomes.last == .allow)
        #expect(scene.measures[measure.number - 1].state == .lifted)
    }

    @Test func lateAndDisorderedPaymentsAreDecidedAndMarked() throws {
        let scene = try Scene()
        scene.minute = 600
        scene.pay("a", "b", fen: 100)
        scene.minute = 300
        scene.pay("a", "c", fen: 100)
        if case .decided(let decision) = scene.effects.verdict { #expect(decision.late) }
        #expect(scene.counters.late == 1 && scene.counters.decided == 2)
    }

    @Test func theSameInputsGiveTheSameState() throws {
        let first = try Scene()
        let second = try Scene(seed: 99)
        try first.deal(80)
        try second.deal(80)
        #expect(first.stateHash == second.stateHash)
        #expect(first.outcomes == second.outcomes)
        second.pay("a", "b", fen: 1)
        #expect(first.stateHash != second.stateHash)
    }

    @Test func foreignBytesAreRefused() {
        var engine = Engine(seed: 1)
        var effects = Effects()
        let junk = [UInt8](repeating: 7, count: 50)
        for type in UInt8(0)...9 {
            engine.apply(type: type, payload: junk.span.bytes, sequence: UInt64(type) + 1, effects: &effects)
            if case .refused = effects.verdict { continue }
            Issue.record("type \(type) was taken")
        }
    }
}
