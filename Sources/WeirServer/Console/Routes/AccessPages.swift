import HTTPTypes
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Who may come in, who saw what, and which doors there are.
struct AccessPages: Sendable {
    func add(to router: ConsoleRouter) {
        router.get("/console/access", .auditors) { visit in .page(try await self.people(visit)) }
        router.post("/console/access/people", .admins) { visit in try await self.addPerson(visit) }
        router.post("/console/access/people/:name/reset", .admins) { visit in try await self.reset(visit) }
        router.post("/console/access/people/:name/remove", .admins) { visit in try await self.remove(visit) }
        router.post("/console/access/people/:name/sessions", .admins) { visit in try await self.endSessions(visit) }
        router.post("/console/access/people/:name/vouch", .signers) { visit in try await self.vouch(visit) }
        router.get("/console/access/looks", .auditors) { visit in .page(try self.looks(visit)) }
        router.get("/console/access/doors", .auditors) { visit in .page(self.doors(visit)) }
    }

    // MARK: People

    private func people(_ visit: Visit) async throws -> Page {
        let (givers, unvouched) = try await visit.read { ($0.givers, $0.unvouched) }
        let console = try visit.console.people.people()
        let all = visit.acting.access.all
        let isAdmin = visit.person.role == .admin
        return Page(Phrase("Access", "权限"), in: .access) {
            tabs(Link("/console/access"))
            section(Phrase("People", "人员")) {
                table(
                    Phrase("People", "人员"),
                    [
                        .text(Phrase("Name", "姓名")), .plain(Phrase("Role", "角色")),
                        .text(Phrase("Let in by", "授权人")), .text(Phrase("Signs in", "登录方式")),
                        .text(Phrase("One-time codes", "动态验证码")),
                        .number(Phrase("Sessions", "会话")),
                    ] + (isAdmin ? [.plain(Phrase("Do", "操作"))] : [])
                ) {
                    for person in all {
                        row(
                            person, console.first { $0.name == person.name }, givers[person.name] ?? [],
                            isVouched: unvouched[person.name] == nil, isAdmin, visit)
                    }
                }
            }
            if isAdmin { adding }
        }
    }

    private func tabs(_ here: Link) -> HTML {
        el("nav", .class("views"), .label(Phrase("Access", "权限").text)) {
            for (link, words) in [
                (Link("/console/access"), Phrase("People", "人员")),
                (Link("/console/access/looks"), Phrase("Who saw what", "查看记录")),
                (Link("/console/access/doors"), Phrase("Which roles open what", "角色与页面")),
            ] {
                HTML.element(
                    "a", [.href(link)] + (link == here ? [.a("aria-current", "page")] : []), .text(words.text))
            }
        }
    }

    private func row(
        _ person: Person, _ own: ConsolePerson?, _ givers: [String], isVouched: Bool, _ isAdmin: Bool, _ visit: Visit
    ) -> HTML {
        tr {
            td { a(Link("/console/access/looks").query("by", person.name)) { foreign(person.name) } }
            td { person.role.phrase }
            td {
                // Two of one hand are one of two signatures: whoever looks over the house sees whose hand it is.
                if givers.isEmpty {
                    Phrase("command line or provider", "命令行或外部服务")
                } else {
                    foreign(givers.joined(separator: ", "))
                }
                if !isVouched {
                    " "
                    badge(Phrase("nobody else has vouched yet", "尚未经他人复核"), "warn")
                }
            }
            td {
                if let own {
                    own.mustChange
                        ? Phrase("one-time password, not used yet", "一次性密码，未使用") : Phrase("password", "密码")
                } else {
                    Phrase("API key only", "仅 API 密钥")
                }
            }
            td {
                if let own {
                    own.secret.isEmpty
                        ? badge(Phrase("not set up", "未设置"), "warn") : badge(Phrase("set up", "已设置"), "good")
                }
            }
            td(.class("number")) {
                number(visit.console.sessions.list(of: person.name, own: "", at: ServerClock.now).count)
            }
            if isAdmin {
                td {
                    if person.name != visit.person.name {
                        el("details") {
                            el("summary") { Phrase("Change", "更改") }
                            form(post: Link("/console/access/people", person.name).then("reset")) {
                                button(Phrase("New one-time password", "重置一次性密码"), "plain")
                            }
                            form(post: Link("/console/access/people", person.name).then("sessions")) {
                                button(Phrase("End the sessions", "结束其会话"), "plain")
                            }
                            form(post: Link("/console/access/people", person.name).then("remove")) {
                                button(Phrase("Take all access away", "取消全部权限"), "danger")
                            }
                        }
                    }
                }
            }
        }
    }

