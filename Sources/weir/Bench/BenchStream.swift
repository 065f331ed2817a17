import WeirCodec
import WeirDomain
import WeirSimulator

/// A simulated town's payments as NDJSON, over and over: each pass has other ids and goes on where the last one ended,
/// by changing a few bytes of each line in place. So a stream of any length fits into memory.
struct BenchStream {
    private(set) var lines: [UInt8] = []
    /// Where each line begins; one more than there are lines.
    private(set) var starts: [Int] = [0]
    private let quotes: [PriceQuote]
    private let days: Int
    private let start: Instant
    private(set) var pass = 0
    /// The pass that each line has been made one of. A row that ends in the midst of a pass leaves lines of several
    /// behind: moved on by a pass each they would be days apart, and nearly all of them late.
    private var passes: [UInt16] = []
    /// Dates of this pass by how many passes a line is behind, and the day in it.
    private var dates: [Int: [UInt8]] = [:]

    var count: Int { starts.count - 1 }

    init(accounts: Int, days: Int, seed: UInt64, prevalence: Simulation.Prevalence) {
        var simulation = Simulation(accounts: accounts, days: days, seed: seed, prevalence: prevalence)
        quotes = simulation.prices
        self.days = days
        // Days in UTC: what the lines say.
        start = Instant(milliseconds: Simulation.usualStart.milliseconds)
        while let day = simulation.nextDay() {
            for var payment in day {
                payment.id = Self.id(count)
                let record = payment.encoded
                PaymentJSON.append(PaymentView(record.span.bytes), to: &lines)
                lines.append(10)
                starts.append(lines.count)
            }
        }
        passes = [UInt16](repeating: 0, count: count)
    }

    /// `P0000000012-000`: always as long as this.
    private static func id(_ number: Int) -> String {
        let digits = String(number)
        return "P" + String(repeating: "0", count: 10 - digits.count) + digits + "-000"
    }

    /// `{"id":"P0000000012-` and `000","at":"`: where the pass and the date stand in every line.
    private static let passOffset = 19
    private static let dateOffset = 30

    /// The prices of this pass.
    var prices: [PriceQuote] {
        let shift = Int64(pass * days) * 86_400_000
        return quotes.map {
            PriceQuote(
                at: Instant(milliseconds: $0.at.milliseconds + shift), asset: $0.asset, currency: $0.currency,
                price: $0.price)
        }
    }

    /// The time of a line's payment in this pass.
    func time(_ line: Int) -> Instant? {
        let from = starts[line] + Self.dateOffset
        return Instant(rfc3339: String(decoding: lines[from..<(from + 24)], as: UTF8.self))
    }

    /// Begins the next pass.
    mutating func advance() {
        pass += 1
        precondition(pass < 1_000, "a bench of a thousand passes at most")
        dates = [:]
    }

    /// Makes lines those of the pass, just before they are read, so that nobody waits for all of them.
    mutating func prepare(_ range: Range<Int>) {
        guard pass > 0 else { return }
        let digits = [UInt8(48 + pass / 100), UInt8(48 + pass / 10 % 10), UInt8(48 + pass % 10)]
        for line in range {
            let behind = pass - Int(passes[line])
            guard behind > 0 else { continue }
            passes[line] = UInt16(pass)
            let from = starts[line]
            for i in 0..<3 { lines[from + Self.passOffset + i] = digits[i] }
            let at = from + Self.dateOffset
            // The day's last digits tell the few dates of a pass apart.
            let key = behind << 16 | Int(lines[at + 8]) << 8 | Int(lines[at + 9])
            let next: [UInt8]
            if let known = dates[key] {
                next = known
            } else {
                next = Self.shifted(Array(lines[at..<(at + 10)]), by: days * behind)
                dates[key] = next
            }
            for i in 5..<10 { lines[at + i] = next[i] }
            if next[3] != lines[at + 3] { for i in 0..<4 { lines[at + i] = next[i] } }
        }
    }

    private static func shifted(_ date: [UInt8], by days: Int) -> [UInt8] {
        let text = String(decoding: date, as: UTF8.self) + "T00:00:00Z"
        let time = Instant(rfc3339: text) ?? Instant(milliseconds: 0)
        var out: [UInt8] = []
        time.advanced(bySeconds: Int64(days) * 86_400).appendRFC3339(to: &out)
        return Array(out[..<10])
    }
}
