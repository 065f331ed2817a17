import Testing
import WeirEngine
import WeirServer

/// What holders are told of the evidence: its figures, and nothing of anybody else.
@Suite struct HolderWordsTests {
    @Test func figuresAreTold() {
        let price =
            "31 of 40 amounts, both received and paid out, are a plain quantity of USDT at the board price, lately at "
            + "7.12 to 7.20 CNY; against trade at a price that does not move the prices speak for coins by 12.3 nats."
        let told = Translations.told(price)
        #expect(told.count == 1)
        #expect(
            told.first?.english
                == "31 of 40 amounts, both received and paid out, are a plain quantity of USDT at its market price of "
                + "the time, lately at 7.12 to 7.20 CNY.")
        #expect(told.first?.chinese == "40 笔金额（收付双向）中有 31 笔恰为当时市场价乘以整数量的 USDT，近期单价为 7.12 至 7.20 CNY。")
        let people =
            "In seven days 14 strangers paid the account and it paid 1 stranger; 60 % of those who paid were in other "
            + "cities."
        #expect(
            Translations.told(people).map(\.english) == [
                "In the seven days before, payers with whom it had not dealt before: 14; payees: 1; of those who "
                    + "paid, 60 % were in other cities."
            ])
    }

    /// Each of the engine's sentences about an account alone has its words in both languages.
    @Test(arguments: [
        "3 times the same price came with different fen, as gateways do that tell open orders apart.",
        "80 % of the money that came in was sent on within six hours; 90 % of what it paid went to two payees, and "
            + "0 % of its payments were to shops.",
        "80 % of the money that came in was sent on within half an hour, 7 times; 90 % of what it paid went to two "
            + "payees, and 0 % of its payments were to shops.",
        "80 % of the money that came in was paid out within a day; 90 % of what it paid went to two payees, and 0 % "
            + "of its payments were to shops.",
        "It deals with persons 4.5 times a day, 20 % of them at hours when few people pay.",
        "A person who is paid over a web checkout in 80 % of the payments.",
        "The site over which it is paid showed 12 payees in a week, 9 of them persons.",
        "Remarks hold an address of a coin, with the right checksum.", "Remarks use words of the trade.",
        "70 % of the payments came without a remark, 2 % with an order number.",
        "3 accounts that deal with strangers use the same device.",
        "3 accounts that deal with strangers use the same card.",
        "Payments that were declined are counted with it: 4.",
        "Payments that were declined are counted with it: 3, or 43 % of the money that it paid or tried to pay.",
        "3 times the same price came with different fen, as gateways do that tell open orders apart, lately 29.97 and "
            + "29.95 CNY.",
        "5 of 10 amounts, received, lie close to a plain quantity of USDT at the board price, lately at 7.14 to 7.26 "
            + "CNY; exchange of currency at the reference rate explains the prices better, by 2.0 nats.",
        "Older payments that count, kept by time and sum: 5, the last of them 2026-03-01T16:03Z +120.02 CNY "
            + "(+ came in, - went out).",
        "The account u1 is on list 'suspects', version 3 of a regulator: it was named.",
    ])
    func sentencesAreTold(_ english: String) {
        let told = Translations.told(english)
        #expect(told.count == 1, "\(told)")
        #expect(told.allSatisfy { $0.chinese.contains { !$0.isASCII } && $0.english.allSatisfy(\.isASCII) })
    }

    /// Figures of the account alone are told, those of others are not, and none with what it weighs.
    @Test func everyFigureIsToldOrIsOfOthers() {
        let ofOthers = ["under an alert", "stopped", "pass strangers' money on", "over different others", "nats"]
        var count = 0
        for sentence in Set(Engine.figuresInWords) {
            let told = Translations.told(sentence)
            count += told.isEmpty ? 0 : 1
            for words in told {
                for word in ofOthers { #expect(!words.english.contains(word), "\(words.english)") }
                #expect(words.chinese.contains { !$0.isASCII } && words.english.allSatisfy(\.isASCII), "\(sentence)")
            }
        }
        #expect(count > 100, "\(count) are told")
        #expect(
            Translations.told("100 % of the money that came in was to be sent on in vain within six hours.")
                .map(\.english) == ["100 % of the money that came in was to be sent on in vain within six hours."])
        let company =
            "60 % of what it paid to persons, by number, was for accounts under an alert or stopped. The account is 12 "
            + "days old."
        #expect(
            Translations.told(company).map(\.english) == [
                "What is known of those with whom it deals was looked at as well; it is not told.",
                "The account is 12 days old.",
            ])
    }

    /// What tells of other accounts, of people here, or of how heavily something weighs is passed over.
    @Test(arguments: [
        "12 strangers came over who had dealt with u77, which is under an alert or stopped.",
        "5 accounts under an alert or stopped sent it money, or tried to, 9 times of late.",
        "The model m1, fitted to labelled accounts, finds it likelier to be bad than they were on average; what moved "
            + "it most: strangers_in (+1.2).",
        "Ask his sister u78. She knows.", "Money of one account came to it over different others: 4 times.",
    ])
    func othersAreNot(_ english: String) {
        #expect(Translations.told(english).isEmpty, "\(Translations.told(english))")
    }

    @Test func whatIsOfOthersIsLeftOutOfTheRest() {
        let gathering =
            "60 % of the money that came in had come to its payers within six hours before; 70 % of what went out was "
            + "withdrawn, 80 % of what came in was gone within a day. Its own money came back over other accounts "
            + "within hours: 3 times. Payments that were declined are counted with it: 2."
        #expect(
            Translations.told(gathering).map(\.english) == [
                "Money came in that had come to its payers shortly before; 70 % of what went out was withdrawn, and "
                    + "80 % of what came in was gone within a day.",
                "Payments that were declined are counted with it: 2.",
            ])
        let company =
            "The account is 30 days old; 40 % of the money that it received came from accounts under an alert."
        #expect(
            Translations.told(company).map(\.english) == [
                "The account is 30 days old. What is known of those who pay it was looked at as well; it is not told."
            ])
    }

    @Test func theAlertBehindAGround() {
        #expect(Translations.alert(namedIn: "Alert 12 of 2026-03-04: running points, score 653.") == 12)
        #expect(Translations.alert(namedIn: "2026-03-04 预警 12：跑分，评分 653。") == 12)
        for other in ["Alert the family of u1", "odd", "见 2026-03-04 预警 12：跑分", "Alert 1x of 2026-03-04: a"] {
            #expect(Translations.alert(namedIn: other) == nil, "\(other)")
        }
    }
}
