public import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import WeirDomain
import WeirEngine
import WeirRegister
public import WeirRuntime
import WeirStore

/// Weir over HTTP: the API, the live page, operations.
public struct Server: Sendable {
    public struct Options: Sendable {
        public var host = "127.0.0.1"
        public var port = 8080
        /// The way to the rail; without one the rail fetches its orders.
        public var rail: (any RailAdapter)?
        /// Who answers for the rail where it comes by itself.
        public var railAnswers = RailAnswers()
        /// Who hands prices in.
        public var prices = PriceSources()
        /// Which time deadlines go by: that of the payments, for simulated traffic.
        public var usesPaymentTime = false
        /// By how many hours payments may be dated ahead of the clock; 0 for any.
        public var hoursAhead = PaymentClock.usualHours
        /// Called with the port once connections are taken.
        public var onRunning: @Sendable (Int) async -> Void = { _ in }

        /// Public keys of authorities whose signed orders are taken, by name.
        public var authorities: [String: Data] = [:]
        /// Who signs people in besides passwords.
        public var signOn: SignOnSettings?
        /// Rails that post notifications of payments.
        public var alipay: AlipaySettings?
        public var weChatPay: WeChatPaySettings?

        public init() {}

        /// From `HOST:PORT`, `:PORT` or `[::1]:PORT`; `nil` for anything else.
        public init?(listen: String) {
            guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
                (0...65_535).contains(port)
            else { return nil }
            let host = listen[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
            self.host = host.isEmpty ? "127.0.0.1" : host
            self.port = port
        }
    }

    /// Why the server could not run, in words.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let desk: Desk
    private let options: Options

    public init(desk: Desk, options: Options) {
        self.desk = desk
        self.options = options
    }

    /// Traffic with a time of its own may have any.
    private var paymentClock: PaymentClock {
        PaymentClock(hours: options.usesPaymentTime ? 0 : options.hoursAhead) { ServerClock.now }
    }

    /// Serves until the process is told to stop (SIGINT, SIGTERM) or the task is cancelled.
    public func run() async throws {
        let deadlines = Deadlines(seconds: Limits.requestSeconds)
        let watch = Task { await deadlines.watch() }
        let people = try PeopleStore(path: ConsolePeople.file(desk.directory))
        defer { try? people.close() }
        let sessions = Sessions(people)
        let access = try AccessBook(desk.store, people, sessions)
        await desk.nameVersion(at: ServerClock.now)
        await Self.align(desk, access)
        let outbox = options.rail.map { Outbox(desk, $0) { ServerClock.now } }
        let timekeeper = Timekeeper(desk, options.usesPaymentTime ? .events : .wall { ServerClock.now })
        await timekeeper.tell()
        let usesPaymentTime = options.usesPaymentTime
        let now: @Sendable () -> Instant = { [desk] in
            usesPaymentTime && desk.status.now > 0 ? Instant(milliseconds: desk.status.now) : ServerClock.now
        }
        let links = LinkSeeker(desk, now: now)
        let acting = Acting(desk: desk, access: access, now: now)
        let console = Console(
            acting: acting, people: people, sessions: sessions, looks: LookNotes(desk, people),
            provider: options.signOn.map { SignOnProvider($0) }, now: now)
        let work = [
            Task { await timekeeper.run() }, Task { await outbox?.run() ?? () }, Task { await links.run() },
            Task { await console.warm() }, Task { RuleHandIn(desk: desk).check() },
        ]
        defer {
            watch.cancel()
            for task in work { task.cancel() }
        }
        let router = try makeRouter(deadlines, console, outbox)
        let keys = FrontKeys { key in access.person(key).map { AccessBook.mayHandIn($0.role) } ?? false }
        access.whenChanged { [weak access, desk] in
            keys.change()
            AccessNotes.remember(access?.all.map(\.name) ?? [], in: desk.directory)
        }
        let loops = FrontLoops(desk, keys, paymentClock)
        var logger = Logger(label: "weir")
        logger.logLevel = .error
        let options = options
        let app = Application(
            router: router,
            server: HTTPServerBuilder { responder in
                // Idle connections are closed by the handler in front, which alone sees all that is read.
                let configuration = HTTP1Channel.Configuration(additionalChannelHandlers: [AnswerWatch()])
                return FrontChannel(
                    inner: HTTP1Channel(responder: responder, configuration: configuration), loops: loops)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: "weir"),
            onServerRunning: { channel in await options.onRunning(channel.localAddress?.port ?? options.port) },
            logger: logger)
        do {
            try await app.runService()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Failure(description: "\(options.host):\(options.port): the port is in use by another program")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw Failure(description: "\(options.host):\(options.port): this port needs more rights")
        } catch is CancellationError {}
    }

