import Crypto
import Foundation
import Synchronization
import WeirDomain
import WeirStore

/// Somebody's session.
struct Session: Sendable {
    var person: String
    var role: Role
    /// What forms must carry.
    let token: String
    /// Browser, system and address that it began from.
    let origin: String
    let began: Instant
    var lastSeen: Instant
    /// What has to happen before anything else is shown.
    var mustChange: Bool
    /// What the next page says first.
    var message: Message?
    /// Accounts whose personal data has been asked for with a reason. After a restart it is asked for again.
    var uncovered: Set<String> = []
    /// A secret that is being set up and has not been confirmed.
    var newSecret: [UInt8] = []
    /// When `people.db` was told last that it is still in use.
    fileprivate var written: Instant

    /// What the next page says, and what takes it back.
    struct Message: Sendable {
        var words: Phrase
        var isGood = true
        /// The page of what it is about, where that is another one.
        var about: Link?
        var undo: Undo?

        /// A form that takes back what was done.
        struct Undo: Sendable {
            var to: Link
            var fields: [(name: String, value: String)]
        }
    }
}

/// The open sessions, by the hash of their id: who reads memory, the file or a copy of it has no session. The file lets
/// them outlive a restart; name, beginning and last use stand in it, the role is the person's own.
final class Sessions: Sendable {
    static let cookie = "weir_session"
    private let people: PeopleStore?
    private let open = Mutex<[[UInt8]: Session]>([:])
    /// Sessions of before the start, until somebody comes with their id: it is needed for the token of forms.
    private let sleeping = Mutex<[[UInt8]: SessionRow]>([:])
    /// How often the file is told that a session is in use.
    private static let writeSeconds: Int64 = 60

    /// - Parameter people: where sessions are kept; without it they end with the process.
    init(_ people: PeopleStore? = nil) {
        self.people = people
        let oldest = ServerClock.now.advanced(bySeconds: -ConsoleLimits.idleSeconds)
        guard let rows = try? people?.sessions(seenAfter: oldest) else { return }
        sleeping.withLock { $0 = Dictionary(rows.suffix(ConsoleLimits.sessions).map { ($0.hash, $0) }) { $1 } }
    }

    /// Opens one under an id that nobody has seen before.
    /// - Parameter origin: from where, in words.
    func begin(_ person: String, _ role: Role, mustChange: Bool, from origin: String, at now: Instant) -> String {
        let id = AccessKeys.chance()
        let key = Self.hash(id)
        let session = Session(
            person: person, role: role, token: Self.token(id), origin: origin, began: now, lastSeen: now,
            mustChange: mustChange, written: now)
        let ended = open.withLock { open -> [[UInt8]] in
            var ended = open.filter { !Self.isGood($0.value, now) }.map(\.key)
            if open.count - ended.count >= ConsoleLimits.sessions,
                let oldest = open.min(by: { $0.value.lastSeen < $1.value.lastSeen })
            {
                ended.append(oldest.key)
            }
            for key in ended { open.removeValue(forKey: key) }
            open[key] = session
            return ended
        }
        for key in ended { forget(key) }
        try? people?.keep(SessionRow(hash: key, person: person, origin: origin, began: now, lastSeen: now))
        return id
    }

    /// The session of an id, if it is still good; it is good for longer then.
    func find(_ id: String, at now: Instant) -> Session? {
        let key = Self.hash(id)
        wake(key, id)
        var due: SessionRow?
        var isOver = false
        let found = open.withLock { open -> Session? in
            guard var session = open[key] else { return nil }
            guard Self.isGood(session, now) else {
                open.removeValue(forKey: key)
                isOver = true
                return nil
            }
            session.lastSeen = now
            if session.written.advanced(bySeconds: Self.writeSeconds) <= now {
                session.written = now
                due = SessionRow(
                    hash: key, person: session.person, origin: session.origin, began: session.began, lastSeen: now)
            }
            open[key] = session
            return session
        }
        if let due { try? people?.keep(due) }
        if isOver { forget(key) }
        return found
    }

    /// Takes up a session of before the start, with the role that the person has now.
    private func wake(_ key: [UInt8], _ id: String) {
        guard let row = sleeping.withLock({ $0.removeValue(forKey: key) }) else { return }
        guard let person = try? people?.person(row.person), let role = Role(name: person.role) else {
            forget(key)
            return
        }
        let session = Session(
            person: row.person, role: role, token: Self.token(id), origin: row.origin, began: row.began,
            lastSeen: row.lastSeen, mustChange: person.mustChange, written: row.lastSeen)
        open.withLock { open in if open[key] == nil { open[key] = session } }
    }

    /// Whether it is still good, without making it last longer: for streams, which nobody has to be looking at.
    func isOpen(_ id: String, at now: Instant) -> Bool {
        open.withLock { $0[Self.hash(id)].map { Self.isGood($0, now) } ?? false }
    }

    func change(_ id: String, _ body: (inout Session) -> Void) {
        let key = Self.hash(id)
        open.withLock { open in
            guard var session = open[key] else { return }
            body(&session)
            open[key] = session
        }
    }

    /// What is to be said on the next page; once.
    func takeMessage(_ id: String) -> Session.Message? {
        var message: Session.Message?
        change(id) { session in
            message = session.message
            session.message = nil
        }
        return message
    }

    func end(_ id: String) {
        let key = Self.hash(id)
        let was = open.withLock { $0.removeValue(forKey: key) != nil }
        let slept = sleeping.withLock { $0.removeValue(forKey: key) != nil }
        if was || slept { forget(key) }
    }

    /// Ends all sessions of somebody but one: their password or role has changed.
    func end(of person: String, but kept: String? = nil) {
        let kept = kept.map { Self.hash($0) }
        open.withLock { open in open = open.filter { $0.value.person != person || $0.key == kept } }
        sleeping.withLock { sleeping in sleeping = sleeping.filter { $0.value.person != person || $0.key == kept } }
        try? people?.forgetSessions(of: person, but: kept)
    }

    /// Somebody's sessions, the latest used first.
    struct Listed: Sendable {
        var origin: String
        var began: Instant
        var lastSeen: Instant
        /// Whether it is that of the id which was asked with.
        var isOwn: Bool
    }

    func list(of person: String, own id: String, at now: Instant) -> [Listed] {
        let own = Self.hash(id)
        var found = open.withLock { open in
            open.filter { $0.value.person == person && Self.isGood($0.value, now) }.map {
                Listed(
                    origin: $0.value.origin, began: $0.value.began, lastSeen: $0.value.lastSeen, isOwn: $0.key == own)
            }
        }
        found += sleeping.withLock { sleeping in
            sleeping.values.filter { $0.person == person }.map {
                Listed(origin: $0.origin, began: $0.began, lastSeen: $0.lastSeen, isOwn: false)
            }
        }
        return found.sorted { ($1.lastSeen, $1.began) < ($0.lastSeen, $0.began) }
    }

    var count: Int { open.withLock { $0.count } }

    private func forget(_ key: [UInt8]) { try? people?.forget(session: key) }

    private static func isGood(_ session: Session, _ now: Instant) -> Bool {
        session.lastSeen.advanced(bySeconds: ConsoleLimits.idleSeconds) > now
            && session.began.advanced(bySeconds: ConsoleLimits.sessionSeconds) > now
    }

    private static func hash(_ id: String) -> [UInt8] { Array(SHA256.hash(data: Data(id.utf8))) }

    /// Follows from the id, which the file does not have: so a session has the same one after a restart.
    private static func token(_ id: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data("forms".utf8), using: SymmetricKey(data: Data(id.utf8))).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
