import WeirDomain

/// The words beside the indicators.
enum IndicatorWords {
    /// The innocent reading that is weighed against each typology.
    static func innocent(_ typology: Typology) -> Phrase {
        switch typology {
        case .otcDealer:
            Phrase(
                "Honest trade with strangers at a price of its own: currency, gold, second-hand goods.",
                "以自身价格与陌生人的正当买卖：外币、黄金、二手货。")
        case .runningPoints:
            Phrase(
                "A broker or collector who passes on what is not his: freight, a group purchase.",
                "代收代付的中间人：货运、团购。")
        case .exchangeGateway:
            Phrase("A shop on the web whose goods cost what they cost.", "商品自有定价的网店。")
        case .collector:
            Phrase(
                "Somebody who sells or collects with a code of his own, such as a club or a small maker.",
                "用自己的收款码收款的人，例如社团或小作坊。")
        case .fourthPartySite: Phrase("A market place that pays its sellers.", "向卖家结算的集市平台。")
        case .successor: Phrase("A new trader in the same circle of people.", "同一圈子里的新卖家。")
        }
    }
}
