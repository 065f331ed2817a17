import HTTPTypes
import WeirDomain
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuntime
import WeirStore

/// Lists: what they hold, and taking a new version in after a look at what it changes.
struct ListPages: Sendable {
    func add(to router: ConsoleRouter) {
        router.get("/console/lists", .readers) { visit in .page(try await self.all(visit)) }
        router.get("/console/lists/import", .listKeepers) { visit in .page(self.form(visit, nil, HTML())) }
        router.post("/console/lists/import", .listKeepers) { visit in try await self.take(visit) }
        router.get("/console/lists/:name", .readers) { visit in .page(try await self.one(visit)) }
        router.post("/console/lists/:name/sign", .signers) { visit in try await self.sign(visit) }
    }

    // MARK: What there is

    private func all(_ visit: Visit) async throws -> Page {
        let lists = try await visit.read { $0.outside.lists }
        return Page(Phrase("Lists", "名单"), in: .lists) {
            div(.class("bar")) {
                if Roles.listKeepers.contains(visit.person.role) {
                    a(Link("/console/lists/import"), .class(lists.isEmpty ? "button" : "button plain")) {
                        Phrase("Import a list", "导入名单")
                    }
                }
            }
            if lists.isEmpty {
                section(Phrase("No list is loaded", "尚未加载名单")) {
                    p {
                        Phrase(
                            "A regulator's, a vendor's or your own list of accounts, sites, devices, wallets or "
                                + "platforms acts on payments from its import on. Before that you see what it changes, "
                                + "and whom it would have hit. What a hit means is said at the import: a payment",
                            "监管方、供应商或自有的账户、网站、设备、钱包或平台名单，导入后即对支付生效。导入前可预览其变更及会命中哪些支付。"
                                + "命中后如何处理在导入时指定，支付：")
                    }
                    ul { for role in ListRole.allCases { li { badge(role.phrase, role.tone) } } }
                }
            } else {
                WeirServer.table(
                    Phrase("Lists", "名单"),
                    [
                        .text(Phrase("Name", "名称")), .text(Phrase("A hit", "命中后")),
                        .number(Phrase("Version", "版本")), .number(Phrase("Entries", "条目")),
                        .text(Phrase("Source", "来源")), .text(Phrase("Basis", "依据")),
                    ]
                ) {
                    for list in lists {
                        tr {
                            td { a(Link("/console/lists", list.name)) { code(list.name) } }
                            td { badge(list.role.phrase, list.role.tone) }
                            td(.class("number")) { number(list.version) }
                            td(.class("number")) { number(list.entries.count) }
                            td { foreign(list.source) }
                            td { foreign(list.basis) }
                        }
                    }
                }
            }
        }
    }

    private func one(_ visit: Visit) async throws -> Page {
        let name = visit.parameter("name")
        let found = try await visit.read { engine -> (NamedList, ListWaiting?, [ListEntry])? in
            engine.outside.lists.first { $0.name == name }.map { list in
                (list, engine.waiting(on: list), engine.unsigned(on: list, limit: Self.shown))
            }
        }
        guard let (list, waiting, unsigned) = found else { throw Problem.notFound("") }
        let wanted = visit.query("q") ?? ""
        let entries = wanted.isEmpty ? list.entries : list.entries.filter { $0.value.contains(wanted) }
        return Page(Phrase("List", "名单"), name, in: .lists) {
            section(Phrase("About it", "概况")) {
                el("dl", .class("facts")) {
                    el("dt") { Phrase("A hit", "命中后") }
                    el("dd") { badge(list.role.phrase, list.role.tone) }
                    el("dt") { Phrase("Version", "版本") }
                    el("dd") { number(list.version) }
                    el("dt") { Phrase("Source", "来源") }
                    el("dd") { foreign(list.source) }
                    el("dt") { Phrase("Basis", "依据") }
                    el("dd") { foreign(list.basis) }
                }
                if Roles.listKeepers.contains(visit.person.role) {
                    p {
                        a(Link("/console/lists/import").query("name", name)) {
                            Phrase("Import the next version", "导入下一版本")
                        }
                    }
                }
            }
            if let waiting { ListWaitingPart.html(list, waiting, unsigned, visit) }
            WeirServer.form(get: Link("/console/lists", name), .class("inline filters")) {
                field(Phrase("Entry has", "条目包含"), "q", value: wanted)
                button(Phrase("Filter", "筛选"), "plain")
            }
            p(.class("quiet")) {
                Phrase(
                    Written.plural(entries.count, "entry", "entries"), "\(Written.count(entries.count)) 条")
                if entries.count > Self.shown {
                    Phrase("; the first \(Self.shown) are shown.", "，显示前 \(Self.shown) 条。")
                }
            }
            Self.entryTable(Array(entries.prefix(Self.shown)), Phrase("Entries", "条目"))
        }
    }

