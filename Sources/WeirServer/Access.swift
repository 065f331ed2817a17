import Crypto
import HTTPTypes
import Hummingbird
import Synchronization
public import WeirDomain
public import WeirStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// API keys: made here, shown once, kept as SHA-256. A key has 256 bits of chance, so a slow hash would add nothing.
public enum AccessKeys {
    static let cookie = "weir_key"

    /// Makes the first key if there is none yet; answers it in clear, for the one time that it is shown.
    public static func makeFirst(_ store: Store, at time: Instant) throws -> String? {
        guard try store.keys().isEmpty else { return nil }
        // Named as the console's first person is: whoever reads the first start's words is one person.
        return try make(store, name: "admin", role: "admin", at: time)
    }

    /// A key for the demonstration's own page and feeder.
    public static func makeDemoKey(_ store: Store) throws -> String {
        try make(store, name: "demo", role: "admin", at: ServerClock.now)
    }

    /// Makes a key for somebody; answers it in clear, for the one time that it is shown.
    public static func make(_ store: Store, name: String, role: String, at time: Instant) throws -> String {
        let key = "weir_" + chance()
        try store.addKey(AccessKey(name: name, role: role, hash: hash(key)), at: time)
        return key
    }

    /// 256 bits that nobody can guess, in hex.
    static func chance() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
            bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
        }
    }

    static func hash(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Data(key.utf8))) }
}

/// Who somebody is, by their key.
struct Person: Sendable {
    var name: String
    var role: Role
}

/// The keys that are good at the moment. By hash: comparing hashes tells nothing about a key, however long it takes.
final class AccessBook: Sendable {
    private let store: Store
    private let console: PeopleStore
    private let sessions: Sessions
    private let people = Mutex<[[UInt8]: Person]>([:])
    /// Those who sign in at the console.
    private let visitors = Mutex<[Person]>([])
    private let listener = Mutex<@Sendable () -> Void>({})
    /// Changes of who may do what wait for each other.
    let turns = Turns()

    /// Who may hand payments in.
    static func mayHandIn(_ role: Role) -> Bool { role == .admin || role == .integrator }

    /// Calls `body` after each change of keys.
    func whenChanged(_ body: @escaping @Sendable () -> Void) { listener.withLock { $0 = body } }

    init(_ store: Store, _ console: PeopleStore, _ sessions: Sessions) throws {
        self.store = store
        self.console = console
        self.sessions = sessions
        try reload()
    }

    /// Reads the keys again, after a change.
    func reload() throws {
        var found: [[UInt8]: Person] = [:]
        for key in try store.keys() {
            if let role = Role(name: key.role) { found[key.hash] = Person(name: key.name, role: role) }
        }
        people.withLock { $0 = found }
        let known = try console.people().compactMap { person in
            Role(name: person.role).map { Person(name: person.name, role: $0) }
        }
        visitors.withLock { $0 = known }
        listener.withLock { $0 }()
    }

    func person(_ key: String) -> Person? { people.withLock { $0[AccessKeys.hash(key)] } }

    /// Everybody with a key or a password, by name.
    var all: [Person] {
        let everybody = people.withLock { Array($0.values) } + visitors.withLock { $0 }
        return Dictionary(everybody.map { ($0.name, $0) }) { first, _ in first }.values.sorted { $0.name < $1.name }
    }

    /// Who sends a request.
    func person(of request: Request) -> Person? {
        if let key = Self.presented(request) { return person(key) }
        guard let id = request.cookies[Sessions.cookie]?.value,
            let session = sessions.find(id, at: ServerClock.now), !session.mustChange
        else { return nil }
        // Whatever changes something needs the session's token as well: other sites' forms cannot know it.
        guard request.method == .get || HTTPField.Name("X-CSRF-Token").flatMap({ request.headers[$0] }) == session.token
        else { return nil }
        return Person(name: session.person, role: session.role)
    }

    /// Whether whoever sent a request that lasts is still who they were when it was let in. Asking does not make a
    /// session last longer.
    func isStill(_ known: Person, _ request: Request) -> Bool {
        if let key = Self.presented(request) {
            guard let now = person(key) else { return false }
            return now.name == known.name && now.role == known.role
        }
        guard let id = request.cookies[Sessions.cookie]?.value else { return false }
        return sessions.isOpen(id, at: ServerClock.now)
    }

    private static func presented(_ request: Request) -> String? {
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
            return String(header.dropFirst(7))
        }
        // A browser's cookie is good for reading only: whatever changes something needs the header.
        guard request.method == .get else { return nil }
        return request.cookies[AccessKeys.cookie]?.value
    }

    /// Somebody with another role has it at the console too, and signs in anew.
    func setConsoleRole(of name: String, _ role: Role) throws {
        let changed = try console.change(name) { person in
            guard person.role != role.name else { return false }
            person.role = role.name
            return true
        }
        if changed != nil { sessions.end(of: name) }
    }

    /// Takes somebody's way into the console away.
    func removeConsole(_ name: String) throws {
        try console.remove(name)
        sessions.end(of: name)
    }

    /// Who sends it; there is always somebody behind the access check.
    func require(_ request: Request) throws -> Person {
        guard let person = person(of: request) else {
            throw Problem(
                .unauthorized, "unauthorized", "An API key is needed",
                detail: "Send it as 'Authorization: Bearer <key>'. The first key was printed at the first start.")
        }
        return person
    }
}

