import WeirDetection
import WeirDomain
import WeirRuleSets

/// What the rules of one set that hold yield for one payment. Nothing is put together before it is known to matter.
struct RuleVerdict {
    let seat: RuleSeat?
    let payer: AccountIndex
    let payee: AccountIndex
    /// What is known of them from outside.
    let known: (payer: OutsideEvidence, payee: OutsideEvidence)
    private var asPayer = RuleWeight()
    private var asPayee = RuleWeight()
    private(set) var decisions: [(outcome: Outcome, kind: EvidenceKind, about: Side?, rule: Int)] = []
    private(set) var proposals: [(account: AccountIndex, kind: MeasureKind, rule: Int)] = []

    init(
        _ seat: RuleSeat?, _ payer: AccountIndex, _ payee: AccountIndex,
        _ known: (payer: OutsideEvidence, payee: OutsideEvidence)
    ) {
        self.seat = seat
        self.known = known
        self.payer = payer
        self.payee = payee
        guard let seat else { return }
        for rule in seat.hits {
            if seat.yields[rule].payer.isThere { asPayer.add(seat.yields[rule].payer) }
            if seat.yields[rule].payee.isThere { asPayee.add(seat.yields[rule].payee) }
            if seat.yields[rule].hasOthers { add(seat.compiled.set.rules[rule].yields, rule) }
        }
    }

    private mutating func add(_ yields: [Rule.Yield], _ rule: Int) {
        for yield in yields {
            switch yield {
            case .evidence: break
            case .decision(let outcome, let kind, let side): decisions.append((outcome, kind, side, rule))
            case .measure(let side, let kind, _): proposals.append((side == .payer ? payer : payee, kind, rule))
            }
        }
    }

    /// What evidence there is about one side's account; both sides' where it pays itself.
    func weight(payer isPayer: Bool) -> RuleWeight {
        var weight = isPayer ? asPayer : asPayee
        if payer == payee { weight.add(isPayer ? asPayee : asPayer) }
        return weight
    }

    /// The evidence about one side's account, piece by piece.
    func findings(payer isPayer: Bool) -> [RuleFinding] {
        guard let seat, weight(payer: isPayer).isThere else { return [] }
        let account = isPayer ? payer : payee
        var found: [RuleFinding] = []
        for rule in seat.hits {
            for case .evidence(let side, let typology, let kind, let weight) in seat.compiled.set.rules[rule].yields
            where payer == payee || (side == .payer) == isPayer {
                let adds = RuleEvidence(typology: typology, kind: kind, nats: Double(weight) / 1_000)
                found.append(RuleFinding(account: account, rule: rule, adds: adds, milliNats: weight))
            }
        }
        return found
    }
}
