import Testing

@testable import WeirSites

/// Yuan that are sent to the reader's account, on pages that buy coins.
@Suite struct BankPayoutTests {
    private static let bar = "<ul><li>首页</li><li>购买比特币</li><li>出售比特币</li></ul>"

    @Test(arguments: [
        "<p>您出售的比特币数量是 {$o.num} 个，所得 {$o.sum} 元将汇入您的银行卡，请留意短信。</p>",
        "<p>确认到账后，我们会把人民币打到您的支付宝，一般需要十分钟。</p>",
        "<p>共计 1,260.50 CNY，已转入您指定的银行账户。</p>",
    ])
    func sent(_ body: String) {
        let page = finding(Self.bar + body)
        #expect(page.evidence.contains { $0.code == "coin_is_sold" && $0.span != nil }, "\(body)")
        #expect(page.evidence.contains { $0.code == "fiat_board" }, "\(body)")
        #expect(page.isFinding, "\(page.gateway) \(page.crypto) \(body)")
    }

    /// Of no coins, of other moneys, into the site's own balance, and asked.
    @Test(arguments: [
        "<ul><li>首页</li><li>黄金回收</li></ul><p>您的黄金检测后，货款 3,200 元将汇入您的银行卡。</p>",
        bar + "<p>所得 800 美元将汇入您的银行卡。</p>", bar + "<p>充值的 100 元将转入您的账户余额。</p>",
        bar + "<p>卖出后人民币多久打到您的银行卡？</p>",
    ])
    func notSent(_ body: String) {
        let page = finding(body)
        #expect(!page.evidence.contains { $0.code == "coin_is_sold" || $0.code == "fiat_board" }, "\(body)")
    }
}
