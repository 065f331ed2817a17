import Testing
import WeirDomain

@Suite struct PaymentRecordTests {
    private func full() throws -> Payment {
        var p = Payment(
            id: "p-1", at: Instant(milliseconds: 1_795_421_730_123), rail: "alipay", payer: "a", payee: "b",
            amount: Amount(minor: 723_000), currency: try #require(Currency("CNY")))
        p.channel = .refund
        p.payeeKind = .merchant
        p.remark = "货款"
        p.payerDevice = "d1"
        p.payeeDevice = "d2"
        p.payerIP = "203.0.113.9"
        p.payerCity = "杭州"
        p.payeeCity = "上海"
        p.merchantCategory = 5411
        p.site = "shop.example"
        p.original = "p-0"
        p.extra = #"{"a":1}"#
        return p
    }

    @Test func roundTrips() throws {
        let payment = try full()
        let bytes = payment.encoded
        let whole = PaymentView.isWhole(bytes.span.bytes)
        #expect(whole)
        let back = Payment(PaymentView(bytes.span.bytes))
        #expect(back == payment)
    }

    @Test func anyCutIsNoticed() throws {
        let bytes = try full().encoded
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length])
            let whole = PaymentView.isWhole(cut.span.bytes)
            #expect(!whole, "cut to \(length) bytes")
        }
    }

    @Test func batchesKeepRecordsApart() throws {
        var batch = RecordBatch()
        var payment = try full()
        for i in 0..<10 {
            payment.id = "p-\(i)"
            batch.append(payment, line: i + 1)
        }
        #expect(batch.count == 10)
        let id = batch[7].id.text
        #expect(id == "p-7")
        #expect(batch.lines[7] == 8)
    }
}

@Suite struct MeasureStateTests {
    @Test func everyPairIsKnown() {
        var possible: [String] = []
        for state in MeasureState.allCases {
            for event in MeasureState.Event.allCases {
                if let next = state.after(event) { possible.append("\(state) -\(event)-> \(next)") }
            }
        }
        #expect(
            possible == [
                "proposed -approve-> approved", "proposed -expire-> expired", "proposed -refuse-> refused",
                "proposed -withdraw-> withdrawn",
                "approved -order-> ordered", "approved -expire-> expired",
                "ordered -confirm-> confirmed", "ordered -lift-> lifted", "ordered -expire-> expired",
                "ordered -fail-> failed", "confirmed -lift-> lifted", "confirmed -expire-> expired",
                "failed -order-> ordered", "failed -lift-> lifted", "failed -expire-> expired",
            ])
    }

    @Test func whatCannotBeUndoneIsNeverAutomatic() {
        #expect(!MeasureKind.stopCollection.mayBeAutomatic)
        #expect(MeasureKind.suspendTransfers.mayBeAutomatic)
    }
}
