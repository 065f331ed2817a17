import Testing
import WeirDomain

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.001Z", 1),
        ("2026-11-23T08:15:30.250+08:00", 1_795_392_930_250),
        ("2024-02-29T23:59:60Z", 1_709_251_200_000),
        ("2017-01-01T07:59:60+08:00", 1_483_228_800_000),
        ("2016-12-31T16:59:60.5-07:00", 1_483_228_800_500),
        ("1993-01-03T02:46:16.000Z", 726_029_176_000),
        ("2026-11-23T08:15:30.1239Z", 1_795_421_730_123),
    ])
    func reads(text: String, milliseconds: Int) {
        #expect(Instant(rfc3339: text)?.milliseconds == Int64(milliseconds))
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T08:15:30", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T08:15:30+0800", "2026-11-23T08:15:30.Z", "1776-07-04T00:00:00Z",
        "2026-11-23T08:15:30Z ", "2026-11-23T08:15:30+08:00x",
        // A second that no clock has ever shown.
        "2026-11-23T08:15:60Z", "2026-11-23T23:59:60+08:00", "2026-11-23T23:58:60Z",
    ])
    func refuses(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func everyDayRoundTrips() {
        for day in stride(from: -25_000, through: 83_000, by: 13) {
            let instant = Instant(milliseconds: Int64(day) * 86_400_000 + 45_296_789)
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
        }
    }
}
