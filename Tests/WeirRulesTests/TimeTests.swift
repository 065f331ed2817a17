import Foundation
import Testing
import WeirRules

@Suite struct TimeTests {
    @Test func textsRoundTrip() throws {
        var random = SplitMix(state: 11)
        for _ in 0..<20_000 {
            let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
            let time = try #require(
                Timestamp(seconds: seconds, nanoseconds: Int32.random(in: 0..<1_000_000_000, using: &random)))
            #expect(Timestamp(time.text) == time)
            let span = TimeSpan(nanoseconds: Int64(bitPattern: random.next()))
            #expect(TimeSpan(span.text) == span)
        }
    }

    @Test(arguments: [
        "", "2009", "2009-02-13", "2009-02-13T23:31:30", "2009-13-13T23:31:30Z", "2009-02-13T24:31:30Z",
        "2009-02-30T00:00:00Z",
        "2009-02-13T23:31:30.Z", "2009-02-13T23:31:30Z ", "2009-02-13T23:31:30+8:00", "2009-02-13T23:31:60Z",
        "-009-02-13T00:00:00Z",
    ])
    func refusesTimestamps(_ text: String) { #expect(Timestamp(text) == nil) }

    @Test(arguments: [
        "", "1", "s", "1x", "1h ", "--1s", "1.s1", ".s", "300000000000s", "1h-1m", "9223372036.854775808s",
    ])
    func refusesSpans(_ text: String) { #expect(TimeSpan(text) == nil) }

    @Test(arguments: [
        "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Sydney", "America/St_Johns", "Asia/Kathmandu",
        "America/Sao_Paulo", "UTC",
    ])
    func zonesAgreeWithFoundation(_ name: String) throws {
        guard let zone = Foundation.TimeZone(identifier: name) else { return }
        var schema = Schema()
        schema.variable("t", .timestamp)
        let text =
            "string(t.getDate('\(name)')) + ' ' + string(t.getHours('\(name)')) + ':' + string(t.getMinutes('\(name)'))"
        let program = try Program(compiling: Expression.parse(text).check(in: schema))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        var random = SplitMix(state: 5)
        for _ in 0..<500 {
            let seconds = Int64.random(in: 200_000_000...3_500_000_000, using: &random)
            let bindings = DictionaryBindings(values: [
                0: Timestamp(seconds: seconds).map(Value.timestamp) ?? .null
            ])
            let fields = calendar.dateComponents(
                [.day, .hour, .minute], from: Date(timeIntervalSince1970: Double(seconds)))
            let expected = "\(fields.day ?? 0) \(fields.hour ?? 0):\(fields.minute ?? 0)"
            #expect(try program.evaluate(with: bindings) == .string(expected), "\(name) at \(seconds)")
        }
    }
}