    private var adding: HTML {
        section(Phrase("Add somebody", "添加人员")) {
            form(post: Link("/console/access/people"), .class("narrow")) {
                field(Phrase("Name", "姓名"), "name", .flag("required"), .a("maxlength", 64), .a("autocomplete", "off"))
                choice(
                    Phrase("Role", "角色"), "role", Role.allCases.filter { !$0.isProgram }.map { ($0.name, $0.phrase) },
                    chosen: "analyst")
                choice(
                    Phrase("Comes in with", "登录方式"), "way",
                    [
                        ("password", Phrase("a password, at the console", "密码（控制台）")),
                        ("key", Phrase("an API key, as a program", "API 密钥（程序）")),
                    ], chosen: "password")
                button(Phrase("Add", "添加"))
            }
            p(.class("hint")) {
                Phrase(
                    "The password is good for one sign-in, in which they choose their own. Payment switches take the "
                        + "role integrator and a key; the programs of the rail, of the patrol and of the price feed "
                        + "get theirs by POST /v1/access. With another role the old one goes, keys included.",
                    "密码仅供一次登录，登录后自行设置。支付系统用“接入方”角色与密钥；支付通道、巡查程序与行情程序的密钥经 POST /v1/access 发放。"
                        + "已有人员将改为新角色，原角色及其密钥失效。")
            }
        }
    }

    /// The engine and the register know first; then keys of another role go, and the password is made.
    private func addPerson(_ visit: Visit) async throws -> Reply {
        let name = try visit.need("name")
        guard let role = Role(name: try visit.need("role")) else {
            throw Acting.invalid("role", "is none that there is")
        }
        guard name != visit.person.name else {
            throw Problem(.conflict, "not_possible", "Not possible", detail: "Nobody changes their own role.")
        }
        let gone = try await visit.read { $0.everybody }
        if visit.form["way"] == "key" { return try await newKey(visit, name, role, besides: gone) }
        return try await newPassword(visit, name, role) { try visit.acting.access.needName(name, besides: gone) }
    }

    /// Whom a page is about, as the name is kept.
    private func named(_ visit: Visit) -> String { visit.acting.access.spelling(of: visit.parameter("name")) }

    private func reset(_ visit: Visit) async throws -> Reply {
        let name = named(visit)
        guard name != visit.person.name, let person = visit.acting.access.all.first(where: { $0.name == name }) else {
            throw Problem.notFound("")
        }
        // The register says that somebody was given a new way in.
        return try await newPassword(visit, name, person.role) {
            guard visit.acting.access.all.contains(where: { $0.name == name && $0.role == person.role }) else {
                throw Problem.notFound("")
            }
        }
    }

    /// The word of a second person for a way in that an administrator has given.
    private func vouch(_ visit: Visit) async throws -> Reply {
        let name = visit.parameter("name")
        guard visit.acting.access.all.contains(where: { $0.name == name }) else { throw Problem.notFound("") }
        var act = visit.act(.vouch)
        (act.subject, act.text) = (name, visit.form["reason"] ?? "")
        try await visit.submit(act)
        visit.say(Phrase("You have vouched for \(name).", "已复核 \(name) 的授权。"))
        return visit.back(or: Link("/console/signatures"))
    }

    /// Those who wait for a second person's word, with the way to give it; nothing where nobody does.
    static func unvouched(_ people: [String: String], _ visit: Visit) -> HTML {
        if people.isEmpty { return HTML() }
        return section(Phrase("People who wait for a second person's word", "等待他人复核的授权")) {
            p(.class("hint")) {
                Phrase(
                    "Until somebody of another hand has vouched for them they sign nothing that cannot be undone, and "
                        + "turn no appeal down. Ask them in person whether they have got in.",
                    "经他人复核之前，他们不能签署不可撤销的措施，也不能驳回申诉。请当面向本人核实。")
            }
            ul {
                for (place, (name, giver)) in people.sorted(by: { $0.key < $1.key }).enumerated() {
                    li {
                        foreign(name)
                        " "
                        span(.class("quiet")) {
                            Phrase("let in by ", "授权人：")
                            if giver == Measure.weir {
                                Phrase("a provider that called somebody else so", "登录服务（原为他人的账号）")
                            } else {
                                foreign(giver)
                            }
                        }
                        if visit.person.role.maySign, ![name, giver].contains(visit.person.name) {
                            vouching(name, id: "reason-vouch-\(place)")
                        }
                    }
                }
            }
        }
    }

