import WeirDomain
import WeirDrawing

/// What an indicator says, in the viewer's language. The engine speaks English, with figures; in Chinese the code and
/// the indicator's own figure make the sentence, and the English one is what is evidence.
enum IndicatorWords {
    /// - Parameter value: the indicator's own figure.
    static func sentence(_ code: String, _ value: Double, _ english: String) -> Phrase {
        Phrase(english, chinese(code, value) ?? english)
    }

    private static func chinese(_ code: String, _ value: Double) -> String? {
        let count = Figures.decimal(value, 0)
        let percent = Figures.decimal(value * 100, 0)
        switch code {
        case "price_lattice": return "\(percent) % 的金额等于整数量的币乘以盘口价附近的价格。"
        case "two_way_strangers": return "七天内既收陌生人的款又付给陌生人，双向往来为 \(count)。"
        case "fan_in": return "七天内有 \(count) 个陌生人向该账户付款。"
        case "pass_through": return "收到的资金有 \(percent) % 在半小时内转出。"
        case "pass_through_day": return "收到的资金有 \(percent) % 在一天内付出。"
        case "unique_cents": return "同一价格有 \(count) 次带着不同的分位尾数，如同网关区分未付订单。"
        case "rhythm": return "每天与个人往来 \(Figures.decimal(value, 1)) 次。"
        case "inherited_customers": return "有 \(count) 个曾与被预警或被停账户往来的陌生人转到该账户。"
        case "shared_device": return "\(count) 个与陌生人往来的账户使用同一设备。"
        case "known_company": return "收到的资金有 \(percent) % 来自有预警的账户。"
        case "gateway_collection": return "\(percent) % 的收款来自网页收银台。"
        case "site_payees": return "其收款网站一周内出现过 \(count) 个收款人。"
        case "list_hit": return "在名单上。"
        case "crypto_address": return "备注中有校验正确的币地址。"
        case "remark_text": return "备注的文字或其缺失与此类交易相符。"
        default: return nil
        }
    }

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
