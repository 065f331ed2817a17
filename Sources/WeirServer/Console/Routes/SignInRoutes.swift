import Foundation
import HTTPTypes
import Hummingbird
import WeirDomain
import WeirStore

/// Signing in and out.
struct SignInRoutes: Sendable {
    func add(to router: ConsoleRouter) {
        router.get("/console/sign-in", .open) { visit in try self.show(visit) }
        router.post("/console/sign-in", .open) { visit in try await self.signIn(visit) }
        router.post("/console/sign-out", .everybody) { visit in
            visit.console.sessions.end(visit.sessionID)
            return .response(Self.leave(Link("/console/sign-in")))
        }
        router.get("/console/assets/:tag/:name", .open) { visit in
            guard let found = visit.console.assets.response(visit.parameter("tag"), visit.parameter("name")) else {
                throw Problem.notFound("")
            }
            return .response(found)
        }
    }

    // MARK: The form

    private func show(_ visit: Visit) throws -> Reply {
        if visit.session != nil { return .see(Link("/console")) }
        return try form(visit, next: visit.query("next"), wrong: nil, status: .ok)
    }

    private func form(_ visit: Visit, next: String?, wrong: Phrase?, status: HTTPResponse.Status) throws -> Reply {
        // Before there is a session, a cookie of chance stands for its token.
        var viewer = Viewer.current
        let known = visit.request.cookies[Console.before]?.value ?? ""
        viewer.token = known.utf8.count == 64 ? known : AccessKeys.chance()
        return Viewer.$current.withValue(viewer) {
            let page = Page(Phrase("Sign in", "登录"), in: .none) {
                if let wrong {
                    p(.class("wrong"), .a("role", "alert")) { wrong }
                } else if visit.query("ended") != nil {
                    p(.class("note"), .a("role", "status")) {
                        Phrase(
                            "Your session has ended. Sign in and you are back where you were; what you were writing is "
                                + "put back where scripts are on.",
                            "您的会话已结束。登录后将回到原页面；启用脚本时，未提交的内容会自动恢复。")
                    }
                }
                if let provider = visit.console.provider {
                    p {
                        a(Link("/console/sign-in/oidc").query("next", next), .class("button main")) {
                            Phrase("Sign in with \(provider.settings.name)", "使用 \(provider.settings.name) 登录")
                        }
                    }
                    p(.class("quiet")) { Phrase("Or with a password of your own:", "或使用本系统密码：") }
                }
                WeirServer.form(post: Link("/console/sign-in"), .class("narrow")) {
                    if let next { hidden("next", next) }
                    field(
                        Phrase("Name", "用户名"), "name", value: visit.form["name"] ?? "", .a("autocomplete", "username"),
                        .flag("required"), .flag("autofocus"))
                    field(
                        Phrase("Password", "密码"), "password", type: "password",
                        .a("autocomplete", "current-password"), .flag("required"))
                    field(
                        Phrase("One-time code", "动态验证码"), "code",
                        hint: Phrase("Only if you have set up an authenticator app.", "仅在您已设置验证器应用时填写。"),
                        .a("autocomplete", "one-time-code"), .a("inputmode", "numeric"))
                    button(Phrase("Sign in", "登录"))
                }
            }
            var response = page.response(status, visit.console, nil, visit.request)
            response.headers.append(
                HTTPField(name: .setCookie, value: Self.cookie(Console.before, viewer.token, visit.request)))
            if let language = visit.query("language").flatMap({ Language(rawValue: $0) }) {
                let value = SettingsRoutes.keep(ConsoleMiddleware.language, language.rawValue)
                response.headers.append(HTTPField(name: .setCookie, value: value))
            }
            return .response(response)
        }
    }

    // MARK: The check

    private func signIn(_ visit: Visit) async throws -> Reply {
        let (console, name) = (visit.console, visit.form["name"] ?? "")
        let now = ServerClock.now
        let next = visit.form["next"]
        if let seconds = console.brake.wait(name, from: visit.address, at: now) {
            let words = Phrase(
                "Too many wrong tries. Wait \(Written.span(Int64(seconds)).en), then try again.",
                "尝试次数过多，请等待 \(Written.span(Int64(seconds)).zh)后再试。")
            guard case .response(var response) = try form(visit, next: next, wrong: words, status: .tooManyRequests)
            else { throw Problem.notFound("") }
            response.headers[.retryAfter] = String(seconds)
            return .response(response)
        }
        console.brake.tries(name, from: visit.address, at: now)
        guard let person = try await check(visit, name, now) else {
            // The same words whatever was wrong: they say nothing about who there is.
            let words = Phrase(
                "Name, password or code is wrong.", "用户名、密码或验证码有误。")
            return try form(visit, next: next, wrong: words, status: .unauthorized)
        }
        guard let role = Role(name: person.role) else { throw Problem.notFound("") }
        console.brake.succeeded(name, from: visit.address)
        // A new id, whatever the browser had before: a planted one is worth nothing.
        console.sessions.end(visit.sessionID)
        let id = console.sessions.begin(
            name, role, mustChange: person.mustChange, from: visit.sessionOrigin, at: now)
        guard try console.isStill(person) else {
            console.sessions.end(id)
            throw Problem.unavailable("Who may come in has just been changed.", retrySeconds: 1)
        }
        let place = next.flatMap { Link(returning: $0) } ?? Link("/console")
        var response = Response(status: .seeOther, headers: [.location: place.text, .cacheControl: "no-store"])
        for value in [Self.cookie(Sessions.cookie, id, visit.request), Self.gone(Console.before)] {
            response.headers.append(HTTPField(name: .setCookie, value: value))
        }
        return .response(response)
    }

    /// Somebody whose password and code are right. Hashing takes as long for a name that there is not.
    private func check(_ visit: Visit, _ name: String, _ now: Instant) async throws -> ConsolePerson? {
        let password = visit.form["password"] ?? ""
        guard password.utf8.count <= ConsoleLimits.passwordBytes, name.utf8.count <= Limits.idBytes else { return nil }
        let person = try visit.console.people.person(name)
        let stored = person.flatMap { $0.password.isEmpty ? nil : $0.password } ?? Self.nobody
        guard let isRight = await visit.console.passwords.run({ PasswordHash.isRight(password, stored) }) else {
            throw Problem.unavailable("Too many people are signing in.", retrySeconds: 5)
        }
        guard isRight, let person else { return nil }
        if person.secret.isEmpty { return person }
        let code = visit.form["code"] ?? ""
        // A code is good once, also for two who come at the same moment.
        return try visit.console.people.change(name) { row in
            guard row.password == person.password, row.role == person.role,
                let step = OneTimeCode.step(of: code, row.secret, at: now.milliseconds / 1_000, after: row.lastStep)
            else { return false }
            row.lastStep = step
            return true
        }
    }

    /// A hash that no password has been made for.
    private static let nobody = (try? PasswordHash.make(AccessKeys.chance())) ?? ""

    // MARK: Cookies

    static func cookie(_ name: String, _ value: String, _ request: Request) -> String {
        let isSecure = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] } == "https"
        return "\(name)=\(value); HttpOnly; SameSite=Lax; Path=/\(isSecure ? "; Secure" : "")"
    }

    static func gone(_ name: String) -> String { "\(name)=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0" }

    static func leave(_ to: Link) -> Response {
        var response = Response(status: .seeOther, headers: [.location: to.text, .cacheControl: "no-store"])
        response.headers.append(HTTPField(name: .setCookie, value: gone(Sessions.cookie)))
        if let name = HTTPField.Name("Clear-Site-Data") { response.headers[name] = "\"cache\"" }
        return response
    }
}
