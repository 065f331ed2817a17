import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Every error becomes a problem document, every answer carries the request's id and the headers that browsers obey.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let problem as Problem {
            response = try problem.response(from: request, context: context)
        } catch let error as HTTPError {
            response = try Self.problem(error).response(from: request, context: context)
        } catch is NIOTooManyBytesError {
            let problem = Problem(.contentTooLarge, "too_large", "The body is too large")
            response = try problem.response(from: request, context: context)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            let problem = Problem(.internalServerError, "internal", "The request failed", detail: "See the log.")
            response = try problem.response(from: request, context: context)
        }
        if let id = HTTPField.Name("X-Request-Id") { response.headers[id] = context.id }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.contentSecurityPolicy] = "default-src 'self'; frame-ancestors 'none'"
        return response
    }

    private static func problem(_ error: HTTPError) -> Problem {
        let code =
            switch error.status {
            case .notFound: "not_found"
            case .methodNotAllowed: "method_not_allowed"
            case .contentTooLarge: "too_large"
            default: "http_\(error.status.code)"
            }
        return Problem(error.status, code, error.status.reasonPhrase, detail: error.body ?? "")
    }
}

/// A whole request, its body included, must be through within a time: whoever sends a byte a minute is cut off.
struct DeadlineMiddleware<Context: RequestContext>: RouterMiddleware {
    let limit: Duration
    /// Streams that last as long as they last.
    private static var exempt: Set<String> { ["/v1/live", "/v1/payments:batch"] }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if Self.exempt.contains(request.uri.path) { return try await next(request, context) }
        return try await withoutActuallyEscaping(next) { next in
            try await withThrowingTaskGroup(of: Response?.self) { group in
                let work = Handover(next)
                group.addTask { try await work.value(request, context) }
                group.addTask {
                    try await Task.sleep(for: limit)
                    return nil
                }
                defer { group.cancelAll() }
                guard let first = try await group.next(), let response = first else {
                    throw Problem(
                        .requestTimeout, "timeout", "The request took too long",
                        detail: "It must have arrived and been answered within \(limit.components.seconds) s.")
                }
                return response
            }
        }
    }

    /// Carries the rest of the chain into the task; it is called once, by that task alone.
    private struct Handover: @unchecked Sendable {
        let value: (Request, Context) async throws -> Response
        init(_ value: @escaping (Request, Context) async throws -> Response) { self.value = value }
    }
}

extension HTTPField.Name {
    /// Not among the names that swift-http-types lists.
    static var xContentTypeOptions: HTTPField.Name {
        guard let name = HTTPField.Name("X-Content-Type-Options") else { preconditionFailure("a valid header name") }
        return name
    }
}