/// Lets nobody in without a key, except to what says nothing about anybody.
struct AccessMiddleware<Context: RequestContext>: RouterMiddleware {
    let book: AccessBook
    var answers = RailAnswers()
    var prices = PriceSources()

    /// Rails have no key: whether a notification is theirs its signature says.
    static var open: Set<String> {
        [
            "/healthz", "/readyz", "/openapi.json", "/favicon.ico", "/v1/notifications/alipay",
            "/v1/notifications/wechat-pay",
        ]
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        // The console has a door of its own.
        if Self.open.contains(request.uri.path) || ConsoleMiddleware.isConsole(request.uri.path) {
            return try await next(request, context)
        }
        if let key = request.uri.queryParameters.get("key"), request.uri.path == "/", let response = signIn(key) {
            return response
        }
        // Whether the signature is the rail's is seen once the body is here.
        if Self.isAnswer(request.uri.path), request.method == .post, answers.areSigned(request) {
            return try await next(request, context)
        }
        let person = try book.require(request)
        let isReading = request.method == .get
        guard Self.opens(request.uri.path, isReading: isReading, to: person.role, answers, prices) else {
            throw Problem(
                .forbidden, "forbidden", "Not allowed", detail: "The role \(person.role.name) may not do this.")
        }
        return try await next(request, context)
    }

    /// The link that the demo prints: puts the key into a cookie and out of the address bar.
    private func signIn(_ key: String) -> Response? {
        guard book.person(key) != nil else { return nil }
        var headers = HTTPFields()
        headers[.location] = "/"
        headers[.setCookie] = "\(AccessKeys.cookie)=\(key); HttpOnly; SameSite=Strict; Path=/"
        return Response(status: .seeOther, headers: headers)
    }

    /// `/v1/access/NAME/vouch`, and nothing that only looks like it.
    private static func isVouching(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 5 && parts[..<3] == ["", "v1", "access"] && !parts[3].isEmpty && parts[4] == "vouch"
    }

    /// `/v1/outbox/ORDER/replay`.
    private static func isReplay(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 5 && parts[..<3] == ["", "v1", "outbox"] && !parts[3].isEmpty && parts[4] == "replay"
    }

    /// `/v1/lists/NAME/sign`, and nothing that only looks like it.
    private static func isSigningList(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 5 && parts[..<3] == ["", "v1", "lists"] && !parts[3].isEmpty && parts[4] == "sign"
    }

    /// A path as the router takes it apart: `//v1/access/` is `/v1/access` there, and must be here.
    private static func plain(_ path: String) -> String { "/" + path.split(separator: "/").joined(separator: "/") }

    /// `/v1/rail/answers`, where the rail says what it has done.
    private static func isAnswer(_ path: String) -> Bool { plain(path) == "/v1/rail/answers" }

    /// The doors; what somebody may do behind them the engine decides, act by act.
    static func opens(
        _ given: String, isReading: Bool, to role: Role, _ answers: RailAnswers, _ prices: PriceSources
    ) -> Bool {
        let path = plain(given)
        if open.contains(path) { return true }
        // Nor is it the administrator's: what the rail has not done would be confirmed by whoever ordered it.
        if isAnswer(path) { return answers.opens(to: role) }
        if path == "/v1/prices", !isReading { return prices.opens(to: role) }
        if path == "/v1/accounts", !isReading { return role.mayTellOfAccounts }
        switch role {
        case .admin: return true
        // Payments wait for it.
        case _ where path == "/v1/state": return false
        case .integrator:
            return [
                "/v1/payments", "/v1/decisions", "/v1/appeals", "/v1/notices", "/v1/rail", "/v1/codes", "/v1/messages",
            ].contains { path.hasPrefix($0) }
        // A page that got the better of the patrol gets no further than this.
        case .patrol:
            return path == "/v1/sites/watch" && isReading
                || !isReading && (path == "/v1/sites/findings" || path.hasPrefix("/v1/sites/screenshots/"))
        case .rail:
            return isReading
                ? ["/v1/rail/orders", "/v1/rail/status"].contains(path) : path == "/v1/rail/statement"
        case .prices: return false
        case .compliance where path.hasPrefix("/v1/lists"): return true
        case .compliance where ["/v1/register/erasures", "/v1/model"].contains(path): return true
        case .supervisor where path.hasPrefix("/v1/rules"), .compliance where path.hasPrefix("/v1/rules"): return true
        // A word for somebody, or behind a list; a comparison, which changes nothing; an order that stands already.
        case _ where role.maySign && !isReading && (isVouching(path) || isReplay(path) || isSigningList(path)):
            return true
        case _ where role.maySign && !isReading && path == "/v1/rail/statement": return true
        case .analyst, .supervisor, .compliance:
            if path.hasPrefix("/v1/access") { return false }
            if path == "/v1/sites/findings" || path == "/v1/codes" { return false }
            if path.hasPrefix("/v1/sites/screenshots/"), !isReading { return false }
            return isReading
                || ["/v1/sites", "/v1/measures", "/v1/cases", "/v1/appeals"].contains { path.hasPrefix($0) }
        case .regulator:
            return (isReading && !path.hasPrefix("/v1/access")) || path == "/v1/register/cosignatures"
        }
    }
}
