public import WeirDomain

/// What a person, the rail or the clock asks of the engine, apart from payments.
public struct ActRequest: Hashable, Sendable {
    public enum Verb: UInt8, CaseIterable, Sendable {
        // Measures. `number` is the measure's.
        case propose = 1
        case approve, refuse, lift, renew, settle
        /// The rail's answer: `number` the measure, `other` the order's version.
        case railDid, railRefused
        /// It is this late.
        case time
        /// Somebody has this role now; `kind` is the role, 255 for none.
        case role
        /// Somebody looked at an account.
        case look
        /// Whoever proposed measure `number` takes the proposal back.
        case withdraw
        // Cases. `number` is the case's.
        case assign = 20
        case comment, tag, attach, close, reopen, merge, wall
        /// A case that no alert has opened: a complaint, a question of the police.
        case open
        /// It cannot wait until it falls due.
        case escalate
        /// It is put off until a time, or taken up again before that: see `Postponing`.
        case postpone
        // Appeals. `number` is the measure's when filing, otherwise the appeal's.
        case file = 40
        case document, decide
        /// Somebody's data has been erased.
        case erase = 60
        /// Which version decides from here on; `text` names it.
        case version
        /// Somebody who was there already says that a person's way in is as it should be.
        case vouch
        /// A site is to be watched.
        case watchSite = 70
        /// The patrol could not look at a site; `extra` is `forbidden` or `failed`.
        case siteNotSeen
        /// An account seems to be in one hand with that of measure `number`; all that were found have been handed in.
        case link = 80
        case linksSought
        /// An order is sent to the rail once more: `number` the measure, `other` the order's version.
        case replay = 90
        /// A second person wants a list to decline its accounts: `extra` names it, `number` is its version.
        case signList = 91
        /// A platform has taken a notice's text away: `number` is the notice's.
        case noticeFetched = 92
        /// Whether a notice has reached its holder: `extra` is the channel, `kind` 1 for yes.
        case noticeDelivery = 93
        /// A price that is far from the last one was handed in, and refused; or, with 1 as `kind`, a person has said
        /// that it is so. `subject` is the asset, `extra` the currency, `detail` the price, `text` the last one.
        case oddPrice = 94
        /// Prices are taken back: `subject` is the asset, `extra` the currency, `until` the time from which on.
        case withdrawPrices = 95
        /// A platform says what its accounts are: `number` of them, as `detail` has them, a SHA-256 in hex.
        case tellAccounts = 96
    }

    public var verb: Verb
    public var at: Instant
    /// A person's name, `weir`, or the rail's.
    public var by: String
    public var role: Role?
    public var number = 0
    public var other: Int64 = 0
    public var until: Instant?
    public var kind: UInt8 = 0
    /// The account, site or person that it is about.
    public var subject = ""
    /// Ground, reason, comment.
    public var text = ""
    /// Legal basis; a file's hash.
    public var detail = ""
    /// A currency; a payment; a file's name; `anotherOne` of a role.
    public var extra = ""
    /// An authority whose signed order has been checked, and the order's SHA-256 in hex.
    public var authority = ""
    public var orderHash = ""
    /// The facts behind a measure that is proposed, as its holder is told them.
    public var statement = ""

    /// Says of a role that whoever comes in under this name over a provider is not known to be who had it before.
    public static let anotherOne = "another"

    public init(_ verb: Verb, at: Instant, by: String, role: Role?) {
        self.verb = verb
        self.at = at
        self.by = by
        self.role = role
    }
}

/// What has happened: for the register, the outbox and whoever listens.
public struct Act: Hashable, Sendable {
    /// Stable, such as `measure.ordered`.
    public var type: String
    public var at: Instant
    public var by: String
    public var role: Role?
    /// The number of the measure, case, notice or appeal.
    public var number: Int
    /// The account or site.
    public var subject: String
    /// Further accounts that it is about: those of a case.
    public var also: [String] = []
    /// Somebody of the house whom it is about: who has a case from now on, or another role.
    public var person = ""
    /// Plain facts that say nothing about a person, by name.
    public var facts: [(name: String, value: String)]
    /// Free text: it may name people, so the register has only its keyed hash. It goes with the salts of all accounts.
    public var text: String

    init(
        _ type: String, at: Instant, by: String, role: Role? = nil, number: Int, subject: String = "",
        facts: [(name: String, value: String)] = [], text: String = ""
    ) {
        self.type = type
        self.at = at
        self.by = by
        self.role = role
        self.number = number
        self.subject = subject
        self.facts = facts
        self.text = text
    }

    /// The same, about the accounts of a case. Cases that people have merged may have more: an entry has its limit.
    func about(_ accounts: [String]) -> Act {
        var act = self
        (act.subject, act.also) = (accounts.first ?? "", Array(accounts.prefix(Limits.caseAccounts).dropFirst()))
        return act
    }

    /// The same, about somebody of the house.
    func about(person: String) -> Act {
        var act = self
        act.person = person
        return act
    }

    public static func == (a: Act, b: Act) -> Bool {
        a.type == b.type && a.at == b.at && a.by == b.by && a.role == b.role && a.number == b.number
            && a.subject == b.subject && a.also == b.also && a.person == b.person && a.text == b.text
            && a.facts.elementsEqual(b.facts) { $0.name == $1.name && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(number)
        hasher.combine(at)
    }
}

extension InputBytes {
    public static func encode(_ act: ActRequest) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: act.at.milliseconds)
        out.append(integer: act.until?.milliseconds ?? .min)
        out.append(integer: Int64(act.number))
        out.append(integer: act.other)
        out += [act.verb.rawValue, act.role?.rawValue ?? 255, act.kind, 0]
        for text in [act.by, act.subject, act.text, act.detail, act.extra, act.authority] { put(text, &out) }
        // Came later: journals from before end here.
        if !act.orderHash.isEmpty || !act.statement.isEmpty { put(act.orderHash, &out) }
        if !act.statement.isEmpty { put(act.statement, &out) }
        return out
    }

    public static func act(_ bytes: RawSpan) -> ActRequest? {
        guard bytes.byteCount >= 48, let verb = ActRequest.Verb(rawValue: bytes.byte(32)), bytes.byte(35) == 0 else {
            return nil
        }
        let role = bytes.byte(33)
        guard role == 255 || Role(rawValue: role) != nil else { return nil }
        var offset = 36
        var texts: [String] = []
        for _ in 0..<6 {
            guard let text = text(bytes, &offset) else { return nil }
            texts.append(text)
        }
        let orderHash = offset == bytes.byteCount ? "" : text(bytes, &offset)
        let statement = offset == bytes.byteCount ? "" : text(bytes, &offset)
        guard let orderHash, let statement, offset == bytes.byteCount else { return nil }
        var act = ActRequest(
            verb, at: Instant(milliseconds: bytes.integer(0)), by: texts[0], role: Role(rawValue: role))
        let until: Int64 = bytes.integer(8)
        act.until = until == .min ? nil : Instant(milliseconds: until)
        act.number = Int(clamping: bytes.integer(16, as: Int64.self))
        act.other = bytes.integer(24)
        act.kind = bytes.byte(34)
        (act.subject, act.text, act.detail, act.extra, act.authority) = (
            texts[1], texts[2], texts[3], texts[4], texts[5]
        )
        act.orderHash = orderHash
        act.statement = statement
        return act
    }
}