    /// A second person's word for a list that stops or shields.
    private func sign(_ visit: Visit) async throws -> Reply {
        let name = visit.parameter("name")
        guard let version = visit.form["version"].flatMap({ Int($0) }) else {
            throw Acting.invalid("version", "is missing")
        }
        var act = visit.act(.signList)
        (act.extra, act.number, act.text) = (name, version, try visit.need("reason"))
        try await visit.submit(act)
        visit.say(Phrase("You have signed \(name), version \(version).", "已签署 \(name) 版本 \(version)。"))
        return .see(Link("/console/lists", name))
    }

    private static let shown = 200

    static func entryTable(_ entries: [ListEntry], _ caption: Phrase) -> HTML {
        WeirServer.table(
            caption,
            [
                .text(Phrase("Kind", "种类")), .plain(Phrase("Compared", "比较方式")), .plain(Phrase("Value", "值")),
                .text(Phrase("Reason", "理由")), .text(Phrase("Until", "结束")),
            ]
        ) {
            for entry in entries {
                tr {
                    td { entry.kind.phrase }
                    td { entry.match.phrase }
                    // Of what nobody has seen yet there is no page: the search says so.
                    td { a(Link("/console/search").query("q", entry.value)) { code(entry.value) } }
                    td { entry.reason.isEmpty ? span(.class("none")) { "–" } : foreign(entry.reason) }
                    td { moment(entry.until) }
                }
            }
        }
    }

    // MARK: Importing

    private func form(_ visit: Visit, _ wrong: Phrase?, _ preview: HTML) -> Page {
        let fields = visit.form
        return Page(Phrase("Import a list", "导入名单"), in: .lists, scripts: [Asset(name: "lists.js")]) {
            if let wrong { p(.class("wrong"), .a("role", "alert")) { wrong } }
            preview
            WeirServer.form(post: Link("/console/lists/import"), .class("panel")) {
                field(
                    Phrase("Name", "名称"), "name", value: fields["name"] ?? visit.query("name") ?? "",
                    hint: Phrase("Small letters, digits and hyphens.", "小写字母、数字和连字符。"), .flag("required"))
                choice(
                    Phrase("A hit", "命中后"), "role", ListRole.allCases.map { ($0.name, $0.phrase) },
                    chosen: fields["role"] ?? "watch")
                choice(
                    Phrase("Entries are (where the lines do not say)", "条目为（内容未注明时）"), "kind",
                    ListKind.allCases.map { ($0.name, $0.phrase) }, chosen: fields["kind"] ?? "domain")
                field(Phrase("Who made it", "来源"), "source", value: fields["source"] ?? "", .flag("required"))
                field(Phrase("Law or contract", "法律或合同依据"), "basis", value: fields["basis"] ?? "")
                area(
                    Phrase("Its lines", "名单内容"), "text", value: fields["text"] ?? "", rows: 12,
                    hint: Phrase(
                        "Plain names, hosts files, CSV, v2fly, MetaMask's JSON, CryptoScamDB's YAML: told by content.",
                        "支持纯名单、hosts、CSV、v2fly、MetaMask JSON、CryptoScamDB YAML，自动识别。"),
                    .class("mono"), .a("spellcheck", "false"), .flag("required"))
                div(.id("pick"), .class("field scripted")) {
                    el("label", .a("for", "file")) { Phrase("or a file", "或选择文件") }
                    el("input", .a("type", "file"), .id("file"))
                }
                button(Phrase("See what it changes", "查看变化"))
            }
        }
    }

