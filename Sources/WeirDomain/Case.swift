/// Alerts that are looked into together.
public struct Case: Hashable, Sendable {
    public enum State: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case open
        case closed
        /// Went into another case.
        case merged

        public var name: String { "\(self)" }
    }

    /// What came of it. These are labels: evaluation and fitting learn from them.
    public enum Disposition: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case confirmed
        case falseAlarm
        case unclear

        public var name: String { self == .falseAlarm ? "false_alarm" : "\(self)" }

        public init?(name: String) {
            guard let found = Disposition.allCases.first(where: { $0.name == name }) else { return nil }
            self = found
        }
    }

    public struct Comment: Hashable, Sendable {
        public var by: String
        public var at: Instant
        public var text: String

        public init(by: String, at: Instant, text: String) {
            self.by = by
            self.at = at
            self.text = text
        }
    }

    /// A document, known by what it contains; the bytes lie outside of the engine.
    public struct File: Hashable, Sendable {
        public var name: String
        /// SHA-256 in hex.
        public var hash: String
        public var by: String
        public var at: Instant

        public init(name: String, hash: String, by: String, at: Instant) {
            self.name = name
            self.hash = hash
            self.by = by
            self.at = at
        }
    }

    /// How long a wall stands, and on whose word.
    public struct WallTerm: Hashable, Sendable {
        /// When it comes down by itself; `nil` where none stands, and under versions before.
        public var until: Instant?
        /// Who has raised it, or made it last longer.
        public var by = ""
        /// The second person; empty while it goes by one's word.
        public var signedBy = ""
        /// Until when somebody wants it to stand who has no second person yet; who that is, and on what ground.
        public var wanted: Instant?
        public var wantedBy = ""
        public var wantedFor = ""

        public init() {}

        public init(until: Instant, by person: String, signedBy: String) {
            self.until = until
            by = person
            self.signedBy = signedBy
        }
    }

    /// Somebody has put it off: until then it waits outside of the queue. Its clock runs on.
    public struct Postponement: Hashable, Sendable {
        public var until: Instant
        public var by: String
        public var reason: String

        public init(until: Instant, by person: String, reason: String) {
            self.until = until
            by = person
            self.reason = reason
        }
    }

    /// Something that was done with it. What people wrote and put in stands among its comments and files.
    public struct Step: Hashable, Sendable {
        /// As the register calls it, `case.assigned`, and of what the register has elsewhere: `case.untagged`, and of
        /// the case that another one went into `case.took_in`.
        public var type: String
        public var by: String
        public var at: Instant
        /// Whom it was given to, the tag, what came of it, the other case's number, why: as what it is.
        public var detail: String
        /// How long what was done lasts.
        public var until: Instant?

        public init(_ type: String, by person: String, at: Instant, detail: String = "", until: Instant? = nil) {
            self.type = type
            by = person
            self.at = at
            self.detail = detail
            self.until = until
        }
    }

    public var number: Int
    public var state = State.open
    public var opened: Instant
    /// In order of joining.
    public var accounts: [String]
    /// Why each account but the first is here, in words.
    public var links: [String] = []
    /// Numbers of alerts.
    public var alerts: [Int] = []
    public var assignee = ""
    /// When somebody must have dealt with it.
    public var due: Instant
    public var isEscalated = false
    public var disposition: Disposition?
    public var mergedInto = 0
    public var comments: [Comment] = []
    public var files: [File] = []
    public var tags: [String] = []
    /// The law forbids to tell the holder (tipping-off): why, and on what ground; empty when there is no such wall.
    public var wall = ""
    public var wallTerm = WallTerm()
    public var postponed: Postponement?
    /// What was done with it, oldest first.
    public var trail: [Step] = []

    public init(number: Int, opened: Instant, account: String, due: Instant) {
        self.number = number
        self.opened = opened
        accounts = [account]
        self.due = due
    }
}

/// What the holder is told about a measure.
public struct Notice: Hashable, Sendable {
    public enum Kind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// What was done, since when, on what ground, how to object.
        case imposed
        case ended
        case appealDecided
        /// It ends at another time than the holder was told, or does not end by itself any more.
        case endChanged

        public var name: String {
            switch self {
            case .appealDecided: "appeal_decided"
            case .endChanged: "end_changed"
            default: "\(self)"
            }
        }
    }

    public var number: Int
    public var kind: Kind
    public var measure: Int
    public var appeal: Int
    public var account: String
    public var at: Instant
    /// Kept back because of the case's wall; told once the wall has come down.
    public var isWithheld: Bool
    /// When it was told, where a wall had kept it back; until then nobody could object.
    public var toldAt: Instant?
    /// By when it is to have reached its holder; `nil` where nobody asks.
    public var due: Instant?
    /// When a platform has taken its text away, and when it says that the holder has got it.
    public var fetchedAt: Instant?
    public var deliveredAt: Instant?
    /// By which way it was last tried, and why that failed; empty where it did not.
    public var channel = ""
    public var failure = ""
    /// Somebody has been called because it did not arrive.
    public var isAlarmed = false

    /// Whether it has not reached its holder, as far as is known: a platform that says no more than that it has taken
    /// the text away has told them.
    public var isUnread: Bool {
        due != nil && !isWithheld && deliveredAt == nil && (fetchedAt == nil || !failure.isEmpty)
    }

    public init(
        number: Int, kind: Kind, measure: Int, appeal: Int = 0, account: String, at: Instant, isWithheld: Bool
    ) {
        self.number = number
        self.kind = kind
        self.measure = measure
        self.appeal = appeal
        self.account = account
        self.at = at
        self.isWithheld = isWithheld
    }
}

/// The holder's objection to a measure.
public struct Appeal: Hashable, Sendable {
    public enum State: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case filed
        /// The measure stands.
        case upheld
        /// The measure was wrong and has been lifted.
        case reversed

        public var name: String { "\(self)" }
    }

    public var number: Int
    public var measure: Int
    public var account: String
    public var at: Instant
    /// When it must be decided.
    public var due: Instant
    public var text: String
    /// Who handed it in: the platform for the holder, or a person at the counter, who does not decide it.
    public var filedBy = ""
    public var state = State.filed
    public var documents: [Case.File] = []
    public var isOverdue = false
    public var decidedBy = ""
    public var decidedAt: Instant?
    public var reason = ""

    /// The appeal as it would be had nobody decided it.
    /// - Parameter now: by then it would be overdue; that it is not would tell of the decision.
    public func undecided(at now: Instant) -> Appeal {
        var before = self
        (before.state, before.decidedBy, before.decidedAt, before.reason) = (.filed, "", nil, "")
        before.isOverdue = isOverdue || due <= now
        return before
    }

    public init(number: Int, measure: Int, account: String, at: Instant, due: Instant, text: String) {
        self.number = number
        self.measure = measure
        self.account = account
        self.at = at
        self.due = due
        self.text = text
    }
}
