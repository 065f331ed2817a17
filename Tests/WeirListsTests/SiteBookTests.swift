import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// Sites in the engine: proposals, rotation, codes known late, blocks in line, snapshots.
@Suite struct SiteBookTests {
    private final class Scene {
        var engine = Engine(seed: 1)
        var sequence: UInt64 = 0
        var effects = Effects()
        var acts: [Act] = []

        @discardableResult
        func apply(_ type: InputType, _ bytes: [UInt8]) -> Verdict {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
            acts += effects.acts
            return effects.verdict
        }

        func pay(
            _ id: String, over site: String = "", to payee: String = "b", at: Int64 = 1_000_000, extra: String = ""
        ) -> Decision {
            var payment = Payment(
                id: id, at: Instant(milliseconds: at), rail: "alipay", payer: "a", payee: payee,
                amount: Amount(minor: 10_000), currency: Currency("CNY") ?? Currency(packed: 0))
            payment.site = site
            payment.extra = extra
            guard case .decided(let decision) = apply(.payment, payment.encoded) else {
                return Decision(outcome: .allow, score: -1)
            }
            return decision
        }

        func find(_ host: String, _ score: Int = 800, leads: [(String, String)] = [], at: Int64 = 2_000_000) {
            let report = SiteReport(
                at: Instant(milliseconds: at), host: host, address: "https://\(host)/", score: score,
                evidence: "ab12", leads: leads.map { SiteReport.Lead(kind: $0.0, value: $0.1) })
            #expect(apply(.site, report.encoded) == .none)
        }

        func act(
            _ verb: ActRequest.Verb, _ by: String, _ role: Role, number: Int = 0, subject: String = "",
            kind: MeasureKind? = nil, at: Int64 = 3_000_000, raw: UInt8 = 0
        ) -> Verdict {
            var act = ActRequest(verb, at: Instant(milliseconds: at), by: by, role: role)
            act.number = number
            act.subject = subject
            act.kind = kind?.rawValue ?? raw
            act.text = "because"
            return apply(.act, InputBytes.encode(act))
        }

        var blocks: [Measure] { engine.measures.filter { $0.kind == .blockSite } }
        func count(_ type: String) -> Int { acts.count { $0.type == type } }
    }

    @Test func aTradingSiteThatTakesPaymentsIsProposedForBlockingAndTwoPeopleDecide() {
        let scene = Scene()
        scene.find("coin.example")
        #expect(scene.blocks.isEmpty, "nothing says that it takes payments of this platform")
        #expect(scene.count("site.found") == 1)
        #expect(scene.pay("1", over: "pay.coin.example").outcome == .allow)
        #expect(scene.blocks.count == 1 && scene.blocks[0].state == .proposed && scene.blocks[0].isAutomatic)
        #expect(scene.blocks[0].ground.contains("1 payments to 1 accounts"), "\(scene.blocks[0].ground)")
        _ = scene.pay("2", over: "coin.example")
        scene.find("coin.example", 850)
        #expect(scene.blocks.count == 1, "asked once")
        #expect(scene.act(.approve, "ann", .supervisor, number: 1) == .none)
        #expect(scene.blocks[0].state == .proposed && scene.pay("3", over: "coin.example").outcome == .allow)
        #expect(scene.act(.approve, "ann", .supervisor, number: 1) != .none)
        #expect(scene.act(.approve, "bob", .compliance, number: 1) == .none)
        #expect(scene.blocks[0].state == .ordered)
        let declined = scene.pay("4", over: "m.coin.example")
        #expect(declined.outcome == .decline && declined.reasons.first?.code == "site_blocked")
        #expect(scene.pay("5", over: "other.example").outcome == .allow)
        #expect(scene.act(.lift, "bob", .compliance, number: 1) == .none)
        #expect(scene.pay("6", over: "coin.example").outcome != .decline)
        scene.find("coin.example", 900)
        _ = scene.pay("7", over: "coin.example")
        #expect(scene.blocks.count == 1, "people have just decided")
    }

