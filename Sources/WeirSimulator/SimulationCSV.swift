public import WeirDomain

/// The companion files of INTERFACES §1. No value needs quoting: names are letters, digits, `:`, `-` and `_`.
extension Simulation {
    /// `prices.csv`.
    public static func pricesCSV(_ prices: [PriceQuote]) -> [UInt8] {
        var out = Array("at,asset,currency,price\n".utf8)
        for quote in prices {
            quote.at.appendRFC3339(to: &out)
            out.append(text: ",\(quote.asset.name),\(quote.currency.code),\(quote.price.text)\n")
        }
        return out
    }

    /// `accounts.csv`; fields that are not known are empty.
    public static func accountsCSV(_ accounts: [AccountFact]) -> [UInt8] {
        var out = Array("account,kind,opened,merchant_category\n".utf8)
        for fact in accounts {
            out.append(text: "\(fact.account),\(fact.kind.name),")
            fact.opened?.appendRFC3339(to: &out)
            out.append(text: ",")
            if fact.merchantCategory != 0 { out.append(text: "\(fact.merchantCategory)") }
            out.append(text: "\n")
        }
        return out
    }

    /// `labels.csv`.
    public static func labelsCSV(_ labels: [SimulatedLabel]) -> [UInt8] {
        var out = Array("account,role,start_day\n".utf8)
        for label in labels { out.append(text: "\(label.account),\(label.role),\(label.startDay)\n") }
        return out
    }
}
