import HTTPTypes
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuntime
import WeirStore

/// Puts an account, a device or a site that somebody has before them on a list that there is: which list, and why;
/// then what it changes and whom it would have hit; then the list's next version.
struct ListEntryPages: Sendable {
    func add(to router: ConsoleRouter) {
        router.get("/console/lists/import/one", .listKeepers) { visit in
            // Without something to put on a list there is no such page.
            guard let wish = self.wish({ visit.query($0) }) else { throw Problem.notFound("") }
            return .page(try await self.page(visit, wish, HTML()))
        }
        router.post("/console/lists/import/one", .listKeepers) { visit in try await self.take(visit) }
    }

    /// What pages put on lists; names of platforms and addresses of coins stand on no page of their own.
    private static let kinds: Set<ListKind> = [.account, .device, .domain]
    private static let address = Link("/console/lists/import").then("one")
    /// A reason stands in each line of the list, and goes with it to whoever takes it over.
    private static let reasonBytes = 500
    private static let looked = 2_000

    /// The way here, for those who keep lists.
    @HTMLBuilder
    static func offer(_ visit: Visit, _ kind: ListKind, _ value: String, back: Link, _ tone: String = "") -> HTML {
        if Roles.listKeepers.contains(visit.person.role), ListEntry.spelled(kind, value) == value {
            let link = address.query("kind", kind.name).query("value", value).query("back", back.text)
            if tone.isEmpty {
                a(link) { words }
            } else {
                a(link, .class(tone)) { words }
            }
        }
    }

    private static let words = Phrase("Put on a list", "列入名单")

    /// What is to be put on a list, and where somebody came from.
    private struct Wish {
        var kind: ListKind
        var value: String
        var back: Link
    }

    private func wish(_ field: (String) -> String?) -> Wish? {
        guard let kind = ListKind(name: field("kind") ?? ""), Self.kinds.contains(kind),
            let value = ListEntry.spelled(kind, field("value") ?? "")
        else { return nil }
        return Wish(
            kind: kind, value: value,
            back: field("back").flatMap { Link(returning: $0) } ?? Link("/console/lists"))
    }

    // MARK: The page

    private func page(_ visit: Visit, _ wish: Wish, _ preview: HTML) async throws -> Page {
        let lists = try await visit.read { $0.outside.lists }
        return Page(Self.words, in: .lists) {
            preview
            if lists.isEmpty {
                empty(
                    Phrase(
                        "There is no list yet. Import one first: it says what a hit means.", "尚无名单，请先导入：导入时指定命中后的处理方式。")
                )
                p { a(Link("/console/lists/import"), .class("button")) { Phrase("Import a list", "导入名单") } }
            } else {
                form(visit, wish, lists)
            }
            p { a(wish.back) { Phrase("Back", "返回") } }
        }
    }

    private func form(_ visit: Visit, _ wish: Wish, _ lists: [NamedList]) -> HTML {
        WeirServer.form(post: Self.address, .class("panel")) {
            p {
                wish.kind.one
                " "
                code(wish.value)
            }
            carried(wish)
            choice(
                Phrase("List", "名单"), "list",
                [("", Phrase("choose", "请选择"))]
                    + lists.map { list in
                        (list.name, Phrase(same: list.name).with(Phrase(": ", "：")).with(list.role.meaning))
                    }, chosen: visit.form["list"] ?? "", .flag("required"))
            if wish.kind == .domain {
                choice(
                    Phrase("Compared", "比较方式"), "match",
                    [ListMatch.suffix, .exact].map { ($0.name, $0.phrase) },
                    chosen: visit.form["match"] ?? ListMatch.suffix.name)
            }
            area(
                Phrase("Why", "理由"), "reason", value: visit.form["reason"] ?? "", rows: 2,
                hint: Phrase(
                    "It stands in the list beside the entry: no names of colleagues or customers.",
                    "理由会写在名单条目旁：请勿写同事或客户姓名。"), .flag("required"), .a("maxlength", Self.reasonBytes))
            field(
                Phrase("Until", "结束"), "until", value: visit.form["until"] ?? "", type: "datetime-local",
                hint: Phrase(
                    "In your time (\(visit.reader.zone)); empty for as long as the list stands.",
                    "按您的时区（\(visit.reader.zone)）；留空则与名单同期。"))
            button(Phrase("See what it changes", "查看变化"))
        }
    }

    @HTMLBuilder
    private func carried(_ wish: Wish) -> HTML {
        hidden("kind", wish.kind.name)
        hidden("value", wish.value)
        hidden("back", wish.back.text)
    }

    // MARK: Doing it