    /// One person alone does not keep a site from those who sign, by proposing it and taking that back.
    @Test func aWithdrawnProposalIsNobodysDecision() {
        let scene = Scene()
        #expect(scene.act(.propose, "eve", .analyst, subject: "coin.example", kind: .blockSite) == .none)
        #expect(scene.act(.withdraw, "eve", .analyst, number: 1) == .none)
        scene.find("coin.example")
        _ = scene.pay("1", over: "coin.example")
        #expect(scene.blocks.map(\.state) == [.withdrawn, .proposed] && scene.blocks[1].isAutomatic)
        // A no is one.
        #expect(scene.act(.refuse, "ann", .supervisor, number: 2) == .none)
        scene.find("coin.example", 900)
        _ = scene.pay("2", over: "coin.example")
        #expect(scene.blocks.count == 2)
    }

    /// The site's owner is told, and whoever was paid over it; each may object, and what is granted to one opens it.
    @Test func ownerAndMerchantsAreTold() throws {
        let scene = Scene()
        scene.find("coin.example")
        _ = scene.pay("1", over: "pay.coin.example", to: "b")
        _ = scene.pay("2", over: "coin.example", to: "c")
        for name in ["ann", "bob"] { #expect(scene.act(.approve, name, .supervisor, number: 1) == .none) }
        let told = scene.engine.notices
        #expect(told.first?.account == "coin.example" && Set(told.map(\.account)) == ["coin.example", "b", "c"])
        #expect(told.count == 3)
        #expect(told.allSatisfy { $0.kind == .imposed && $0.measure == 1 && $0.due != nil })
        // A stranger to the site does not object; the two merchants and the owner do, each once.
        func file(_ account: String) -> String {
            scene.act(.file, "shop", .integrator, number: 1, subject: account).reason
        }
        #expect(file("d").contains("is not on this account"))
        #expect(file("b") == "" && file("") == "" && file("c") == "")
        for account in ["b", "c", "coin.example"] { #expect(file(account).contains("waiting to be decided")) }
        #expect(scene.engine.appeals.map(\.account) == ["b", "coin.example", "c"])
        #expect(scene.act(.decide, "ann", .supervisor, number: 1, raw: 1).reason.contains("somebody else decides"))
        #expect(scene.act(.decide, "cyd", .supervisor, number: 1, raw: 1) == .none)
        #expect(scene.blocks[0].state == .lifted && scene.pay("3", over: "coin.example").outcome != .decline)
        let after = scene.engine.notices.dropFirst(3)
        #expect(after.map(\.kind) == [.appealDecided, .ended, .ended, .ended] && after.first?.account == "b")
        // Who was found wrong does not block it anew, nor sign for it.
        func block(_ name: String) -> String {
            scene.act(.propose, name, .supervisor, subject: "coin.example", kind: .blockSite).reason
        }
        #expect(block("bob").contains("measure 1 was reversed on appeal"))
        #expect(block("cyd") == "")
        #expect(scene.act(.approve, "ann", .supervisor, number: 2).reason.contains("measure 1 was reversed on appeal"))
    }

    /// Who has been told objects also where a wall comes to stand afterwards; who has not is no other than a stranger.
    @Test func whoKnowsMayObject() throws {
        let scene = Scene()
        scene.find("coin.example")
        for payee in ["b", "c"] { _ = scene.pay("to " + payee, over: "coin.example", to: payee) }
        for name in ["ann", "bob"] { #expect(scene.act(.approve, name, .supervisor, number: 1) == .none) }
        let notices = scene.engine.notices
        let notice = try #require(notices.first { $0.account == "b" })
        #expect(scene.act(.noticeFetched, "shop", .integrator, number: notice.number) == .none)
        for account in ["b", "c"] {
            #expect(scene.act(.open, "ann", .supervisor, subject: account) == .none)
            let cases = scene.engine.cases
            #expect(scene.act(.wall, "ann", .supervisor, number: cases.count) == .none)
        }
        func file(_ account: String) -> String {
            scene.act(.file, "shop", .integrator, number: 1, subject: account).reason
        }
        #expect(file("c").contains("is not on this account"))
        #expect(file("b") == "")
    }

    /// Under the version before nobody was told of a site, and a journal of it is read so.
    @Test func theVersionBeforeToldNobody() {
        let scene = Scene()
        var version = ActRequest(.version, at: Instant(milliseconds: 0), by: Measure.weir, role: nil)
        version.text = "acts-7 otc-builtin-2"
        _ = scene.apply(.act, InputBytes.encode(version))
        scene.find("coin.example")
        _ = scene.pay("1", over: "coin.example")
        for name in ["ann", "bob"] { #expect(scene.act(.approve, name, .supervisor, number: 1) == .none) }
        #expect(scene.blocks[0].state == .ordered && scene.engine.notices.isEmpty)
        #expect(scene.act(.file, "shop", .integrator, number: 1).reason.contains("nothing that has taken something"))
    }

    @Test func sharedHostsAndPublicSuffixesAreNeverBlocked() {
        let scene = Scene()
        scene.find("github.io")
        _ = scene.pay("1", over: "github.io")
        #expect(scene.blocks.isEmpty)
        #expect(scene.act(.propose, "ann", .supervisor, subject: "com.cn", kind: .blockSite) != .none)
        #expect(scene.act(.propose, "ann", .supervisor, subject: "no host", kind: .blockSite) != .none)
        #expect(scene.act(.propose, "ann", .supervisor, subject: "https://Shop.Example/x", kind: .blockSite) == .none)
        #expect(scene.blocks.first?.account == "shop.example" && scene.blocks.first?.state == .proposed)
    }

    @Test func aSiteThatComesBackUnderAnotherNameIsRecognised() {
        let scene = Scene()
        let old = [("telegram", "coinking"), ("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]
        scene.find("usdtking1.example", leads: old)
        scene.find("other.example", leads: [("telegram", "somebody")])
        #expect(scene.count("site.same_operator") == 0)
        _ = scene.pay("1", over: "usdtking1.example")
        #expect(scene.act(.approve, "ann", .supervisor, number: 1) == .none)
        #expect(scene.act(.approve, "bob", .compliance, number: 1) == .none)
        // The old page is gone; the new one hides what it sells, and keeps its contact and its wallet.
        scene.find("usdtking1.example", 0)
        scene.find("newname.example", 0, leads: old)
        #expect(scene.count("site.gone") == 1 && scene.count("site.same_operator") == 1)
        #expect(scene.blocks.count == 1, "nothing came over it yet")
        _ = scene.pay("2", over: "newname.example")
        #expect(scene.blocks.count == 2 && scene.blocks[1].account == "newname.example")
        #expect(scene.blocks[1].ground.contains("usdtking1.example again: the same telegram, wallet"))
        let view = scene.engine.site("newname.example")
        #expect(view?.ties.first?.host == "usdtking1.example" && view?.ties.first?.likeness == 920)
        // A common good ties nobody: the same template on many sites.
        for i in 0..<12 {
            scene.find("t\(i)x.example", leads: [("template", "abcdef0123456789"), ("title", "OTC board")])
        }
        #expect(scene.count("site.same_operator") == 1)
        // Template, icon and text of one operator are told, without any contact.
        let look = [("template", "ff00ff00ff00ff00"), ("icon", "0011223344556677"), ("text", "1234123412341234")]
        scene.find("qqq.example", leads: look)
        scene.find("zzz.example", leads: look)
        #expect(scene.count("site.same_operator") == 2)
    }

    @Test func namesThatOnlyCountOnAreOneOperatorsWithOneMoreSign() {
        #expect(SiteTies.nameKey(HostName("usdt-otc2.com")!) == SiteTies.nameKey(HostName("usdtotc33.net")!))
        #expect(SiteTies.nameKey(HostName("a1.com")!) == nil)
        let scene = Scene()
        scene.find("usdtotc1.example", leads: [("phone", "13800138000")])
        scene.find("usdtotc2.example", leads: [("phone", "13800138000")])
        #expect(scene.count("site.same_operator") == 1)
        scene.find("usdtotc3.example")
        #expect(scene.count("site.same_operator") == 1, "a name alone is not enough")
    }

    /// One certificate for several names is one owner's; the common one of a provider's customers is not.
    @Test func certificatesTieSites() {
        let scene = Scene()
        let look = [("certificate", "00ff00ff00ff00ff00ff00ff00ff00ff"), ("telegram", "coinking")]
        scene.find("qqq.example", leads: look)
        scene.find("zzz.example", leads: look)
        #expect(scene.count("site.same_operator") == 1)
        #expect(scene.engine.site("zzz.example")?.ties.first?.kinds == ["certificate", "telegram"])
        scene.find("alone.example", leads: [look[0]])
        #expect(scene.count("site.same_operator") == 1, "a certificate alone is not enough")
        for i in 0..<12 { scene.find("c\(i)x.example", leads: [("certificate", "provider")]) }
        scene.find("one.example", leads: [("certificate", "provider"), ("telegram", "other")])
        scene.find("two.example", leads: [("certificate", "provider"), ("telegram", "other")])
        #expect(scene.count("site.same_operator") == 1, "a provider's certificate says nothing")
    }

    @Test func aSiteWhosePayeesRotateIsRaised() {
        let scene = Scene()
        for i in 0..<5 { _ = scene.pay("m\(i)", over: "pay.example", to: "p\(i)") }
        #expect(scene.count("site.raised") == 0)
        _ = scene.pay("m5", over: "pay.example", to: "p5")
        #expect(scene.count("site.raised") == 1)
        #expect(scene.engine.site("pay.example")?.reasons == ["raised", "payments"])
        // The honest twin: as many people, and many payments to each.
        for i in 0..<5 { for j in 0..<9 { _ = scene.pay("h\(i)-\(j)", over: "market.example", to: "s\(i)") } }
        _ = scene.pay("h5", over: "market.example", to: "s5")
        #expect(scene.count("site.raised") == 1)
    }

    @Test func referrersListsAndWhatWasNotSeenAreWatched() {
        let scene = Scene()
        _ = scene.pay("1", extra: #"{"channel":"h5","referrer":"https:\/\/Board.Example\/otc?x=1"}"#)
        _ = scene.pay("2", extra: #"{"referrer":"no address"}"#)
        _ = scene.pay("3", extra: #"{"note":"\"referrer\":\"https://evil.example/\""}"#)
        #expect(scene.engine.sites(from: 0, count: 10).map(\.host) == ["board.example"])
        #expect(scene.engine.site("board.example")?.reasons == ["referrer"])
        #expect(scene.engine.siteCount == 1 && scene.engine.listedHosts.isEmpty)
        let list = NamedList(
            name: "venues", version: 1, role: .watch,
            entries: [ListEntry(.domain, .suffix, "okx.com"), ListEntry(.account, .exact, "u1")])
        scene.apply(.list, ListBytes.head(list))
        for piece in ListBytes.pieces(list) { scene.apply(.listEntries, piece) }
        scene.apply(.listEnd, ListBytes.end(list))
        #expect(scene.engine.listedHosts == ["okx.com"])
        // What the patrol is kept from seeing is said once, and forgotten when it has seen it.
        func unseen(_ role: Role) -> Verdict {
            scene.act(.siteNotSeen, role == .patrol ? "rover" : "ian", role, subject: "Board.example")
        }
        #expect(unseen(.integrator) != .none && unseen(.patrol) == .none && unseen(.patrol) == .none)
        #expect(scene.count("site.not_seen") == 1)
        #expect(scene.engine.site("board.example")?.notSeen?.why == "because")
        scene.find("board.example")
        #expect(scene.engine.site("board.example")?.notSeen == nil)
    }

    @Test func codesMayBeKnownAfterThePage() {
        let scene = Scene()
        scene.find("coin.example", leads: [("alipay_code", "fkx1")])
        #expect(scene.pay("1").reasons.isEmpty)
        scene.apply(.codeOwner, CodeOwner(kind: "alipay_code", value: "fkx1", account: "b").encoded)
        #expect(scene.pay("2").reasons.map(\.code) == ["code_on_site"])
        scene.apply(.codeOwner, CodeOwner(kind: "domain", value: "shoes.example", account: "b").encoded)
        #expect(scene.pay("3").reasons.first?.text.contains("registered other sites") == true)
        scene.find("coin.example", leads: [("alipay_code", "fkx1")])
        #expect(scene.blocks.count == 1 && scene.blocks[0].ground.contains("of which 1 registered other sites"))
        scene.apply(.codeOwner, CodeOwner(kind: "alipay_code", value: "fkx1", account: "c").encoded)
        #expect(scene.pay("4").reasons.isEmpty)
        #expect(scene.pay("5", to: "c").reasons.map(\.code) == ["code_on_site"])
    }

    @Test func theWatchListHoldsWhatIsKnown() {
        let scene = Scene()
        _ = scene.pay("1", over: "Shop.Example")
        _ = scene.pay("2", over: "not a host")
        scene.apply(.codeOwner, CodeOwner(kind: "domain", value: "mine.example", account: "b").encoded)
        #expect(scene.act(.watchSite, "eve", .analyst, subject: "odd.example") == .none)
        #expect(scene.act(.watchSite, "rob", .regulator, subject: "odd.example") != .none)
        scene.find("coin.example")
        let sites = scene.engine.sites(from: 0, count: 10)
        #expect(sites.map(\.host) == ["coin.example", "odd.example", "mine.example", "shop.example"])
        #expect(sites.map(\.reasons) == [["finding"], ["asked"], ["merchant"], ["payments"]])
        #expect(scene.engine.sites(from: 1, count: 1).map(\.host) == ["odd.example"])
        // By a part of their names, also where nobody has looked yet.
        func named(_ part: String, _ count: Int = 10) -> [String] {
            scene.engine.sitePage(with: part, from: 0, count: count).rows.map(\.host)
        }
        #expect(named("shop") == ["shop.example"] && named("in.ex") == ["coin.example"])
        #expect(named("example", 2) == ["coin.example", "odd.example"])
        #expect(named("").count == 4 && named("exampler").isEmpty && named("nowhere").isEmpty)
        #expect(scene.engine.sitePage(with: "example", from: 3, count: 10).count == 4)
    }

    @Test func manySitesMadeUpByPaymentsStayBounded() {
        let scene = Scene()
        _ = scene.pay("x", over: "kept.example")
        for i in 0..<(Limits.paidSites + 500) {
            _ = scene.pay("p\(i)", over: "s\(i).example", at: 1_000_000 + Int64(i))
            if i % 500 == 0 { _ = scene.pay("k\(i)", over: "kept.example", at: 1_000_000 + Int64(i)) }
        }
        #expect(scene.engine.site("kept.example")?.payments ?? 0 > 40)
        #expect(scene.engine.sites(from: 0, count: 100_000).count == Limits.paidSites)
    }

    @Test func snapshotsKeepIt() throws {
        let scene = Scene()
        scene.find("usdtking1.example", leads: [("telegram", "coinking"), ("alipay_code", "fkx1")])
        _ = scene.pay("1", over: "usdtking1.example")
        _ = scene.act(.approve, "ann", .supervisor, number: 1)
        _ = scene.act(.approve, "bob", .compliance, number: 1)
        scene.apply(.codeOwner, CodeOwner(kind: "alipay_code", value: "fkx1", account: "b").encoded)
        _ = scene.act(.watchSite, "eve", .analyst, subject: "odd.example")
        scene.find("usdtking1.example", 0)
        let bytes = Box()
        scene.engine.save(to: StateWriter { bytes.all += Array($0) })
        var engine = try Engine(
            seed: 1,
            from: StateReader { place in
                place.copyBytes(from: bytes.all[bytes.at..<(bytes.at + place.count)])
                bytes.at += place.count
            })
        #expect(engine.stateHash == scene.engine.stateHash)
        scene.sequence += 1
        var payment = Payment(
            id: "9", at: Instant(milliseconds: 9_000_000), rail: "alipay", payer: "a", payee: "z",
            amount: Amount(minor: 100), currency: Currency("CNY") ?? Currency(packed: 0))
        payment.site = "usdtking1.example"
        var effects = Effects()
        engine.apply(
            type: InputType.payment.rawValue, payload: payment.encoded.span.bytes, sequence: scene.sequence,
            effects: &effects)
        guard case .decided(let decision) = effects.verdict else { return #expect(Bool(false)) }
        #expect(decision.outcome == .decline)
        #expect(engine.site("usdtking1.example")?.ties == scene.engine.site("usdtking1.example")?.ties)
    }

    private final class Box {
        var all: [UInt8] = []
        var at = 0
    }
}

extension Verdict {
    fileprivate var reason: String {
        if case .refused(let reason) = self { return reason }
        return ""
    }
}
