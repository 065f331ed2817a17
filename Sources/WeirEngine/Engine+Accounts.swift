import WeirDetection
public import WeirDomain

/// What a platform says of its accounts counts for and against them: it is known who has said it, and when.
extension Engine {
    /// Whether a fact says anything that is not known: a platform may hand in all its accounts night after night.
    public func isNews(_ fact: AccountFact, at time: Instant) -> Bool { detector.isNews(fact, at: time) }

    /// The accounts themselves come after this, each as an input of its own.
    func noteAccounts(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.mayTellOfAccounts, "tell of accounts")
        try need(request.number > 0, "tells of no account")
        effects.acts.append(
            Act(
                "accounts.told", at: request.at, by: request.by, role: request.role, number: 0,
                facts: [("accounts", "\(request.number)"), ("sha256", request.detail)]))
    }
}
