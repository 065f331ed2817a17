import Foundation
import HTTPTypes
import Hummingbird
import WeirDomain
import WeirEngine
import WeirStore

/// What is somebody's own: language, theme, password, one-time codes; and asking for personal data.
struct SettingsRoutes: Sendable {
    func add(to router: ConsoleRouter) {
        router.post("/console/settings", .everybody) { visit in self.settings(visit) }
        router.get("/console/me", .everybody) { visit in try self.own(visit, wrong: nil) }
        router.post("/console/me/password", .everybody) { visit in try await self.changePassword(visit) }
        router.post("/console/me/codes", .everybody) { visit in try self.codes(visit) }
        router.post("/console/me/sessions", .everybody) { visit in
            visit.console.sessions.end(of: visit.person.name, but: visit.sessionID)
            visit.say(Phrase("Your other sessions have ended.", "您的其他会话均已结束。"))
            return .see(Link("/console/me"))
        }
        router.post("/console/uncover", .readers) { visit in try await self.uncover(visit) }
    }

    // MARK: Language and theme

    private func settings(_ visit: Visit) -> Reply {
        let to = visit.form["back"].flatMap { Link(returning: $0) } ?? Link("/console")
        var response = Response(status: .seeOther, headers: [.location: to.text, .cacheControl: "no-store"])
        if let language = visit.form["language"].flatMap({ Language(rawValue: $0) }) {
            let value = Self.keep(ConsoleMiddleware.language, language.rawValue)
            response.headers.append(HTTPField(name: .setCookie, value: value))
        }
        if let theme = visit.form["theme"], ["auto", "light", "dark"].contains(theme) {
            response.headers.append(HTTPField(name: .setCookie, value: Self.keep(ConsoleMiddleware.theme, theme)))
        }
        return .response(response)
    }

    /// A cookie for a year that says nothing about anybody.
    static func keep(_ name: String, _ value: String) -> String {
        "\(name)=\(value); SameSite=Lax; Path=/; Max-Age=31536000"
    }

    // MARK: Password and codes

    private func own(_ visit: Visit, wrong: Phrase?) throws -> Reply {
        let person = try visit.console.people.person(visit.person.name)
        let page = Page(Phrase("Password, codes, sessions", "密码、验证码与会话"), in: .none) {
            if let wrong { p(.class("wrong"), .a("role", "alert")) { wrong } }
            if visit.session?.mustChange ?? false {
                p(.class("note")) {
                    Phrase(
                        "You signed in with a one-time password. Choose your own before you go on.",
                        "您使用的是一次性密码，请先设置自己的密码。")
                }
            }
            if person?.password.isEmpty ?? false {
                p { Phrase("You sign in over another service; your password is there.", "您通过外部服务登录，密码在该服务处管理。") }
            } else {
                passwordForm
            }
            if let person, !person.password.isEmpty, !(visit.session?.mustChange ?? false) { codesForm(visit, person) }
            if !(visit.session?.mustChange ?? false) { sessions(visit) }
        }
        return wrong == nil ? .page(page) : .refused(.unprocessableContent, page)
    }

    private var passwordForm: HTML {
        section(Phrase("Password", "密码")) {
            form(post: Link("/console/me/password"), .class("narrow")) {
                field(
                    Phrase("Present password", "当前密码"), "old", type: "password",
                    .a("autocomplete", "current-password"), .flag("required"))
                field(
                    Phrase("New password", "新密码"), "new", type: "password",
                    hint: Phrase(
                        "At least \(ConsoleLimits.passwordCharacters) characters, without your name; "
                            + "four random words do well.",
                        "至少 \(ConsoleLimits.passwordCharacters) 个字符，不含用户名；四个随机词语即可。"),
                    .a("autocomplete", "new-password"), .flag("required"))
                field(
                    Phrase("New password again", "再次输入新密码"), "again", type: "password",
                    .a("autocomplete", "new-password"), .flag("required"))
                button(Phrase("Change password", "修改密码"))
            }
        }
    }

    private func codesForm(_ visit: Visit, _ person: ConsolePerson) -> HTML {
        section(Phrase("One-time codes", "动态验证码")) {
            if !person.secret.isEmpty {
                p { Phrase("An authenticator app is set up.", "已设置验证器应用。") }
            } else if let secret = visit.session?.newSecret, !secret.isEmpty {
                p {
                    Phrase(
                        "Scan this with your authenticator app, or enter the key, then write the code that it shows.",
                        "用验证器应用扫描此二维码或输入密钥，然后填写其显示的验证码。")
                }
                if let drawing = QRDrawing.html(
                    OneTimeCode.address(secret, of: visit.person.name), label: Phrase("Code to scan", "供扫描的二维码"))
                {
                    drawing
                }
                p(.class("key")) { code(OneTimeCode.written(secret)) }
                form(post: Link("/console/me/codes"), .class("narrow")) {
                    field(
                        Phrase("Code", "验证码"), "code", .a("autocomplete", "one-time-code"),
                        .a("inputmode", "numeric"), .flag("required"))
                    button(Phrase("Confirm", "确认"))
                }
            } else {
                p {
                    Phrase(
                        "A code from your phone besides the password keeps others out of your account.",
                        "除密码外再用手机验证码，可防止他人登录您的账户。")
                }
                form(post: Link("/console/me/codes")) { button(Phrase("Set up an authenticator app", "设置验证器应用")) }
            }
        }
    }

