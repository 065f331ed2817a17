public import WeirDomain

/// The companion files of INTERFACES §1 as bytes.
public enum CompanionFiles {
    public static func prices(_ quotes: [PriceQuote]) -> [UInt8] {
        var out = Array("at,asset,currency,price\n".utf8)
        for quote in quotes {
            quote.at.appendRFC3339(to: &out)
            out.append(text: ",\(quote.asset.name),\(quote.currency.code),\(quote.price.text)\n")
        }
        return out
    }

    public static func accounts(_ facts: [AccountFact]) -> [UInt8] {
        var out = Array("account,kind,opened,merchant_category\n".utf8)
        for fact in facts {
            let category = fact.merchantCategory == 0 ? "" : String(fact.merchantCategory)
            out.append(text: "\(fact.account),\(fact.kind.name),\(fact.opened?.rfc3339 ?? ""),\(category)\n")
        }
        return out
    }

    public static func labels(_ labels: [SimulatedLabel]) -> [UInt8] {
        var out = Array("account,role,start_day\n".utf8)
        for label in labels { out.append(text: "\(label.account),\(label.role),\(label.startDay)\n") }
        return out
    }
}
