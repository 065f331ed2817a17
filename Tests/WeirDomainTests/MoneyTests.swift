import Testing
import WeirDomain

@Suite struct MoneyTests {
    private func parse(_ text: String, _ code: String) throws -> Result<Amount, Amount.Flaw> {
        let currency = try #require(Currency(code))
        return text.withBytes { Amount.parse($0, currency: currency) }
    }

    @Test(arguments: [
        ("7230.00", "CNY", 723_000), ("7230", "CNY", 723_000), ("0.01", "CNY", 1), ("7230.5", "CNY", 723_050),
        ("150", "JPY", 150), ("1.234", "KWD", 1_234), ("0007.10", "CNY", 710),
        ("10000000000000.00", "CNY", 1_000_000_000_000_000),
    ])
    func reads(text: String, code: String, minor: Int) throws {
        #expect(try parse(text, code).get().minor == Int64(minor))
    }

    @Test(arguments: [
        ("", "CNY", Amount.Flaw.empty), ("-5", "CNY", .negative), ("0.001", "CNY", .digits),
        ("NaN", "CNY", .notDecimal),
        ("1e309", "CNY", .notDecimal), ("0", "CNY", .zero), ("0.00", "CNY", .zero), ("1.5", "JPY", .digits),
        ("1,000.00", "CNY", .notDecimal), ("+5", "CNY", .notDecimal), (" 5", "CNY", .notDecimal),
        (".5", "CNY", .notDecimal),
        ("5.", "CNY", .notDecimal), ("10000000000000.01", "CNY", .tooLarge),
        ("99999999999999999999999999", "CNY", .tooLarge), ("0.001x", "CNY", .notDecimal),
    ])
    func refuses(text: String, code: String, flaw: Amount.Flaw) throws {
        #expect(try parse(text, code) == .failure(flaw))
    }

    @Test func writesAllDigitsOfTheCurrency() throws {
        #expect(Amount(minor: 5).text(try #require(Currency("CNY"))) == "0.05")
        #expect(Amount(minor: 723_000).text(try #require(Currency("CNY"))) == "7230.00")
        #expect(Amount(minor: 150).text(try #require(Currency("JPY"))) == "150")
    }

    @Test func currenciesAreThoseOfTheStandard() {
        #expect(Currency("CNY")?.code == "CNY")
        #expect(Currency("CZK")?.digits == 2)
        #expect(Currency("XXZ") == nil)
        #expect(Currency("cny") == nil)
    }

    @Test(arguments: [("7.12", 7_120_000), ("481234.5", 481_234_500_000), ("0.000001", 1), ("6.8500000", 6_850_000)])
    func readsPrices(text: String, micros: Int) {
        #expect(Price(text)?.micros == Int64(micros))
    }

    @Test(arguments: ["0", "-1", "x", "", "1.", ".1", "0.0000001", "1.2.3"])
    func refusesPrices(text: String) { #expect(Price(text) == nil) }

    @Test func aBitcoinHasAPriceInDong() {
        #expect(Price("2650000000")?.text == "2650000000.00")
        #expect(Price("100000000000.000000")?.micros == Limits.priceMicros)
        #expect(Price("100000000000.000001") == nil)
        #expect(Price("99999999999999999999999999999999") == nil)
    }

    @Test func pricesReadWell() {
        #expect(Price("6.85")?.text == "6.85")
        #expect(Price("7")?.text == "7.00")
        #expect(Price("6.8512")?.text == "6.8512")
    }
}
