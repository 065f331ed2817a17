package import WeirDomain

/// What a rule that holds adds to the evidence on an account.
package struct RuleEvidence: Hashable, Sendable {
    package var typology: Typology
    package var kind: EvidenceKind
    /// Negative where it speaks for the account.
    package var nats: Double

    package init(typology: Typology, kind: EvidenceKind, nats: Double) {
        self.typology = typology
        self.kind = kind
        self.nats = nats
    }
}

extension Assessment {
    /// The assessment with what rules add: within a kind the strongest counts, whoever saw it, and what speaks for the
    /// account is doubt. A rule carries a kind like any indicator, and so cannot get round the rule of two kinds; that
    /// a finding rests on the account's own conduct it cannot say at all.
    package func joined(by evidence: [RuleEvidence]) -> Assessment {
        guard evidence.contains(where: { $0.typology == typology }) else { return self }
        var joined = self
        joined.byRules = evidence.filter { $0.typology == typology }
        for (place, first) in joined.byRules.enumerated() {
            let kind = first.kind
            guard !joined.byRules[..<place].contains(where: { $0.kind == kind }) else { continue }
            var (most, least) = (0.0, 0.0)
            for item in joined.byRules where item.kind == kind {
                most = max(most, item.nats)
                least = min(least, item.nats)
            }
            joined.logOdds += max(0, most - nats(kind)) + least
        }
        return joined
    }

    /// What the indicators of a kind weigh.
    package func nats(_ kind: EvidenceKind) -> Double {
        switch kind {
        case .price: max(0, price - doubt)
        case .people: people
        case .flow: flow
        case .cents: cents
        case .text: text
        case .list: outside.list
        case .site: outside.site
        case .rhythm, .identity, .merchant, .model: 0
        }
    }

    /// The same with what rules add to it.
    func natsWithRules(_ kind: EvidenceKind) -> Double {
        byRules.reduce(nats(kind)) { $1.kind == kind ? max($0, $1.nats) : $0 }
    }
}

extension Leg {
    /// An account of which nothing is known.
    package static func blank(_ account: AccountIndex) -> Leg {
        Leg(account: account, otcDealer: .none(.otcDealer), runningPoints: .none(.runningPoints))
    }

    package func joined(by evidence: [RuleEvidence]) -> Leg {
        guard !evidence.isEmpty else { return self }
        return Leg(
            account: account, otcDealer: otcDealer.joined(by: evidence),
            runningPoints: runningPoints.joined(by: evidence))
    }

    package func score(_ typology: Typology) -> Int {
        assessments.first { $0.typology == typology }?.score ?? 0
    }

    /// The strongest that indicators of a kind weigh, over the typologies.
    package func nats(_ kind: EvidenceKind) -> Double { assessments.map { $0.nats(kind) }.max() ?? 0 }
}

/// What rules read of an account and of the board.
extension Detector {
    package func payments(of account: AccountIndex) -> UInt32 { accounts[account].payments }

    /// Minute of its first payment, or of its opening where the platform told.
    package func since(_ account: AccountIndex) -> Int64 { Int64(accounts[account].since) }

    /// The latest price of an asset in a currency; `nil` where there is none, or none that still says something.
    package func price(of asset: Asset, in currency: Currency, at time: Instant) -> Price? {
        for (place, price) in board.prices.enumerated()
        where price.currency == currency && board.assets[place] == asset {
            return PriceBoard.isFresh(price.at, at: time) ? price.price : nil
        }
        return nil
    }
}
