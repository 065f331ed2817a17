import Crypto
import Foundation
import Synchronization
import WeirDomain

/// Somebody's session. It lives in this process only: a restart signs everybody out.
struct Session: Sendable {
    var person: String
    var role: Role
    /// What forms must carry.
    let token: String
    let began: Instant
    var lastSeen: Instant
    /// What has to happen before anything else is shown.
    var mustChange: Bool
    /// What the next page says first.
    var message: Message?
    /// Accounts whose personal data has been asked for with a reason.
    var uncovered: Set<String> = []
    /// A secret that is being set up and has not been confirmed.
    var newSecret: [UInt8] = []

    /// What the next page says, and what takes it back.
    struct Message: Sendable {
        var words: Phrase
        var isGood = true
        var undo: Undo?

        /// A form that takes back what was done.
        struct Undo: Sendable {
            var to: Link
            var fields: [(name: String, value: String)]
        }
    }
}

/// The open sessions, by the hash of their id: who reads memory or a log of it has no session.
final class Sessions: Sendable {
    static let cookie = "weir_session"
    private let open = Mutex<[[UInt8]: Session]>([:])

    /// Opens one under an id that nobody has seen before.
    func begin(_ person: String, _ role: Role, mustChange: Bool, at now: Instant) -> String {
        let id = AccessKeys.chance()
        let session = Session(
            person: person, role: role, token: AccessKeys.chance(), began: now, lastSeen: now, mustChange: mustChange)
        open.withLock { open in
            open = open.filter { Self.isGood($0.value, now) }
            if open.count >= ConsoleLimits.sessions,
                let oldest = open.min(by: { $0.value.lastSeen < $1.value.lastSeen })
            {
                open.removeValue(forKey: oldest.key)
            }
            open[Self.hash(id)] = session
        }
        return id
    }

    /// The session of an id, if it is still good; it is good for longer then.
    func find(_ id: String, at now: Instant) -> Session? {
        let key = Self.hash(id)
        return open.withLock { open in
            guard var session = open[key] else { return nil }
            guard Self.isGood(session, now) else {
                open.removeValue(forKey: key)
                return nil
            }
            session.lastSeen = now
            open[key] = session
            return session
        }
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

    func end(_ id: String) { _ = open.withLock { $0.removeValue(forKey: Self.hash(id)) } }

    /// Ends all sessions of somebody but one: their password or role has changed.
    func end(of person: String, but kept: String? = nil) {
        let kept = kept.map { Self.hash($0) }
        open.withLock { open in open = open.filter { $0.value.person != person || $0.key == kept } }
    }

    var count: Int { open.withLock { $0.count } }

    private static func isGood(_ session: Session, _ now: Instant) -> Bool {
        session.lastSeen.advanced(bySeconds: ConsoleLimits.idleSeconds) > now
            && session.began.advanced(bySeconds: ConsoleLimits.sessionSeconds) > now
    }

    private static func hash(_ id: String) -> [UInt8] { Array(SHA256.hash(data: Data(id.utf8))) }
}
