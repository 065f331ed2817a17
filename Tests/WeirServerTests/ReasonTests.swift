import Testing
import WeirServer

/// How reasons are shown: the strongest in a few words, and in a list each thing once.
@Suite struct ReasonTests {
    @Test func aReasonInAFewWords() {
        let price =
            "11 of 27 amounts, both received and paid out, are a plain quantity of USDT at the board price, lately at "
            + "6.88 to 6.97 CNY; against exchange of currency at the reference rate the prices speak for coins by 2.9 "
            + "nats."
        #expect(Translations.gist(price).english == "11 of 27 amounts fit the board price of USDT")
        #expect(Translations.gist(price).chinese == "27 笔金额中 11 笔符合 USDT 盘口价")
        let close = price.replacing("are a plain quantity", with: "lie close to a plain quantity")
        #expect(Translations.gist(close).english == "11 of 27 amounts fit the board price of USDT")
        let people = Translations.gist(
            "In seven days 9 strangers paid the account and it paid 16 strangers; 73 % of those who paid were in other "
                + "cities.")
        #expect(people.english == "9 strangers paid it in a week, it paid 16")
        #expect(people.chinese == "一周内 9 个陌生人付款，其付给 16 个陌生人")
        let stop = Translations.gist("Transfers of the payee's account are suspended by measure 12.")
        #expect(stop.english == "payee suspended, measure 12" && stop.chinese == "收款人已被暂停转账，措施 12")
        let sums = Translations.gist(
            "What came in was worth about 396 dollars a payment. 58 % of the sums that came in were round by hundreds.")
        #expect(sums.english == "sums that came in: about 396 dollars each" && sums.chinese == "每笔收入约值 396 美元")
    }

    /// What has no shorter form is its first sentence.
    @Test func aFirstSentenceIsEnough() {
        let gist = Translations.gist(
            "98 % of the money that came in was sent on within half an hour. What came in was worth about 67 dollars a "
                + "payment.")
        #expect(gist.english == "98 % of the money that came in was sent on within half an hour")
        #expect(gist.chinese != gist.english && !gist.chinese.hasSuffix("。"))
        #expect(Translations.gist("请只付给认识的人。金额较大。").english == "请只付给认识的人")
    }

    @Test func whatIsLongEnds() {
        let gist = Translations.gist(String(repeating: "word ", count: 100))
        #expect(gist.english.count == 121 && gist.english.hasSuffix("…"))
        #expect(Translations.gist("").english == "")
    }

    private static let older = "Older payments that count, kept by time and sum: "

    /// Each reading keeps what it says of its own; what two say alike the second does not repeat.
    @Test func aListSaysEachThingOnce() {
        let said = Translations.once([
            "58 % of the sums were round. \(Self.older)2, the last of them 2026-11-25T01:23Z +1015.50 CNY, "
                + "2026-11-26T10:38Z -5000.00 CNY @ 7.23 (+ came in, - went out).",
            "41 % came without a remark. 58 % of the sums were round. \(Self.older)1, the last of them "
                + "2026-11-26T10:38Z -5000.00 CNY @ 7.23 (+ came in, - went out).",
            "58 % of the sums were round.",
        ])
        #expect(
            said.texts == [
                "58 % of the sums were round.", "41 % came without a remark.",
                // It has nothing else to say.
                "58 % of the sums were round.",
            ])
        #expect(said.older == ["2026-11-26T10:38Z -5000.00 CNY @ 7.23", "2026-11-25T01:23Z +1015.50 CNY"])
    }

    /// An explanation tells of them with each indicator; what comes between stays.
    @Test func oneTextMayTellOfThemOften() {
        let text =
            "One. \(Self.older)1, the last of them 2026-11-25T01:23Z +1.00 CNY (+ came in, - went out). Two. "
            + "\(Self.older)1, the last of them 2026-11-25T01:23Z +1.00 CNY (+ came in, - went out). Three."
        let said = Translations.once([text])
        #expect(said.texts == ["One. Two. Three."] && said.older == ["2026-11-25T01:23Z +1.00 CNY"])
    }

    /// Words that only begin like the engine's are somebody's own, and stay.
    @Test func whatIsNotTheEnginesStays() {
        let text = "Older payments that count are in the file."
        #expect(Translations.once([text]).texts == [text])
        #expect(Translations.once([text]).older.isEmpty)
    }
}