    /// Keys may have been changed while the server was not running: the engine learns what roles people have now.
    private static func align(_ desk: Desk, _ access: AccessBook) async {
        let now = Dictionary(access.all.map { ($0.name, $0.role) }) { first, _ in first }
        let known = await desk.read { $0.people } ?? [:]
        let given = AccessNotes.read(desk.directory)
        for name in Set(known.keys).union(now.keys).sorted()
        where known[name] != now[name] || now[name] != nil && given.contains(name) {
            var act = ActRequest(.role, at: ServerClock.now, by: Measure.weir, role: nil)
            act.subject = name
            act.kind = now[name]?.rawValue ?? 255
            _ = await desk.take([(.act, InputBytes.encode(act))])
        }
        AccessNotes.clear(desk.directory)
        let everybody = await desk.read { $0.everybody } ?? []
        do throws(AccessNotes.Damaged) { _ = try AccessNotes.everybody(desk.directory) } catch {
            desk.damage.note("access-names", "was damaged: it has been made anew from the journal")
        }
        AccessNotes.remember(everybody, in: desk.directory)
        // A stop in the midst of a change leaves the new key and the old role at the console.
        for person in access.all { try? access.setConsoleRole(of: person.name, person.role) }
    }

    /// The document that describes the API.
    package static var openAPI: [UInt8] { PackageResources.openapi_json }

    /// Every call of the API, as `get /v1/accounts/{id}`; the live page's own files are none.
    package var routeTable: [String] {
        get throws {
            let people = try PeopleStore(path: ConsolePeople.file(desk.directory))
            defer { try? people.close() }
            let console = try emptyConsole(people)
            let router = try makeRouter(Deadlines(seconds: Limits.requestSeconds), console, nil)
            return router.routes.filter { !Self.isPage("\($0.path)") }.map { route in
                let parts = "\(route.path)".split(separator: "/").map {
                    $0.hasPrefix(":") ? "{\($0.dropFirst())}" : "\($0)"
                }
                return "\(route.method.rawValue.lowercased()) /" + parts.joined(separator: "/")
            }
        }
    }

    /// What pages find at hand before anybody has asked for one; for tests.
    package func warmed() async throws -> (cases: Int, measures: Int) {
        let people = try PeopleStore(path: ConsolePeople.file(desk.directory))
        defer { try? people.close() }
        let console = try emptyConsole(people)
        await console.warm()
        return console.caseCache.read { ($0.cases.count, $0.measures.count) }
    }

    /// What the overview says waits for a signature; for tests.
    package func waitingForSignature() async throws -> Int {
        let people = try PeopleStore(path: ConsolePeople.file(desk.directory))
        defer { try? people.close() }
        return try await Overview.gather(try emptyConsole(people)).waiting
    }

    /// Open cases in an order of the queue, before some work and a while after it; for tests.
    package func queue(
        by order: String, around work: () async throws -> Void, later: Duration
    ) async throws -> (before: [Int], after: [Int]) {
        let people = try PeopleStore(path: ConsolePeople.file(desk.directory))
        defer { try? people.close() }
        let console = try emptyConsole(people)
        let (filter, begin) = (QueueFilter(order: order), ContinuousClock.now)
        func look(_ time: ContinuousClock.Instant) async throws -> [Int] {
            try await console.caseCache.refresh(console.acting)
            if filter.isByMoney { try await console.caseCache.refreshStakes(console.acting, at: time) }
            return console.caseCache.read { $0.select(filter, "", now: console.now()).rows.map { $0.found.number } }
        }
        let before = try await look(begin)
        try await work()
        return (before, try await look(begin + later))
    }