    private func take(_ visit: Visit) async throws -> Reply {
        guard let wish = wish({ visit.form[$0] }) else { throw Acting.invalid("value", "is none that there is") }
        let name = try visit.need("list")
        let reason = try visit.need("reason")
        guard reason.utf8.count <= Self.reasonBytes else { throw Acting.invalid("reason", "is too long") }
        let (known, allow) = try await visit.read { engine in (engine.outside.lists, engine.shields) }
        guard let old = known.first(where: { $0.name == name }) else {
            throw Acting.invalid("list", "is none that there is")
        }
        var entry = ListEntry(wish.kind, .exact, wish.value, reason: reason)
        if wish.kind == .domain, visit.form["match"] != ListMatch.exact.name { entry.match = .suffix }
        // An entry that is there already begins when it would have begun.
        entry.from = old.entries.first { $0.key == entry.key }?.from
        entry.until = try Acting.time(Acting.Body(visit.form).until, "until")
        if let until = entry.until, until <= ServerClock.now {
            throw Acting.invalid("until", "would end before it begins")
        }
        let check = ListCheck([entry], role: old.role, suffixes: SystemSuffixes.list)
        if let (_, objection) = check.refused.first { throw Acting.invalid("value", objection) }
        let next = NamedList(
            name: old.name, role: old.role, source: old.source, basis: old.basis, from: old.from, until: old.until,
            entries: old.entries.filter { $0.key != entry.key } + [entry])
        // Somebody may have taken in another version since this one was looked at.
        if visit.form["sure"] == "yes", visit.form["over"] == String(old.version) {
            return try await submit(visit, next, wish, over: old.version)
        }
        var preview = try preview(visit, next, old, entry, wish, allow: allow)
        if visit.form["sure"] == "yes" { preview = ListPages.changed(old) + preview }
        return .page(try await page(visit, wish, preview))
    }

    private func submit(_ visit: Visit, _ list: NamedList, _ wish: Wish, over seen: Int) async throws -> Reply {
        let taken = try await visit.desk.take(list, by: visit.person.name, over: [seen])
        visit.say(
            Phrase(
                "\(wish.value) is on \(taken.name), version \(taken.version).",
                "\(wish.value) 已列入 \(taken.name)，版本 \(taken.version)。"),
            about: Link("/console/lists", taken.name))
        return .see(wish.back)
    }

    /// What the entry changes, whom it alone would have hit, and the way to do it.
    private func preview(
        _ visit: Visit, _ next: NamedList, _ old: NamedList, _ entry: ListEntry, _ wish: Wish, allow: [NamedList]
    ) throws -> HTML {
        let diff = ListDiff(from: old.entries, to: next.entries)
        var hits = ListCollateral(NamedList(name: old.name, role: old.role, entries: [entry]), allow: allow)
        for row in try visit.desk.store.latestDecisions(Self.looked) { hits.take(PaymentView(row.payment.span.bytes)) }
        return section(Phrase("What it changes", "变化预览")) {
            p {
                code(old.name)
                Phrase(": ", "：")
                badge(old.role.meaning, old.role.tone)
                if diff.isEmpty { Phrase(" It is on this list already, just so.", " 已在该名单上，内容相同。") }
                if !diff.changed.isEmpty {
                    Phrase(" It is on this list already: reason and end are replaced.", " 已在该名单上：将替换理由与结束时间。")
                }
            }
            ListPages.entryTable([entry], Phrase("The entry", "条目"))
            p {
                Phrase(
                    "Among the latest \(Written.count(hits.payments)) payments that were not plainly allowed it would "
                        + "have hit \(Written.count(hits.hitPayments)).",
                    "在最近 \(Written.count(hits.payments)) 笔非直接放行的支付中会命中 \(Written.count(hits.hitPayments)) 笔。")
            }
            if !hits.accounts.isEmpty { ListPages.hit(hits.accounts) }
            if let words = Self.alone(old.role, entry.kind) { p(.class("note")) { words } }
            if !diff.isEmpty { sure(visit, old, wish) }
        }
    }

    /// What an entry does on one person's word.
    private static func alone(_ role: ListRole, _ kind: ListKind) -> Phrase? {
        switch (role, kind) {
        case (.decline, .account):
            Phrase(
                "It declines all payments of the account, and its holder is told. On your word alone it ends by "
                    + "itself, until somebody else signs the list.",
                "将拒绝该账户的全部支付并通知持有人。仅凭您一人之决定会到期自动失效，另有一人签署后长期有效。")
        case (.decline, .domain):
            Phrase(
                "It declines all payments that name the site. On your word alone it ends by itself, until somebody "
                    + "else signs the list.",
                "将拒绝涉及该网站的全部支付。仅凭您一人之决定会到期自动失效，另有一人签署后长期有效。")
        case (.decline, .device):
            Phrase(
                "On your word alone it holds what the device pays and gets; it declines once somebody else has signed "
                    + "the list.", "仅凭您一人之决定，该设备的收付暂缓；另有一人签署后方予拒绝。")
        case (.allow, .account), (.allow, .device):
            Phrase(
                "It keeps other lists from it once somebody else has signed the list, and not before.",
                "另有一人签署该名单后，才不受其他名单影响；签署之前不起作用。")
        default: nil
        }
    }

    private func sure(_ visit: Visit, _ old: NamedList, _ wish: Wish) -> HTML {
        WeirServer.form(post: Self.address) {
            carried(wish)
            for name in ["list", "match", "reason", "until"] { hidden(name, visit.form[name] ?? "") }
            hidden("sure", "yes")
            hidden("over", String(old.version))
            button(
                Phrase("Put it on \(old.name), version \(old.version + 1)", "列入 \(old.name)，版本 \(old.version + 1)"),
                "danger")
        }
    }
}

extension ListKind {
    /// One of them.
    fileprivate var one: Phrase {
        switch self {
        case .account: Phrase("Account", "账户")
        case .device: Phrase("Device", "设备")
        case .domain: Phrase("Site", "网站")
        case .platform: Phrase("Platform", "平台")
        case .wallet: Phrase("Wallet", "钱包地址")
        }
    }
}

extension ListRole {
    /// What a hit means, in a sentence of its own.
    fileprivate var meaning: Phrase { Phrase("a payment ", "支付").with(phrase) }
}
