public import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import WeirDomain
public import WeirRuntime
import WeirStore

/// Weir over HTTP: the API, the live page, operations.
public struct Server: Sendable {
    public struct Options: Sendable {
        public var host = "127.0.0.1"
        public var port = 8080
        /// Called with the port once connections are taken.
        public var onRunning: @Sendable (Int) async -> Void = { _ in }

        /// Public keys of authorities whose signed orders are taken, by name.
        public var authorities: [String: Data] = [:]

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

    /// Serves until the process is told to stop (SIGINT, SIGTERM) or the task is cancelled.
    public func run() async throws {
        let deadlines = Deadlines(seconds: Limits.requestSeconds)
        let watch = Task { await deadlines.watch() }
        defer { watch.cancel() }
        var roles: [[UInt8]: String] = [:]
        var callers: [[UInt8]: String] = [:]
        for key in try desk.store.keys() {
            roles[key.hash] = key.role
            callers[key.hash] = key.name
        }
        let router = makeRouter(deadlines, roles, callers)
        let known = roles
        let loops = FrontLoops(
            desk, FrontKeys { key in known[AccessKeys.hash(key)].map { AccessRoles.mayHandIn($0) } ?? false })
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

    private func makeRouter(
        _ deadlines: Deadlines, _ roles: [[UInt8]: String], _ callers: [[UInt8]: String]
    ) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: DeadlineMiddleware(deadlines: deadlines))
        router.add(middleware: AccessMiddleware(roles: roles))
        let history = PriceHistory()
        PaymentRoutes(desk: desk).add(to: router)
        AccountRoutes(desk: desk).add(to: router)
        PriceRoutes(desk: desk, history: history).add(to: router)
        RuleRoutes(desk: desk, callers: callers).add(to: router)
        ListRoutes(desk: desk, authorities: options.authorities).add(to: router)
        OperationRoutes(desk: desk).add(to: router)
        LiveRoutes(desk: desk, cases: CaseFile(desk: desk, history: history)).add(to: router)
        return router
    }
}
