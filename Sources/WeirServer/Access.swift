import Crypto
import HTTPTypes
import Hummingbird
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
        return try make(store, name: "first", role: "admin", at: time)
    }

    /// A key for the demonstration's own page and feeder.
    public static func makeDemoKey(_ store: Store) throws -> String {
        try make(store, name: "demo", role: "admin", at: ServerClock.now)
    }

    /// A key for a person or a system, in clear, for the one time that it is shown.
    public static func make(_ store: Store, name: String, role: String, at time: Instant) throws -> String {
        let key =
            "weir_"
            + SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
                bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
            }
        try store.addKey(AccessKey(name: name, role: role, hash: hash(key)), at: time)
        return key
    }

    static func hash(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Data(key.utf8))) }
}

/// What the roles may do.
enum AccessRoles {
    /// Whether a role may hand payments in.
    static func mayHandIn(_ role: String) -> Bool { role == "admin" || role == "integrator" }
}

/// Lets nobody in without a key, except to what says nothing about anybody.
struct AccessMiddleware<Context: RequestContext>: RouterMiddleware {
    /// By hash: comparing hashes tells nothing about a key, however long it takes.
    let roles: [[UInt8]: String]

    private static var open: Set<String> { ["/healthz", "/readyz", "/openapi.json", "/favicon.ico"] }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if Self.open.contains(request.uri.path) { return try await next(request, context) }
        if let key = request.uri.queryParameters.get("key"), request.uri.path == "/", let response = signIn(key) {
            return response
        }
        guard let key = presented(request), let role = roles[AccessKeys.hash(key)] else {
            throw Problem(
                .unauthorized, "unauthorized", "An API key is needed",
                detail: "Send it as 'Authorization: Bearer <key>'. The first key was printed at the first start.")
        }
        guard Self.may(role, request) else {
            throw Problem(.forbidden, "forbidden", "Not allowed", detail: "The role \(role) may not do this.")
        }
        return try await next(request, context)
    }

    private func presented(_ request: Request) -> String? {
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
            return String(header.dropFirst(7))
        }
        // A browser's cookie is good for reading only: whatever changes something needs the header.
        guard request.method == .get else { return nil }
        return request.cookies[AccessKeys.cookie]?.value
    }

    /// The link that the demo prints: puts the key into a cookie and out of the address bar.
    private func signIn(_ key: String) -> Response? {
        guard roles[AccessKeys.hash(key)] != nil else { return nil }
        var headers = HTTPFields()
        headers[.location] = "/"
        headers[.setCookie] = "\(AccessKeys.cookie)=\(key); HttpOnly; SameSite=Strict; Path=/"
        return Response(status: .seeOther, headers: headers)
    }

    /// Integrators hand payments and prices in; others read; measures are lifted by supervisors and above.
    private static func may(_ role: String, _ request: Request) -> Bool {
        let path = request.uri.path
        switch role {
        case "admin": return true
        // Payments wait for it.
        case _ where path == "/v1/state": return false
        case "integrator":
            return path.hasPrefix("/v1/payments") || path == "/v1/prices" || path.hasPrefix("/v1/decisions")
        case "supervisor", "compliance":
            return request.method == .get || path.hasPrefix("/v1/measures") || path.hasPrefix("/v1/rules")
        default: return request.method == .get
        }
    }
}
