import WeirDetection
import WeirDomain

/// What a coin costs decides who is read as a dealer: that somebody hands in a price which is far from the last one is
/// known, and who it was, also where a person has let it pass; and who takes one back.
extension Engine {
    func noteOddPrice(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.mayHandPricesIn, "hand prices in")
        try need(request.kind <= 1, "a price is odd, or confirmed")
        if request.kind == 1 { try need(request.role, \.maySign, "confirm prices") }
        effects.acts.append(
            Act(
                request.kind == 1 ? "price.confirmed" : "alarm.odd_price", at: request.at, by: request.by,
                role: request.role, number: 0,
                facts: [
                    ("asset", request.subject), ("currency", request.extra), ("price", request.detail),
                    ("last", request.text),
                ]))
    }

    /// Takes prices back that were handed in by mistake, from a time on: an administrator's word, for without a price
    /// nobody is read as a dealer.
    mutating func withdrawPrices(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.maySign, "withdraw prices")
        try need(!request.text.isEmpty, "gives no reason")
        guard let asset = Asset(request.subject), let currency = Currency(request.extra), let from = request.until
        else { throw RefusedRequest("names no asset, no currency or no time") }
        guard detector.withdraw(asset, currency, from: from) else {
            throw RefusedRequest("there is no price of \(asset.name) in \(currency.code) from \(from.rfc3339) on")
        }
        let left = prices.first { $0.asset == asset && $0.currency == currency }
        effects.acts.append(
            Act(
                "price.withdrawn", at: request.at, by: request.by, role: request.role, number: 0,
                facts: [
                    ("asset", asset.name), ("currency", currency.code), ("from", from.rfc3339),
                    ("price", left?.price.text ?? "none"),
                ], text: request.text))
    }
}
