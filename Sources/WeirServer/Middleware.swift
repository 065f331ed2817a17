import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Every error becomes a problem document, every answer carries the request's id and the headers that browsers obey.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    let methods: AnsweredMethods

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let problem as Problem {
            response = try problem.response(from: request, context: context)
        } catch let error as HTTPError where error.status == .notFound {
            // The router's: whatever a route does not find it says in words.
            response = try methods.problem(of: request).response(from: request, context: context)
        } catch let error as HTTPError {
            response = try Self.problem(error).response(from: request, context: context)
        } catch is NIOTooManyBytesError {
            let problem = Problem(.contentTooLarge, "too_large", "The body is too large")
            response = try problem.response(from: request, context: context)
        } catch is HTTPParserError {
            // The head was in order: what cannot be read comes after it, such as the size of a chunk.
            let problem = Problem(
                .badRequest, "malformed", "The body is not framed as HTTP has it",
                detail: "Its length or the size of one of its chunks cannot be read.")
            response = try problem.response(from: request, context: context)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            let problem = Problem(.internalServerError, "internal", "The request failed", detail: "See the log.")
            response = try problem.response(from: request, context: context)
        }
        if let id = HTTPField.Name("X-Request-Id") { response.headers[id] = context.id }
        response.headers[.xContentTypeOptions] = "nosniff"
        // What is stricter stays.
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = Self.policy }
        if let name = HTTPField.Name("X-Frame-Options") { response.headers[name] = "DENY" }
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { response.headers[name] = "same-origin" }
        // Whoever asked for a head would take a body for the next answer.
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// Only this server's own files run, are drawn and are talked to; nobody frames a page or points a form elsewhere.
    private static var policy: String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }

    private static func problem(_ error: HTTPError) -> Problem {
        let code =
            switch error.status {
            case .contentTooLarge: "too_large"
            default: "http_\(error.status.code)"
            }
        return Problem(error.status, code, error.status.reasonPhrase, detail: error.body ?? "")
    }
}

/// Which methods are answered where, for whoever asks in another way.
final class AnsweredMethods: Sendable {
    private struct Route {
        var parts: [Substring]
        var method: String

        /// As the router tells it: what stands in braces stands for anything.
        func meets(_ asked: [Substring]) -> Bool {
            parts.count == asked.count && zip(parts, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }

        var literals: Int { parts.count { !$0.hasPrefix("{") } }
    }

    private let routes = Mutex<[Route]>([])

    func add(_ method: String, _ path: String) {
        routes.withLock { $0.append(Route(parts: path.split(separator: "/"), method: method)) }
    }

    /// The methods that a path is answered with, in order; where several routes meet it the one that says most of it.
    func of(_ path: String) -> [String] {
        let asked = path.split(separator: "/")
        let meeting = routes.withLock { $0.filter { $0.meets(asked) } }
        let most = meeting.map(\.literals).max()
        return meeting.filter { $0.literals == most }.map(\.method).sorted()
    }

    /// What is said to a request that no route has.
    func problem(of request: Request) -> Problem {
        let (method, path) = (request.method.rawValue, request.uri.path)
        let known = of(path)
        guard !known.isEmpty else { return Problem.notFound("Nothing is answered at '\(path.prefix(200))'.") }
        var problem = Problem(
            .methodNotAllowed, "method_not_allowed", "Not answered here in this way",
            detail: "\(method.prefix(20)) is not answered here; \(known.joined(separator: ", ")) is.")
        problem.allow = known
        return problem
    }
}

/// A whole request, its body included, must be through within a time: whoever sends a byte a minute is cut off.
struct DeadlineMiddleware<Context: RequestContext>: RouterMiddleware {
    let deadlines: Deadlines
    /// Streams that last as long as they last.
    private static var exempt: Set<String> { ["/v1/live", "/v1/payments:batch", "/console/live"] }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if Self.exempt.contains(request.uri.path) { return try await next(request, context) }
        return try await withoutActuallyEscaping(next) { next in
            let work = Handover(next)
            let task = Task { try await work.value(request, context) }
            let ticket = deadlines.add { task.cancel() }
            defer { deadlines.remove(ticket) }
            do {
                return try await withTaskCancellationHandler {
                    try await task.value
                } onCancel: {
                    task.cancel()
                }
            } catch is CancellationError where deadlines.hasPassed(ticket) {
                throw Problem(
                    .requestTimeout, "timeout", "The request took too long",
                    detail: "It must have arrived and been answered within \(deadlines.seconds) s.")
            }
        }
    }

    /// Carries the rest of the chain into the task; it is called once, by that task alone, which has ended before the
    /// chain is given back.
    private struct Handover: @unchecked Sendable {
        let value: (Request, Context) async throws -> Response
        init(_ value: @escaping (Request, Context) async throws -> Response) { self.value = value }
    }
}

/// The requests at work and when they must be through. One look a second at all of them costs less than a timer for
/// each.
final class Deadlines: Sendable {
    let seconds: Int
    private let open = Mutex<[UInt64: (until: ContinuousClock.Instant, cancel: @Sendable () -> Void)]>([:])
    private let passed = Mutex<Set<UInt64>>([])
    private let next = Atomic<UInt64>(0)

    init(seconds: Int) { self.seconds = seconds }

    /// Calls `cancel` once the time is up, unless the ticket is given back before.
    func add(_ cancel: @escaping @Sendable () -> Void) -> UInt64 {
        let ticket = next.wrappingAdd(1, ordering: .relaxed).newValue
        let until = ContinuousClock.now.advanced(by: .seconds(seconds))
        open.withLock { $0[ticket] = (until, cancel) }
        return ticket
    }

    func remove(_ ticket: UInt64) {
        _ = open.withLock { $0.removeValue(forKey: ticket) }
    }

    /// Whether the time of a ticket that has been cancelled was up. Asked once.
    func hasPassed(_ ticket: UInt64) -> Bool { passed.withLock { $0.remove(ticket) != nil } }

    /// Looks once a second, until its task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            let now = ContinuousClock.now
            let late = open.withLock { open in
                let late = open.filter { $0.value.until <= now }
                for ticket in late.keys { open.removeValue(forKey: ticket) }
                return late
            }
            for (ticket, entry) in late {
                _ = passed.withLock { $0.insert(ticket) }
                entry.cancel()
            }
        }
    }
}

extension HTTPField.Name {
    /// Not among the names that swift-http-types lists.
    static var xContentTypeOptions: HTTPField.Name {
        guard let name = HTTPField.Name("X-Content-Type-Options") else { preconditionFailure("a valid header name") }
        return name
    }
}