    /// First what it would change, then, with the same text, the change.
    private func take(_ visit: Visit) async throws -> Reply {
        let fields = visit.form
        let name = fields["name"] ?? ""
        guard NamedList.isName(name) else {
            return refused(visit, Phrase("The name must be small letters, digits and hyphens.", "名称须为小写字母、数字和连字符。"))
        }
        guard let role = ListRole(name: fields["role"] ?? ""), let kind = ListKind(name: fields["kind"] ?? "") else {
            throw Acting.invalid("role", "is none that there is")
        }
        let reading: ListReading
        do {
            reading = try ListFile.read(text: fields["text"] ?? "", name: name, kind: kind)
        } catch {
            return refused(visit, RefusalWords.text(error.description))
        }
        let check = ListCheck(reading.entries, role: role, suffixes: SystemSuffixes.list)
        let list = NamedList(
            name: name, role: role, source: fields["source"] ?? "", basis: fields["basis"] ?? "",
            entries: check.accepted)
        let (known, allow) = try await visit.read { engine in (engine.outside.lists, engine.shields) }
        let old = known.first { $0.name == name }
        let isSound = reading.refusals.isEmpty && check.refused.isEmpty && !list.entries.isEmpty
        if isSound, fields["sure"] == "yes", fields["over"] == String(old?.version ?? 0) {
            let taken = try await visit.desk.take(list, by: visit.person.name, over: [old?.version ?? 0])
            visit.say(
                Phrase(
                    "\(taken.name) is at version \(taken.version) with "
                        + Written.plural(taken.entries.count, "entry.", "entries."),
                    "\(taken.name) 现为版本 \(taken.version)，共 \(Written.count(taken.entries.count)) 条。"))
            return .see(Link("/console/lists", taken.name))
        }
        var preview = try preview(visit, reading, check, list, old, allow, isSound: isSound)
        if isSound, fields["sure"] == "yes" { preview = Self.changed(old) + preview }
        return isSound ? .page(form(visit, nil, preview)) : .refused(.unprocessableContent, form(visit, nil, preview))
    }

    /// Before what a list changes, where somebody else has changed it since it was looked at.
    static func changed(_ list: NamedList?) -> HTML {
        p(.class("wrong"), .a("role", "alert")) {
            Phrase(
                "The list has changed since you looked at it: it is at version \(list?.version ?? 0). This is what "
                    + "yours changes there. Nothing has been imported.",
                "您查看之后名单已有变化：现为版本 \(list?.version ?? 0)。以下为相对该版本的变化，尚未导入。")
        }
    }

    private func refused(_ visit: Visit, _ words: Phrase) -> Reply {
        .refused(.unprocessableContent, form(visit, words, HTML()))
    }

    private func preview(
        _ visit: Visit, _ reading: ListReading, _ check: ListCheck, _ list: NamedList, _ old: NamedList?,
        _ allow: [NamedList], isSound: Bool
    ) throws -> HTML {
        let diff = ListDiff(from: old?.entries ?? [], to: list.entries)
        var hits = ListCollateral(list, allow: allow)
        for row in try visit.desk.store.latestDecisions(Self.looked) { hits.take(PaymentView(row.payment.span.bytes)) }
        return section(Phrase("What it changes", "变化预览")) {
            flaws(reading, check)
            notes(reading)
            el("dl", .class("figures")) {
                figure(Phrase("Added", "新增"), diff.added.count)
                figure(Phrase("Removed", "删除"), diff.removed.count)
                figure(Phrase("Changed", "修改"), diff.changed.count)
                figure(Phrase("Kept", "不变"), diff.kept)
                figure(Phrase("Payments hit", "命中支付"), hits.hitPayments)
                figure(Phrase("Accounts hit", "命中账户"), hits.accounts.count)
            }
            p(.class("hint")) {
                Phrase(
                    "Hits are counted among the latest \(Written.count(hits.payments)) payments that were not plainly "
                        + "allowed.",
                    "命中数按最近 \(Written.count(hits.payments)) 笔非直接放行的支付统计。")
            }
            for (words, entries) in [
                (Phrase("Added", "新增"), diff.added), (Phrase("Removed", "删除"), diff.removed),
                (Phrase("Changed", "修改"), diff.changed),
            ] where !entries.isEmpty {
                // What can be read at a look stands open.
                HTML.element(
                    "details", entries.count <= Self.readAtALook ? [.flag("open")] : [],
                    el("summary") { words.with(Phrase(same: ": \(Written.count(entries.count))")) }
                        + Self.entryTable(Array(entries.prefix(Self.shown)), words))
            }
            if !hits.accounts.isEmpty { Self.hit(hits.accounts) }
            if isSound { sure(visit, old) }
        }
    }

