import WeirDomain

/// Somebody with a business beside ordinary life: what it does on one day.
protocol Business: Sendable {
    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger)
}

extension Business {
    /// Moves the day's surplus to the owner's bank card.
    func sweep(_ account: Int, _ fen: Int, at: Int64, in town: Town, _ ledger: inout Ledger) {
        var draft = Draft(at: at, payer: account, payee: town.banks[account % town.banks.count], fen: fen)
        draft.channel = .withdrawal
        draft.rail = town.parties[account].rail
        ledger.add(draft)
    }
}

/// Money in hand of a trade that goes both ways: the next customer is taken on the side that evens it out.
struct Balance {
    private(set) var fen = 0
    let scale: Double

    init(scale: Double) { self.scale = scale }

    mutating func takesIn(_ dice: inout Dice) -> Bool {
        dice.chance(min(max(0.5 - Double(fen) / scale, 0.08), 0.92))
    }

    mutating func add(_ change: Int) { fen += change }
}
