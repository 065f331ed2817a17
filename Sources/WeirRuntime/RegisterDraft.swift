import WeirCodec
import WeirDomain
import WeirEngine
import WeirRegister

/// What the register is to hold of one thing that happened, before names have been put into pseudonyms.
struct RegisterDraft: Sendable {
    enum Content: Sendable {
        /// A payment that was not plainly allowed.
        case decision(Decision, rules: String, payment: String, payer: String, payee: String, at: Instant)
        case act(Act)
    }

    /// The input that it comes from, and its place among what came of that: together they name an entry, so that none
    /// is written twice after a restart.
    var sequence: UInt64
    var part: Int
    var content: Content

    /// What an input led to, in order: the decision first.
    static func add(_ effects: Effects, payload: RawSpan, sequence: UInt64, to drafts: inout [RegisterDraft]) {
        var part = 0
        if case .decided(let decision) = effects.verdict, isKept(decision) {
            let payment = PaymentView(payload)
            drafts.append(
                RegisterDraft(
                    sequence: sequence, part: 0,
                    content: .decision(
                        decision, rules: effects.rulesVersion, payment: payment.id.text, payer: payment.payer.text,
                        payee: payment.payee.text, at: payment.at)))
            part = 1
        }
        for act in effects.acts {
            drafts.append(RegisterDraft(sequence: sequence, part: part, content: .act(act)))
            part += 1
        }
    }

    /// Whether a decision is more than a plain allow: one that was warned of, held or declined, made by default, or let
    /// through though something was given as a reason.
    private static func isKept(_ decision: Decision) -> Bool {
        decision.outcome != .allow || decision.defaulted || !decision.reasons.isEmpty
    }

    /// What somebody is called for by it, `scope_guard` of `alarm.scope_guard`; `nil` of all other entries.
    var alarm: String? {
        guard case .act(let act) = content, act.type.hasPrefix("alarm.") else { return nil }
        return String(act.type.dropFirst(6))
    }

    /// Everybody and every account that the entry names.
    var names: [String] {
        switch content {
        case .decision(_, _, _, let payer, let payee, _): [Self.account(payer), Self.account(payee)]
        case .act(let act):
            [Self.person(act.by), Self.person(act.person)].compactMap(\.self) + Self.accounts(of: act)
        }
    }

    private static func accounts(of act: Act) -> [String] {
        act.subject.isEmpty ? [] : ([act.subject] + act.also).map(account)
    }

    /// An account by the name that its salt has. One that is called as people are here would have a person's pseudonym:
    /// a payment to it would show whose entries are whose.
    private static func account(_ id: String) -> String {
        // By bytes: a mark that a first letter bears would hide the colon.
        var rest = id.utf8[...]
        // What stands before such a name is told apart from what this puts there.
        while rest.starts(with: "account:".utf8) { rest = rest.dropFirst(8) }
        return rest.starts(with: "person:".utf8) ? "account:" + id : id
    }

    /// People are kept apart from accounts of the same name; the program and the rail are nobody's data.
    private static func person(_ name: String) -> String? {
        name.isEmpty || isProgram(name) ? nil : "person:" + name
    }

    private static func isProgram(_ name: String) -> Bool { name == Measure.weir || name == "rail" }

    /// What people and authorities type may name somebody, unless it is one of the laws and contracts that are known;
    /// and whoever has a document can tell by its plain hash where it lies.
    private static func mayNameSomebody(_ fact: String, _ value: String) -> Bool {
        fact == "order_id" || fact == "sha256" || fact == "basis" && !LegalBasis.isKnown(value)
    }

    /// The entry: one line of JSON, always written the same way.
    func entry(_ pseudonyms: PseudonymTable, _ names: Pseudonyms) -> [UInt8] {
        var object = JSONObject()
        object.put("v", 1)
        object.put("seq", Int(sequence))
        object.put("part", part)
        switch content {
        case .decision(let decision, let rules, let payment, let payer, let payee, let at):
            object.put("at", at)
            object.put("type", "decision")
            object.put("payer", pseudonyms[Self.account(payer)] ?? "")
            object.put("payee", pseudonyms[Self.account(payee)] ?? "")
            object.put("payment", names.tied(payment, to: Self.account(payer)) ?? "")
            object.put("outcome", decision.outcome.name)
            object.put("score", decision.score)
            object.put("reasons", decision.reasons.map(\.code))
            object.put("typologies", decision.typologies.map { "\($0.typology.name) \($0.score)" })
            object.put("rules", rules)
            if decision.defaulted { object.put("defaulted", true) }
        case .act(let act):
            object.put("at", act.at)
            object.put("type", act.type)
            if act.number > 0 { object.put("number", act.number) }
            object.put("by", Self.person(act.by).flatMap { pseudonyms[$0] } ?? act.by)
            if let role = act.role { object.put("role", role.name) }
            let accounts = Self.accounts(of: act)
            if let subject = accounts.first { object.put("subject", pseudonyms[subject] ?? "") }
            if accounts.count > 1 { object.put("also", accounts.dropFirst().map { pseudonyms[$0] ?? "" }) }
            if let person = Self.person(act.person) { object.put("person", pseudonyms[person] ?? "") }
            // Whose text it is: once the salt of any of them is gone nobody can tell what it was.
            let owners = accounts.isEmpty ? [Self.person(act.by)].compactMap(\.self) : accounts
            for (name, value) in act.facts {
                if !Self.mayNameSomebody(name, value) {
                    object.put(name, value)
                } else if let hash = names.tied(value, to: owners) {
                    object.put(name + "_hmac", hash)
                }
            }
            if !act.text.isEmpty, let hash = names.tied(act.text, to: owners) { object.put("text_hmac", hash) }
        }
        return object.closed
    }
}