    /// Several of these forms may stand on a page: each field has an id of its own.
    private static func vouching(_ name: String, id: String) -> HTML {
        form(post: Link("/console/access/people", name).then("vouch"), .class("inline")) {
            div(.class("field")) {
                el("label", .a("for", id)) { Phrase("How you know", "核实方式") }
                HTML.element(
                    "input",
                    [.a("type", "text"), .a("name", "reason"), .id(id), .a("dir", "auto"), .flag("required")], HTML())
            }
            button(Phrase("Vouch for them", "复核通过"), "plain")
        }
    }

    private func endSessions(_ visit: Visit) async throws -> Reply {
        let (name, own) = (visit.parameter("name"), visit.person.name)
        guard name != own, visit.acting.access.all.contains(where: { $0.name == name }) else {
            throw Problem.notFound("")
        }
        // As with keys and roles, which the engine refuses by itself.
        if let waits = try await visit.read({ $0.waitsForSecond(own) }) { throw Acting.problem(refused: waits) }
        visit.console.sessions.end(of: name)
        visit.say(Phrase("\(name) has to sign in again.", "\(name) 须重新登录。"))
        return .see(Link("/console/access"))
    }

    private func newPassword(
        _ visit: Visit, _ name: String, _ role: Role, check: () throws -> Void
    ) async throws -> Reply {
        let console = visit.console
        let people = console.people
        let password = try await visit.acting.access.change(name, to: role, check: check) {
            try await note(name, $0, visit)
        } carryOut: {
            let made = await console.passwords.run { try? ConsolePeople.make(people, name, role, mustChange: true) }
            guard let made, let password = made else {
                throw Problem.unavailable("The password was not made.", retrySeconds: 5)
            }
            _ = try visit.desk.store.removeKeys(of: name, but: role.name)
            console.sessions.end(of: name)
            return password
        }
        let isVouched = try await visit.read { $0.unvouched[name] == nil }
        return .page(
            Page(Phrase("One-time password", "一次性密码"), name, in: .access) {
                p(.class("note")) {
                    Phrase(
                        "It is shown only now, and good for one sign-in. Hand it over in person.",
                        "仅显示一次，只能用于一次登录，请当面交付。")
                }
                if !isVouched { Self.vouchHint }
                p(.class("key")) { code(password) }
                p { a(Link("/console/access")) { Phrase("Back to the people", "返回人员") } }
            })
    }

    private func remove(_ visit: Visit) async throws -> Reply {
        let name = named(visit)
        guard name != visit.person.name, visit.acting.access.all.contains(where: { $0.name == name }) else {
            throw Problem.notFound("")
        }
        guard visit.form["sure"] == "yes" else { return .page(removing(visit, name)) }
        try await visit.console.looks.note(
            visit.act(.look), name, "access taken away", reason: try visit.need("reason"))
        try await visit.acting.access.change(name, to: nil) {
            guard visit.acting.access.all.contains(where: { $0.name == name }) else { throw Problem.notFound("") }
        } note: {
            try await note(name, $0, visit)
        } carryOut: {
            _ = try visit.desk.store.removeKeys(of: name)
            try visit.acting.access.removeConsole(name)
        }
        visit.say(Phrase("\(name) has no access any more.", "\(name) 已无任何权限。"))
        return .see(Link("/console/access"))
    }

    /// What taking everything away does, and why it is done.
    private func removing(_ visit: Visit, _ name: String) -> Page {
        let open = visit.console.sessions.list(of: name, own: "", at: ServerClock.now).count
        return Page(Phrase("Take all access away from", "取消全部权限："), name, in: .access) {
            section(Phrase("What happens", "后果")) {
                ul {
                    li { Phrase("Open sessions end at once: \(open).", "\(open) 个会话立即结束。") }
                    li { Phrase("Password, one-time codes and API keys are gone.", "密码、动态验证码与 API 密钥全部失效。") }
                    li {
                        Phrase(
                            "What was done under this name stays, in the register as well.", "以此姓名所做的一切保留，登记簿中亦然。")
                    }
                    li { Phrase("To come back, somebody is added anew.", "恢复须重新添加。") }
                    if visit.console.provider != nil {
                        li {
                            Phrase(
                                "Who comes in over the sign-in service is back with their next sign-in: take the role "
                                    + "away there first.",
                                "通过登录服务登录者，下次登录即恢复权限：请先在登录服务中取消其角色。")
                        }
                    }
                }
                form(post: Link("/console/access/people", name).then("remove")) {
                    hidden("sure", "yes")
                    field(Phrase("Why", "理由"), "reason", .flag("required"))
                    button(Phrase("Take all access away", "取消全部权限"), "danger")
                }
                p { a(Link("/console/access")) { Phrase("Back to the people", "返回人员") } }
            }
        }
    }

    func note(_ name: String, _ role: Role?, _ visit: Visit) async throws {
        var act = visit.act(.role)
        act.subject = name
        act.kind = role?.rawValue ?? 255
        try await visit.submit(act)
    }

