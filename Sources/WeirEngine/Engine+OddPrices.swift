import WeirDomain

/// What a coin costs decides who is read as a dealer: that somebody hands in a price which is far from the last one is
/// known, and who it was, also where a person has let it pass.
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
}
