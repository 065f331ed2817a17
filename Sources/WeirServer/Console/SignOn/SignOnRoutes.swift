import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Signing in over an OpenID provider: the authorization code flow with PKCE, state and nonce.
struct SignOnRoutes: Sendable {
    private static let browser = "weir_sign_on"
    private let flights = SignOnFlights()

    func add(to router: ConsoleRouter) {
        router.get("/console/sign-in/oidc", .open) { visit in try await self.leave(visit) }
        router.get("/console/sign-in/oidc/back", .open) { visit in try await self.comeBack(visit) }
    }

    // MARK: There

    private func leave(_ visit: Visit) async throws -> Reply {
        guard let provider = visit.console.provider else { throw Problem.notFound("") }
        let now = ServerClock.now
        do {
            let place = try await provider.places(now).authorization
            let (state, flight) = flights.begin(next: visit.query("next"), at: now)
            let challenge = IDToken.encoded(Array(SHA256.hash(data: Data(flight.verifier.utf8))))
            let fields = [
                ("response_type", "code"), ("client_id", provider.settings.clientID),
                ("redirect_uri", provider.settings.back), ("scope", provider.settings.scopes), ("state", state),
                ("nonce", flight.nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
            ]
            let query = fields.map { "\($0.0)=\(Link.encoded($0.1))" }.joined(separator: "&")
            var response = Response(
                status: .seeOther,
                headers: [.location: place + (place.contains("?") ? "&" : "?") + query, .cacheControl: "no-store"])
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: SignInRoutes.cookie(Self.browser, flight.browser, visit.request)
                        + "; Max-Age=\(ConsoleLimits.flightSeconds)"))
            return .response(response)
        } catch {
            return refused(error, .badGateway)
        }
    }

    // MARK: And back

    private func comeBack(_ visit: Visit) async throws -> Reply {
        guard let provider = visit.console.provider else { throw Problem.notFound("") }
        let now = ServerClock.now
        do {
            let browser = visit.request.cookies[Self.browser]?.value ?? ""
            guard let flight = flights.land(visit.query("state") ?? "", browser: browser, at: now) else {
                throw SignOnFault.stale
            }
            // RFC 9207: another provider's answer is not taken for this one's.
            if let issuer = visit.query("iss"), issuer != provider.settings.issuer { throw SignOnFault.stale }
            if let error = visit.query("error") { throw SignOnFault.denied(String(error.prefix(100))) }
            guard let code = visit.query("code") else { throw SignOnFault.stale }
            let token = try await provider.token(for: code, flight, now)
            let person = try await person(token, provider.settings, visit)
            return try enter(person, flight, visit, now)
        } catch let fault as SignOnFault {
            switch fault {
            case .provider: return refused(fault, .badGateway)
            case .roleless, .name: return refused(fault, .forbidden)
            default: return refused(fault, .unauthorized)
            }
        }
    }

    private func refused(_ fault: SignOnFault, _ status: HTTPResponse.Status) -> Reply {
        .refused(
            status,
            Page(Phrase("Signing in did not work", "登录未成功"), in: .none) {
                p(.class("wrong"), .a("role", "alert")) { fault.words }
                p { a(Link("/console/sign-in")) { Phrase("Back to the sign-in", "返回登录") } }
            })
    }

    private func enter(
        _ person: ConsolePerson, _ flight: SignOnFlights.Flight, _ visit: Visit, _ now: Instant
    ) throws -> Reply {
        guard let role = Role(name: person.role) else { return refused(.roleless, .forbidden) }
        visit.console.sessions.end(visit.sessionID)
        let id = visit.console.sessions.begin(
            person.name, role, mustChange: false, from: visit.sessionOrigin, at: now)
        guard try visit.console.isStill(person) else {
            visit.console.sessions.end(id)
            return refused(.roleless, .forbidden)
        }
        let place = flight.next.flatMap { Link(returning: $0) } ?? Link("/console")
        var response = Response(status: .seeOther, headers: [.location: place.text, .cacheControl: "no-store"])
        for value in [
            SignInRoutes.cookie(Sessions.cookie, id, visit.request), SignInRoutes.gone(Self.browser),
            SignInRoutes.gone(Console.before),
        ] { response.headers.append(HTTPField(name: .setCookie, value: value)) }
        return .response(response)
    }

    // MARK: Who it is

    /// The person of a token, with the role that goes with it now. What the provider calls them stays theirs, whatever
    /// their name becomes there; a name that is somebody's already is nobody else's.
    private func person(
        _ token: IDToken, _ settings: SignOnSettings, _ visit: Visit
    ) async throws -> ConsolePerson {
        let (people, access) = (visit.console.people, visit.acting.access)
        let subject = settings.issuer + "\n" + token.subject
        let known = try people.person(subject: subject)
        let claims = token.texts(settings.roleClaim)
        guard let role = settings.roles.first(where: { claims.contains($0.claim) })?.role else {
            if let known { try await drop(known, visit) }
            throw SignOnFault.roleless
        }
        let gone = try await visit.read { $0.everybody }
        var (who, isAnother) = (known?.name ?? "", false)
        if known == nil { (who, isAnother) = try arrival(token, settings, subject, people, besides: gone) }
        let identity = ProviderIdentity(subject: subject, name: who, address: SignOnAddress(token).sure)
        if let known, known.role == role.name {
            try people.note(identity)
            return known
        }
        var person = known ?? ConsolePerson(name: who, role: role.name, password: "")
        (person.subject, person.role) = (subject, role.name)
        let (name, changed, isNew, isOther) = (who, person, known == nil, isAnother)
        try await access.change(name, to: role) {
            // Somebody else may have come first.
            let there = try people.person(name)
            let isMine = isNew ? !access.all.contains(where: { $0.name == name }) : there?.subject == subject
            if !isMine { throw SignOnFault.name(name) }
            guard isNew else { return }
            let isKnown = try people.identity(subject: subject) != nil
            if !isKnown, let other = try people.identity(address: identity.address), other.name != name {
                throw SignOnFault.name(name)
            }
            do { try access.needName(name, besides: gone) } catch { throw SignOnFault.name(name) }
        } note: {
            try await note(name, $0, visit, isAnother: isOther)
        } carryOut: {
            if isNew {
                try people.set(changed)
            } else {
                try access.setConsoleRole(of: name, role)
            }
            try people.note(identity)
            // One name has one role, whichever way it comes in.
            _ = try visit.desk.store.removeKeys(of: name)
            visit.console.sessions.end(of: name)
        }
        return person
    }

    /// As whom somebody comes in who has no way in here now, and whether that was somebody whom the provider called
    /// otherwise.
    ///
    /// Who has been here comes back as who they were: under another name they would be two people, and might decide
    /// about what they had done themselves. Another subject with the same address is taken for the same person, in so
    /// far as that binds them, and not in so far as it lets them do more: somebody has to vouch for them anew.
    private func arrival(
        _ token: IDToken, _ settings: SignOnSettings, _ subject: String, _ people: PeopleStore, besides gone: [String]
    ) throws -> (name: String, isAnother: Bool) {
        if let before = try people.identity(subject: subject) {
            return (before.name, try people.identities(name: before.name).count > 1)
        }
        let (claimed, address) = (try name(token, settings), SignOnAddress(token))
        if let other = try people.identity(address: address.digest) {
            // Of an address that nobody has made sure of it cannot be said whose it is.
            guard !address.sure.isEmpty else { throw SignOnFault.name(claimed) }
            return (other.name, true)
        }
        return (claimed, gone.contains(claimed))
    }

    private func name(_ token: IDToken, _ settings: SignOnSettings) throws(SignOnFault) -> String {
        let name = token.text(settings.nameClaim) ?? ""
        let isPlain = name.unicodeScalars.allSatisfy { $0.value > 32 && !$0.properties.isDefaultIgnorableCodePoint }
        guard !name.isEmpty, name.utf8.count <= Limits.idBytes, isPlain, name != Measure.weir, name != "rail",
            settings.nameClaim != "email" || token.isTrue("email_verified")
        else { throw .name(String(name.prefix(64))) }
        return name
    }

    /// Whoever has no role there any more has none here.
    private func drop(_ person: ConsolePerson, _ visit: Visit) async throws {
        let (name, access) = (person.name, visit.acting.access)
        try await access.change(name, to: nil) {
            guard try visit.console.people.person(name)?.subject == person.subject else { throw SignOnFault.roleless }
        } note: {
            try await note(name, $0, visit)
        } carryOut: {
            _ = try visit.desk.store.removeKeys(of: name)
            try access.removeConsole(name)
        }
    }

    private func note(_ name: String, _ role: Role?, _ visit: Visit, isAnother: Bool = false) async throws {
        var act = ActRequest(.role, at: ServerClock.now, by: Measure.weir, role: nil)
        act.subject = name
        act.kind = role?.rawValue ?? 255
        if isAnother, role != nil { act.extra = ActRequest.anotherOne }
        try await visit.submit(act)
    }
}
