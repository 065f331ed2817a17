import Testing
import WeirServer

/// Times inside of the engine's sentences, by the clock of whoever reads them.
@Suite struct WrittenTimesTests {
    private let eightHours: Int64 = 28_800

    @Test func sentencesTellTheViewersTime() {
        let sentence = "The last of them 2026-11-25T01:23Z +1015.50 CNY, 2026-11-30T17:05Z -5.00 CNY."
        #expect(
            WrittenTimes.shown(sentence, offset: eightHours)
                == "The last of them 2026-11-25 09:23 +1015.50 CNY, 2026-12-01 01:05 -5.00 CNY.")
        #expect(WrittenTimes.shown("最近的为 2026-11-25T01:23Z，收", offset: eightHours) == "最近的为 2026-11-25 09:23，收")
    }

    @Test func seconds() {
        #expect(WrittenTimes.shown("at 2026-11-25T01:23:45Z", offset: -3_600) == "at 2026-11-25 00:23:45")
        #expect(WrittenTimes.shown("at 2026-11-25T01:23:45.250Z.", offset: 0) == "at 2026-11-25 01:23:45.250.")
    }

    /// Before the browser has told its zone.
    @Test func anUnknownZoneIsSaid() {
        #expect(WrittenTimes.shown("at 2026-11-25T01:23Z", offset: nil) == "at 2026-11-25 01:23 UTC")
    }

    @Test(arguments: [
        "", "Z", "order 12026-11-25T01:23Z", "2026-11-25T01:23ZZ", "2026-13-45T01:23Z", "2026-11-25T01:23",
        "2026-11-25 01:23Z", "2026-11-25T01:23:9Z", "no time at all",
    ])
    func anythingElseStays(_ text: String) {
        #expect(WrittenTimes.shown(text, offset: eightHours) == text)
    }
}