    private func sessions(_ visit: Visit) -> HTML {
        let open = visit.console.sessions.list(of: visit.person.name, own: visit.sessionID, at: ServerClock.now)
        return section(Phrase("Sessions", "会话")) {
            table(
                Phrase("Sessions", "会话"),
                [
                    .text(Phrase("Signed in", "登录时间")), .plain(Phrase("Which", "说明")),
                    .text(Phrase("From", "来自")), .text(Phrase("Last used", "最近使用")),
                ]
            ) {
                for each in open.prefix(20) {
                    tr {
                        td { moment(each.began) }
                        td { if each.isOwn { badge(Phrase("this one", "当前会话"), "good") } }
                        td { foreign(each.origin) }
                        td { moment(each.lastSeen) }
                    }
                }
            }
            if open.contains(where: { !$0.isOwn }) {
                form(post: Link("/console/me/sessions"), .class("buttons")) {
                    button(Phrase("End all others", "结束其他会话"), "plain")
                }
            }
        }
    }

    private func changePassword(_ visit: Visit) async throws -> Reply {
        let (console, name) = (visit.console, visit.person.name)
        let (old, new) = (visit.form["old"] ?? "", visit.form["new"] ?? "")
        guard new == visit.form["again"] else {
            return try own(visit, wrong: Phrase("The new passwords differ.", "两次输入的新密码不一致。"))
        }
        guard new.count >= ConsoleLimits.passwordCharacters, new.utf8.count <= ConsoleLimits.passwordBytes,
            new != old, !new.lowercased().contains(name.lowercased())
        else {
            let words = Phrase(
                "It needs \(ConsoleLimits.passwordCharacters) characters, none of the old one, not your name.",
                "新密码至少 \(ConsoleLimits.passwordCharacters) 个字符，不得与旧密码相同，也不得包含用户名。")
            return try own(visit, wrong: words)
        }
        let now = ServerClock.now
        guard console.brake.wait(name, from: visit.address, at: now) == nil,
            let person = try console.people.person(name)
        else { return try own(visit, wrong: Phrase("Too many wrong tries. Wait.", "尝试次数过多，请稍候。")) }
        console.brake.tries(name, from: visit.address, at: now)
        let stored = person.password
        let hash = await console.passwords.run { () -> String? in
            PasswordHash.isRight(old, stored) ? try? PasswordHash.make(new) : nil
        }
        guard let hash, let hash else {
            return try own(visit, wrong: Phrase("The present password is wrong.", "当前密码有误。"))
        }
        console.brake.succeeded(name, from: visit.address)
        // One who has been taken away meanwhile, or given another password, does not come back by this.
        let changed = try console.people.change(name) { row in
            guard row.password == stored else { return false }
            (row.password, row.mustChange) = (hash, false)
            return true
        }
        guard changed != nil else {
            return try own(visit, wrong: Phrase("The present password is wrong.", "当前密码有误。"))
        }
        console.sessions.change(visit.sessionID) { $0.mustChange = false }
        console.sessions.end(of: name, but: visit.sessionID)
        visit.say(Phrase("The password is changed. All your other sessions have ended.", "密码已修改，其他会话均已结束。"))
        return .see(Link("/console"))
    }

    private func codes(_ visit: Visit) throws -> Reply {
        guard let person = try visit.console.people.person(visit.person.name), person.secret.isEmpty,
            !(visit.session?.mustChange ?? false)
        else { throw Problem.notFound("") }
        guard let secret = visit.session?.newSecret, !secret.isEmpty, let code = visit.form["code"] else {
            visit.console.sessions.change(visit.sessionID) { $0.newSecret = OneTimeCode.secret() }
            return .see(Link("/console/me"))
        }
        let seconds = ServerClock.now.milliseconds / 1_000
        guard let step = OneTimeCode.step(of: code, secret, at: seconds, after: 0) else {
            return try own(visit, wrong: Phrase("This code does not belong to the key.", "验证码与密钥不符。"))
        }
        let changed = try visit.console.people.change(person.name) { row in
            guard row.secret.isEmpty else { return false }
            (row.secret, row.lastStep) = (secret, step)
            return true
        }
        guard changed != nil else { throw Problem.notFound("") }
        visit.console.sessions.change(visit.sessionID) { $0.newSecret = [] }
        visit.say(Phrase("One-time codes are asked for from now on.", "今后登录将要求动态验证码。"))
        return .see(Link("/console/me"))
    }

    // MARK: Personal data

    private func uncover(_ visit: Visit) async throws -> Reply {
        let (account, reason) = (try visit.need("account"), try visit.need("reason"))
        guard account.utf8.count <= Limits.siteBytes, reason.utf8.count <= Limits.actTextBytes else {
            throw Acting.invalid("reason", "is too long")
        }
        try await visit.console.looks.note(visit.act(.look), account, "personal data", reason: reason)
        visit.console.sessions.change(visit.sessionID) { session in
            if session.uncovered.count < ConsoleLimits.uncovered { session.uncovered.insert(account) }
        }
        return visit.back(or: Link("/console"))
    }
}