    private static let looked = 2_000
    /// Lines of a difference that stand open.
    private static let readAtALook = 20

    /// Whom it would have hit, by name: a figure alone says nothing of who that is.
    static func hit(_ accounts: Set<String>) -> HTML {
        let shown = accounts.sorted().prefix(readAtALook)
        return p {
            Phrase("Accounts hit: ", "命中账户：")
            for account in shown {
                a(Link("/console/accounts", account)) { code(account) }
                " "
            }
            if accounts.count > shown.count {
                span(.class("quiet")) {
                    Phrase("and \(accounts.count - shown.count) more", "等 \(accounts.count) 个账户")
                }
            }
        }
    }

    private func figure(_ title: Phrase, _ value: Int) -> HTML {
        div {
            el("dt") { title }
            el("dd") { number(value) }
        }
    }

    /// What stands for more than it says, such as the address of one page for its host.
    private func notes(_ reading: ListReading) -> HTML {
        guard !reading.notes.isEmpty else { return HTML() }
        return div(.class("hint")) {
            ul {
                for note in reading.notes.prefix(20) { li { foreign(note) } }
            }
        }
    }

    private func flaws(_ reading: ListReading, _ check: ListCheck) -> HTML {
        let count = reading.refusals.count + check.refused.count
        if count == 0 {
            return check.accepted.isEmpty
                ? p(.class("wrong")) { Phrase("It has no entries.", "没有条目。") } : HTML()
        }
        return div(.class("wrong")) {
            p {
                Phrase(
                    Written.plural(count, "line", "lines")
                        + " cannot be taken: nothing is imported until the list is mended.",
                    "\(count) 行无法导入。修正之前不会导入任何内容。")
            }
            ul {
                for refusal in reading.refusals.prefix(20) {
                    li { foreign("\(refusal.line): " + RefusalWords.text(refusal.message).text) }
                }
                for (entry, reason) in check.refused.prefix(20) {
                    li { foreign("\(entry.value) " + RefusalWords.text(reason).text) }
                }
            }
        }
    }

    /// The second step carries everything along, and the version that was looked at.
    private func sure(_ visit: Visit, _ old: NamedList?) -> HTML {
        WeirServer.form(post: Link("/console/lists/import")) {
            for name in ["name", "role", "kind", "source", "basis", "text"] { hidden(name, visit.form[name] ?? "") }
            hidden("sure", "yes")
            hidden("over", String(old?.version ?? 0))
            button(Phrase("Import as version \((old?.version ?? 0) + 1)", "导入为版本 \((old?.version ?? 0) + 1)"), "danger")
        }
    }
}

extension Roles {
    /// Who takes lists in.
    static let listKeepers = Roles(roles: [.compliance, .admin])
}

extension ListMatch {
    var phrase: Phrase {
        switch self {
        case .exact: Phrase("exactly", "完全一致")
        case .suffix: Phrase("with all names under it", "含其下级域名")
        case .fuzzy: Phrase("and what looks like it", "含相似写法")
        }
    }
}

extension ListKind {
    var phrase: Phrase {
        switch self {
        case .domain: Phrase("domains", "域名")
        case .platform: Phrase("platforms", "平台")
        case .account: Phrase("accounts", "账户")
        case .device: Phrase("devices", "设备")
        case .wallet: Phrase("wallets", "钱包地址")
        }
    }
}

extension ListRole {
    var phrase: Phrase {
        switch self {
        case .allow: Phrase("is let through by all lists", "始终放行")
        case .watch: Phrase("is evidence", "作为证据")
        case .hold: Phrase("is held", "暂缓")
        case .decline: Phrase("is declined", "拒绝")
        }
    }

    var tone: String {
        switch self {
        case .allow: "good"
        case .watch: "quiet"
        case .hold: "warn"
        case .decline: "bad"
        }
    }
}
