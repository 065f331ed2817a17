import WeirDomain

/// About how many of a currency's units one US dollar has been worth in the years since 2018, to a digit or two [S].
///
/// Sizes of payments are compared across currencies by their logarithm, and a tenth more or less is nothing there. A
/// coin's price says it better where there is one; where there is none, a mule or a collector is none the less one.
/// Currencies that have lost most of their worth within these years are left out: what they were worth depends on when.
enum UsualRates {
    /// Hundredths of the currency's unit for one dollar; 0 where nothing is known.
    static func hundredths(_ currency: Currency) -> Double { Double(table[Int(currency.packed & 0x7FFF)]) }

    /// By what sums are divided before it is asked how round they are: ten yen are no round sum, a thousand are. The
    /// power of ten that leaves for a dollar about as many units as there are yuan for one; 1 where nothing is known.
    static func roundUnit(_ currency: Currency) -> Int64 {
        var (unit, rest) = (Int64(1), hundredths(currency))
        while rest >= 2_600 {
            unit *= 10
            rest /= 10
        }
        return unit
    }

    private static let table: [Float] = {
        var table = [Float](repeating: 0, count: 1 << 15)
        for (code, rate) in rates {
            if let currency = Currency(code) { table[Int(currency.packed)] = rate * 100 }
        }
        return table
    }()

    private static let rates: [(String, Float)] = [
        ("CNY", 7), ("USD", 1), ("HKD", 7.8), ("MOP", 8), ("TWD", 31), ("JPY", 130), ("KRW", 1_250), ("SGD", 1.35),
        ("MYR", 4.4), ("THB", 34), ("PHP", 55), ("IDR", 15_000), ("VND", 24_000), ("INR", 78), ("PKR", 220),
        ("BDT", 100), ("LKR", 250), ("NPR", 125), ("KHR", 4_100), ("MNT", 3_000), ("KZT", 440), ("UZS", 11_000),
        ("RUB", 75), ("UAH", 33), ("GEL", 2.8), ("AED", 3.67), ("SAR", 3.75), ("QAR", 3.64), ("KWD", 0.3),
        ("ILS", 3.5), ("EUR", 0.9), ("GBP", 0.78), ("CHF", 0.93), ("SEK", 9.7), ("NOK", 9.5), ("DKK", 6.7),
        ("PLN", 4), ("CZK", 22.5), ("HUF", 340), ("RON", 4.4), ("BGN", 1.76), ("AUD", 1.45), ("NZD", 1.55),
        ("CAD", 1.33), ("MXN", 19), ("BRL", 5.1), ("CLP", 830), ("COP", 3_900), ("PEN", 3.7), ("UYU", 41),
        ("ZAR", 17), ("KES", 120), ("GHS", 9), ("TZS", 2_350), ("UGX", 3_700), ("MAD", 9.7), ("XOF", 590),
        ("XAF", 590),
    ]
}
