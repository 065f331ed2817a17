/// Deals in the words of those who write as they talk: a price beside what is bought or sold in a short sentence, coins
/// that go to a wallet once something has been paid, one sum beside the coins that it buys.
struct PlainDeals {
    private static let paid = PhraseFinder([
        "deposit", "付款", "支付", "扫码", "付清", "下单", "转账后", "收到款", "pay", "paid", "payment", "оплаты", "thanh toán", "결제",
    ])
    private static let sent = PhraseFinder([
        "直达", "credited as", "链上地址", "到您", "到你", "到钱包", "到账", "发放", "自动转", "自动发", "转到", "转入", "打到", "发到", "秒发", "秒转",
        "your wallet", "arrive",
        "arrives",
        "to your address", "sent to", "credited",
    ])
    /// Bytes between a coin and where it goes.
    private static let reach = 36
    private static let longest = 240

    /// Whoever pays gets coins sent: 付款后自动发放USDT到您的钱包.
    static func delivery(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count <= longest, !CoinDeal.asks(bytes) else { return nil }
        let payments = paid.matches(bytes).map(\.range)
        guard let payment = payments.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
        let ways = sent.matches(bytes).map(\.range)
        for coin in EvidenceReader.assetRanges(bytes) + ShortCoin(bytes).deals
        where coin.lowerBound > payment.upperBound {
            let isSent = ways.contains { way in
                way.lowerBound > payment.lowerBound
                    && max(way.lowerBound, coin.lowerBound) - min(way.upperBound, coin.upperBound) <= reach
            }
            if isSent { return payment.lowerBound..<coin.upperBound }
        }
        return nil
    }

    /// A sentence that deals in a coin and says at what price: 出USDT, 一手7.2.
    static func price(in bytes: [UInt8], _ innocent: [Range<Int>]) -> Bool {
        guard bytes.count <= longest, !CoinDeal.asks(bytes), CoinDeal.market(in: bytes) == nil,
            CoinDeal.range(in: bytes, innocent) != nil || !ShortCoin(bytes).deals.isEmpty
        else { return false }
        return OfferWindow.numbers(bytes).contains { range in
            let text = String(decoding: bytes[range], as: UTF8.self)
            guard let value = Double(text), OfferRows.band.contains(value), text.contains(".") else { return false }
            let (_, tail) = OfferWindow.around(range, bytes)
            return !tail.hasPrefix("%")
        }
    }
}
