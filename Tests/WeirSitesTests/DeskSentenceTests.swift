import Testing

@testable import WeirSites

/// Desks that say in sentences what they do with a reader's coins and yuan.
@Suite struct DeskSentenceTests {
    /// Whoever speaks of themselves, in whatever language, takes one and gives the other.
    @Test(arguments: [
        "您把手中的 USDT 交给我们，我们在十分钟之内将等值的人民币打到您本人的支付宝。",
        "You send us USDT, and within the hour your supplier receives yuan on Alipay.",
        "Вы переводите нам USDT, а мы отправляем юани вашему поставщику на Alipay.",
        "Envoyez-nous vos USDT, votre fournisseur reçoit des yuans sur Alipay en une heure.",
        "Sie schicken uns USDT, wir überweisen Yuan auf das Alipay-Konto Ihres Lieferanten.",
        "Nos envías USDT y tu proveedor recibe yuanes en Alipay en media hora.",
        "Você envia USDT e nós depositamos yuans no Alipay do fornecedor.",
        "Bize USDT gönderin, tedarikçinizin Alipay hesabına yuan yatıralım.",
        "Khách gửi USDT cho chúng tôi, chúng tôi chuyển tệ vào Alipay của xưởng.",
        "Kirim USDT ke kami, supplier Anda menerima yuan di Alipay.",
        "أرسل لنا USDT ونحن نرسل اليوان إلى Alipay للمورد خلال ساعة.",
        "USDT를 보내주시면 공급업체의 알리페이로 위안화를 송금해 드립니다.",
    ])
    func desksSpeakOfThemselves(_ sentence: String) {
        let page = finding("<h1>Desk</h1><p>\(sentence)</p>")
        #expect(page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(sentence)")
    }

    /// A coin that the page named before is "the coin" in its answers.
    @Test func answersAboutACoinThatWasNamed() {
        func answers(_ coin: String) -> Bool {
            finding("<h1>常见问题</h1><p>五十个 \(coin) 起，没有上限。</p><p>收到币以后三分钟内，我们把钱打到您的支付宝。</p>").isFinding
        }
        #expect(answers("USDT") && !answers("游戏币"))
        let asked =
            "<h3>What do you do?</h3><p>We change USDT into yuan and yuan into USDT.</p><h3>How do you pay?</h3>"
        #expect(finding(asked + "<p>By Alipay or WeChat, to an account in your own name.</p>").isFinding)
    }

    /// Who lends his code is told so in one sentence.
    @Test func codesThatAreLentInASentence() {
        func call(_ deposit: String) -> Bool {
            finding("<h1>招募</h1><p>只要有支付宝或微信，缴纳 \(deposit) 保证金就可以接单，每单返百分之二，收到的钱按当日价退还额度。</p>").isFinding
        }
        #expect(call("300U") && !call("300 元"))
    }

    /// Others' deals, money without a coin, a choice of what to pay with, gifts, warnings.
    @Test(arguments: [
        "Importeure schicken ihren Vermittlern USDT, und diese überweisen Yuan auf Alipay-Konten.",
        "По словам предпринимателей, посредники принимают USDT и отправляют юани на Alipay.",
        "您在平台下单，用支付宝把人民币转给商家，商家把 USDT 放到您的账户。",
        "Send us pounds and your supplier receives yuan on Alipay within the hour.",
        "Send us yuan on Alipay or pay USDT, whichever you like, and we ship the books.",
        "Send us USDT and we pay your freight in yuan; local customers may use Alipay.",
        "Envoyez-nous vos USDT ou un don par Alipay, l'école reçoit des livres.",
        "有人让您把人民币转给他，再由我们换成 USDT，都是诈骗，请勿使用支付宝转账。",
        "Gửi cho chúng tôi tệp đính kèm về USDT, thanh toán bằng Alipay.",
    ])
    func whoSpeaksOfSomethingElse(_ sentence: String) {
        let page = finding("<h1>Desk</h1><p>\(sentence)</p>")
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(sentence)")
    }
}
