import Glibc
import WeirDetection
import WeirDomain

/// The windows of every payment's payer, as the engine counts them.
enum GaugeWindows {
    static func write(_ records: RecordBatch) {
        var detector = Detector(seed: 1)
        var head = "n,ts,payer,payee,amount"
        for window in ["1h", "24h", "7d", "30d"] {
            for figure in ["count", "sum", "payees", "first"] { head += ",\(figure)_\(window)" }
        }
        // Whether the payer is so busy that its payments are counted in buckets.
        print(head + ",busy")
        for i in 0..<records.count {
            let payment = records[i]
            let (payer, payee) = detector.accounts(of: payment)
            _ = detector.take(payment, payer: payer, payee: payee, sequence: UInt64(i + 1))
            var line = "\(i),\(payment.at.milliseconds),\(payer.raw),\(payee.raw),\(payment.amount.minor)"
            for window in Window.allCases {
                let totals = detector.totals(payer, .outgoing, window, at: payment.at)
                line += ",\(totals.count),\(totals.sum),\(totals.distinct),\(totals.firstTime)"
            }
            print(line + (detector.isBusy(payer) ? ",1" : ",0"))
        }
    }
}
