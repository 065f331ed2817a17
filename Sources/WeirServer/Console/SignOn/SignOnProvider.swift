import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import WeirDomain

/// The provider as its own discovery document describes it (OpenID Connect Discovery 1.0).
final class SignOnProvider: Sendable {
    let settings: SignOnSettings
    private let kept = Mutex(Kept())

    /// Answers are short; a longer one is somebody else's.
    private static let bytes = 1 << 20
    private static let seconds: Int64 = 10
    /// Endpoints and keys are asked for anew after an hour; for a key that is not there, at most once a minute.
    private static let freshSeconds: Int64 = 3_600
    private static let keySeconds: Int64 = 60

    private struct Kept {
        var places: (at: Instant, value: Places)?
        var keys: (at: Instant, value: [ProviderKey])?
    }

    struct Places: Decodable, Sendable {
        var issuer: String
        var authorization: String
        var token: String
        var keys: String
        var authentication: [String]?

        enum CodingKeys: String, CodingKey {
            case issuer
            case authorization = "authorization_endpoint"
            case token = "token_endpoint"
            case keys = "jwks_uri"
            case authentication = "token_endpoint_auth_methods_supported"
        }
    }

    init(_ settings: SignOnSettings) { self.settings = settings }

    // MARK: Discovery

    func places(_ now: Instant) async throws(SignOnFault) -> Places {
        if let known = kept.withLock({ $0.places }), known.at.advanced(bySeconds: Self.freshSeconds) > now {
            return known.value
        }
        let issuer = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let found: Places = try await fetch(HTTPClientRequest(url: issuer + "/.well-known/openid-configuration"))
        guard found.issuer == settings.issuer else { throw .provider("it calls itself '\(found.issuer)'") }
        for place in [found.authorization, found.token, found.keys]
        where !SignOnSettings.isSafe(place) {
            throw .provider("'\(place)' is no https address")
        }
        kept.withLock { $0.places = (now, found) }
        return found
    }

    private struct KeySet: Decodable {
        var keys: [ProviderKey]
    }

    /// The provider's keys; anew where the one that is wanted is not among them.
    func keys(_ id: String?, _ now: Instant) async throws(SignOnFault) -> [ProviderKey] {
        if let known = kept.withLock({ $0.keys }) {
            let age = now.seconds - known.at.seconds
            let isThere = id == nil || known.value.contains { $0.kid == id }
            if age < (isThere ? Self.freshSeconds : Self.keySeconds) { return known.value }
        }
        let place = try await places(now).keys
        let found: KeySet = try await fetch(HTTPClientRequest(url: place))
        kept.withLock { $0.keys = (now, found.keys) }
        return found.keys
    }

    // MARK: The code

    private struct Tokens: Decodable {
        var identity: String?

        enum CodingKeys: String, CodingKey {
            case identity = "id_token"
        }
    }

    /// Gives the code and gets who it is.
    func token(for code: String, _ flight: SignOnFlights.Flight, _ now: Instant) async throws(SignOnFault) -> IDToken {
        let places = try await places(now)
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.back),
            ("code_verifier", flight.verifier),
        ]
        var request = HTTPClientRequest(url: places.token)
        request.method = .POST
        let methods = places.authentication ?? ["client_secret_basic"]
        if let secret = settings.secret, methods.contains("client_secret_basic") {
            let pair = "\(Link.encoded(settings.clientID)):\(Link.encoded(secret))"
            request.headers.add(name: "Authorization", value: "Basic " + Data(pair.utf8).base64EncodedString())
        } else {
            fields.append(("client_id", settings.clientID))
            if let secret = settings.secret { fields.append(("client_secret", secret)) }
        }
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = fields.map { "\($0.0)=\(Link.encoded($0.1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: body))
        let tokens: Tokens = try await fetch(request)
        guard let text = tokens.identity else { throw .token("there is none") }
        let keys = try await keys(IDToken.keyID(text), now)
        return try IDToken(
            text, keys, issuer: settings.issuer, client: settings.clientID, nonce: flight.nonce, now: now)
    }

    private func fetch<Answer: Decodable>(_ request: HTTPClientRequest) async throws(SignOnFault) -> Answer {
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        let place = URL(string: request.url)?.host() ?? request.url
        let (status, bytes): (UInt, ByteBuffer)
        do {
            let response = try await Self.client.execute(request, timeout: .seconds(Self.seconds))
            (status, bytes) = (response.status.code, try await response.body.collect(upTo: Self.bytes))
        } catch {
            throw .provider("\(place) cannot be reached")
        }
        guard status == 200 else { throw .provider("\(place) answers \(status)") }
        do { return try JSONDecoder().decode(Answer.self, from: Data(bytes.readableBytesView)) } catch {
            throw .provider("\(place) answers something else than the standard says")
        }
    }

    /// Follows no redirect: secrets go where the discovery document says, and nowhere else.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

extension IDToken {
    /// Which key it says that it was signed with; nothing of it has been checked.
    static func keyID(_ text: String) -> String? {
        struct Header: Decodable { var kid: String? }
        guard let part = text.split(separator: ".").first, let data = decoded(part) else { return nil }
        return try? JSONDecoder().decode(Header.self, from: data).kid
    }
}
