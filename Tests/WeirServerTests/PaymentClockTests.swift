import Testing
import WeirDomain
import WeirServer

/// Payments that are dated ahead of the clock are told from those that may come.
@Suite struct PaymentClockTests {
    private let now = Instant(milliseconds: 1_796_000_000_000)

    private func clock(_ hours: Int) -> PaymentClock { PaymentClock(hours: hours) { [now] in now } }

    private func payment(_ id: String, _ at: Instant) throws -> Payment {
        let currency = try #require(Currency("CNY"))
        return Payment(
            id: id, at: at, rail: "alipay", payer: "a", payee: "b", amount: Amount(minor: 100), currency: currency)
    }

    @Test func aDayIsTheUsualBound() {
        #expect(PaymentClock.usualHours == 24)
        let clock = clock(24)
        let latest = now.advanced(bySeconds: 86_400)
        #expect(clock.latest == latest)
        #expect(clock.refusal(latest, latest: clock.latest) == nil)
        let refusal = clock.refusal(Instant(milliseconds: latest.milliseconds + 1), line: 7, latest: clock.latest)
        #expect(refusal?.field == "at" && refusal?.line == 7)
        #expect(refusal?.message.hasPrefix("at is more than 24 hours ahead of this server's clock") == true)
        #expect(self.clock(0).latest == nil)
    }

    @Test func aBatchIsWithoutThem() throws {
        let clock = clock(1)
        var batch = RecordBatch()
        for (i, hours) in [0, 2, 1, 9_000].enumerated() {
            batch.append(try payment("p\(i)", now.advanced(bySeconds: Int64(hours) * 3_600)), line: i + 1)
        }
        var last = batch
        let refusal = clock.refuseLast(&last, line: 4, latest: clock.latest)
        #expect(refusal?.line == 4)
        #expect(last.count == 3 && last.lines == [1, 2, 3] && last.bytes.count == last.ends[2])
        let refusals = clock.refuseAny(&batch)
        let kept = batch[1].id.text
        #expect(refusals.map(\.line) == [2, 4] && batch.lines == [1, 3] && kept == "p2")
        let none = clock.refuseLast(&batch, latest: clock.latest)
        #expect(none == nil && batch.count == 2)
        let any = self.clock(0).refuseAny(&last)
        #expect(any.isEmpty && last.count == 3)
    }
}