    // MARK: Who saw what

    private func looks(_ visit: Visit) throws -> Page {
        let (by, at) = (visit.query("by"), visit.query("at"))
        let after = visit.query("after").flatMap { Int($0) }
        let page = try visit.console.people.looks(by: by, at: at, limit: ConsoleLimits.rows, after: after)
        return Page(Phrase("Who saw what", "查看记录"), in: .access) {
            tabs(Link("/console/access/looks"))
            form(get: Link("/console/access/looks"), .class("inline filters")) {
                field(Phrase("Who", "查看人"), "by", value: by ?? "")
                field(Phrase("Account", "账户"), "at", value: at ?? "")
                button(Phrase("Filter", "筛选"), "plain")
            }
            if page.items.isEmpty {
                empty(
                    Phrase(
                        "Nobody has looked yet. Looks are noted once an hour; personal data always, with the reason.",
                        "尚无记录。查看账户每小时记录一次；查看个人信息每次记录并附理由。"))
            } else {
                table(
                    Phrase("Looks", "查看记录"),
                    [
                        .text(Phrase("When", "时间")), .plain(Phrase("Who", "查看人")),
                        .plain(Phrase("Role", "角色")),
                        .text(Phrase("Account", "账户")), .text(Phrase("What", "内容")), .text(Phrase("Why", "理由")),
                    ]
                ) {
                    for look in page.items {
                        tr {
                            td { moment(look.at) }
                            td { foreign(look.by) }
                            td { Role(name: look.role)?.phrase ?? Phrase(same: look.role) }
                            td { if !look.subject.isEmpty { a(look.place) { code(look.subject) } } }
                            td { Self.looked(look.what) }
                            td { foreign(look.reason) }
                        }
                    }
                }
            }
            if let next = page.next {
                p {
                    a(Link("/console/access/looks").query("by", by).query("at", at).query("after", String(next))) {
                        Phrase("Older", "较早")
                    }
                }
            }
        }
    }

    /// What was looked at: the console's pages, and the parts of the API.
    private static func looked(_ what: String) -> HTML {
        switch what {
        case "account", "accounts": .text(Phrase("account", "账户").text)
        case "appeal", "appeals": .text(Phrase("appeal", "申诉").text)
        case "case", "cases": .text(Phrase("case", "案件").text)
        case "measure", "measures": .text(Phrase("measure", "措施").text)
        case "payment", "decisions": .text(Phrase("payment", "支付").text)
        case "alerts": .text(Phrase("alerts", "预警").text)
        case "notices": .text(Phrase("notices", "通知").text)
        case "documents": .text(Phrase("documents", "材料").text)
        case "proposal": .text(Phrase("proposal of a measure", "提出措施").text)
        case "report": .text(Phrase("report to the authority", "报告草稿").text)
        case "search": .text(Phrase("search in remarks", "搜索备注").text)
        case "access taken away": .text(Phrase("access taken away", "取消权限").text)
        case "personal data": .text(Phrase("personal data", "个人信息").text)
        default: foreign(what)
        }
    }

    // MARK: Doors

    private func doors(_ visit: Visit) -> Page {
        let roles = Role.allCases
        let groups = Dictionary(grouping: visit.console.doors.all) { DoorWords.Group($0) }
        return Page(Phrase("Which roles open what", "角色与页面"), in: .access, isWide: true) {
            tabs(Link("/console/access/doors"))
            table(
                Phrase("Doors", "页面"),
                [.text(Phrase("What", "内容"))] + roles.map { .text($0.phrase) }, cards: false
            ) {
                for group in DoorWords.Group.allCases {
                    tr(.class("group")) { td(.a("colspan", roles.count + 1)) { group.phrase } }
                    for door in groups[group] ?? [] { row(door, roles) }
                }
            }
        }
    }

    private func row(_ door: Doors.Door, _ roles: [Role]) -> HTML {
        tr(.a("data-door", "\(door.method) \(door.path)")) {
            td {
                if let words = DoorWords.phrase(door) { span(.class("door")) { words } }
                code("\(door.method) \(door.path)")
            }
            for role in roles {
                td(.a("data-role", role.name), .a("data-opens", door.roles.contains(role) ? "yes" : "no")) {
                    if door.roles.isOpen {
                        Phrase("everybody", "所有人")
                    } else if door.roles.contains(role) {
                        Phrase("yes", "是")
                    } else {
                        span(.class("none")) { "–" }
                    }
                }
            }
        }
    }
}

extension Roles {
    /// Who reads who has access and who saw what.
    static let auditors = Roles(roles: [.compliance, .regulator, .admin])
}