    /// A console that nobody has signed in to.
    private func emptyConsole(_ people: PeopleStore) throws -> Console {
        let sessions = Sessions()
        return Console(
            acting: Acting(desk: desk, access: try AccessBook(desk.store, people, sessions)), people: people,
            sessions: sessions, looks: LookNotes(desk, people), provider: nil, now: { ServerClock.now })
    }

    /// Pages for people, and what they load.
    private static func isPage(_ path: String) -> Bool {
        !path.hasPrefix("/v1/") && !["/metrics", "/healthz", "/readyz", "/openapi.json"].contains(path)
    }

    private func makeRouter(
        _ deadlines: Deadlines, _ console: Console, _ outbox: Outbox?
    ) throws -> Router<WeirContext> {
        let router = Router(context: WeirContext.self)
        let (acting, access) = (console.acting, console.acting.access)
        let methods = AnsweredMethods()
        router.add(middleware: ProblemMiddleware(methods: methods))
        router.add(middleware: DeadlineMiddleware(deadlines: deadlines))
        router.add(middleware: ConsoleMiddleware(console: console))
        router.add(middleware: AccessMiddleware(book: access, answers: options.railAnswers, prices: options.prices))
        router.add(middleware: LookMiddleware(acting: acting, looks: console.looks))
        let history = PriceHistory()
        PaymentRoutes(desk: desk, access: access, clock: paymentClock).add(to: router)
        let reports = try ReportStore(data: desk.directory)
        MessageRoutes(acting: acting, reports: reports, clock: paymentClock).add(to: router)
        AccountRoutes(desk: desk).add(to: router)
        AccountFactRoutes(acting: acting, clock: paymentClock).add(to: router)
        PriceRoutes(acting: acting, history: history, sources: options.prices).add(to: router)
        RuleRoutes(acting: acting).add(to: router)
        ModelRoutes(desk: desk, access: access).add(to: router)
        ListRoutes(acting: acting, authorities: options.authorities).add(to: router)
        let (screenshots, patrol) = (try Screenshots(desk.directory), PatrolWatch())
        SiteRoutes(acting: acting, screenshots: screenshots, patrol: patrol).add(to: router)
        let documents = try Documents(desk.directory)
        MeasureRoutes(
            acting: acting, answers: options.railAnswers,
            authorities: KeyFile.read(desk.directory + "/authorities")
        ).add(to: router)
        CaseRoutes(acting: acting, documents: documents).add(to: router)
        AppealRoutes(acting: acting, documents: documents).add(to: router)
        AccessRoutes(acting: acting).add(to: router)
        RegisterRoutes(acting: acting, witnesses: KeyFile.read(desk.directory + "/register/witnesses")).add(to: router)
        ReportRoutes(acting: acting).add(to: router)
        let again = OrderAgain(acting: acting, outbox: outbox)
        OutboxRoutes(again: again, now: console.now).add(to: router)
        let notifications = NotificationCounts()
        NotificationRoutes(
            desk, alipay: options.alipay, weChatPay: options.weChatPay, notifications, paymentClock
        ).add(to: router)
        OperationRoutes(desk: desk, patrol: patrol, notifications: notifications, now: console.now).add(to: router)
        let cases = CaseFile(desk: desk, history: history)
        let latest = LatestDecisions()
        LiveRoutes(
            desk: desk, access: access, cases: cases, latest: latest, isSimulated: options.usesPaymentTime
        ).add(to: router)
        ConsolePages(
            documents: documents, screenshots: screenshots, cases: cases, reports: reports, again: again, latest: latest
        ).add(to: ConsoleRouter(console: console, router: router))
        for route in router.routes { methods.add(route.method.rawValue, "\(route.path)") }
        for route in router.routes where !ConsoleMiddleware.isConsole("\(route.path)") {
            let path = "\(route.path)"
            let roles = Role.allCases.filter {
                AccessMiddleware<WeirContext>.opens(
                    path, isReading: route.method == .get, to: $0, options.railAnswers, options.prices)
            }
            console.doors.addOutside(
                route.method.rawValue, path, Set(roles), isOpen: AccessMiddleware<WeirContext>.open.contains(path))
        }
        return router
    }
}

/// Public keys of others, one a line: witnesses in `register/witnesses`, authorities in `authorities`.
enum KeyFile {
    static func read(_ path: String) -> [NoteKey] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { NoteKey($0) }
    }
}
