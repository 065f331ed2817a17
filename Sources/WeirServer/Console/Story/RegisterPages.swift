import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirDrawing
import WeirRegister
import WeirRuntime

/// The register to look through, to verify in the browser, and to take home.
struct RegisterPages: Sendable {
    let visit: Visit

    private static let shown = 50

    /// Which entries are shown. Decisions and looks are many and look alike: what people, measures and lists did would
    /// not be found among them, so they have ways of their own.
    private enum Way: String, CaseIterable {
        case acts, decisions, looks, all

        var phrase: Phrase {
            switch self {
            case .acts: Phrase("What was done", "操作")
            case .decisions: Phrase("Decisions on payments", "支付决策")
            case .looks: Phrase("Who looked", "查看记录")
            case .all: Phrase("Everything", "全部")
            }
        }

        var kind: EntryKind? {
            switch self {
            case .acts: .act
            case .decisions: .decision
            case .looks: .look
            case .all: nil
            }
        }

        var link: Link {
            let link = Link("/console/register")
            return self == .acts ? link : link.query("kind", rawValue)
        }
    }

    /// Where the page begins: as the ways to other pages say it, or down from an entry that somebody asks for.
    private var before: Int? {
        if let from = visit.query("from").flatMap({ Int($0) }), from >= 0, from < Int.max { return from + 1 }
        return visit.query("before").flatMap { Int($0) }
    }

    private var way: Way { visit.query("kind").flatMap { Way(rawValue: $0) } ?? .acts }

    /// A line of the register, with what its columns show.
    private struct Entry: Sendable {
        var index: Int
        var raw: String
        var at: Instant?
        var type: String
        var by: String
        var number: Int?
        var facts: String

        /// Kinds of entries have fields of their own: what is not of the expected type is left to the entry itself.
        private struct Line: Decodable {
            var at, type, by, role, outcome: String?
            var number, score: Int?

            enum CodingKeys: CodingKey { case at, type, by, role, outcome, number, score }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                func text(_ key: CodingKeys) -> String? { try? fields.decode(String.self, forKey: key) }
                (at, type, by) = (text(.at), text(.type), text(.by))
                (role, outcome) = (text(.role), text(.outcome))
                number = try? fields.decode(Int.self, forKey: .number)
                score = try? fields.decode(Int.self, forKey: .score)
            }
        }

        init(_ index: Int, _ bytes: [UInt8]) {
            self.index = index
            raw = String(decoding: bytes, as: UTF8.self)
            let line = try? JSONDecoder().decode(Line.self, from: Data(bytes))
            at = line?.at.flatMap { Instant(rfc3339: $0) }
            type = line?.type ?? "?"
            by = [
                line?.by.map { Figures.short($0, 12) }, line?.role.map { Role(name: $0)?.phrase.text ?? $0 },
            ].compactMap(\.self).joined(separator: ", ")
            number = line?.number
            facts = [
                line?.outcome.flatMap(RegisterWords.outcome),
                line?.score.map { Phrase("score \($0)", "评分 \($0)").text },
            ].compactMap(\.self).joined(separator: Phrase(", ", "，").text)
        }

        /// What stands beside its kind; for some kinds nothing.
        var told: String {
            [number.flatMap { RegisterWords.named(type, $0) }, facts].compactMap(\.self).filter { !$0.isEmpty }
                .joined(separator: " ")
        }
    }

    func page() async throws -> Page {
        let register = visit.desk.register.register
        let count = register.count
        let found = try register.page(
            of: way.kind, before: before, limit: Self.shown)
        let entries = try found.places.map { Entry($0, try register.entry($0)) }
        let key = "\(register.key)"
        return Page(
            Phrase("Register", "登记簿"), in: .register, styles: [.drawings], scripts: [.verify], isWide: true
        ) {
            el("dl", .class("figures")) {
                figure(Phrase("Entries", "条目"), Written.count(count))
                figure(Phrase("Signed checkpoints", "已签署检查点"), Written.count(register.checkpoints.count))
                figure(
                    Phrase("Entries that the newest covers", "最新检查点涵盖"),
                    Self.covered(register.checkpoints.last).map { Written.count($0) } ?? Written.none)
            }
            p(.class("hint")) {
                Phrase(
                    "A checkpoint is signed within the hour, and at once when somebody verifies, exports or watches.",
                    "检查点每小时内签署一次；有人核验、导出或监督时立即签署。")
            }
            section(Phrase("Verify", "核验")) { verify(key) }
            section(Phrase("Entries, newest first", "条目，最新在前"), .id("entries")) {
                ways
                if count == 0 {
                    empty(
                        Phrase(
                            "Nothing yet. Every decision but a plain allow, every measure, signature, notice and "
                                + "appeal, and every look at personal data is written here, and cannot be taken back.",
                            "暂无条目。除直接放行外的每个决定、措施、签署、通知、申诉，以及每次查看个人信息，都会写入且不可撤回。"))
                } else if found.total == 0 {
                    empty(
                        Phrase(
                            "Among \(Written.plural(count, "entry", "entries")) there is none of this kind.",
                            "\(Written.count(count)) 条中没有此类条目。"))
                } else {
                    asking
                    if entries.isEmpty {
                        empty(Phrase("None of this kind is as old as that.", "没有这么早的此类条目。"))
                    } else {
                        list(entries)
                    }
                    turning(found)
                }
            }
            home
        }
    }

    private var home: HTML {
        section(Phrase("Take it home", "导出")) {
            p {
                Phrase(
                    "One file with every entry and every signed checkpoint; weir register verify FILE checks it "
                        + "without this server.",
                    "一个文件包含全部条目与已签署的检查点；用 weir register verify 文件 可离线核验。")
            }
            p {
                a(Link("/console/register/export"), .class("button plain")) { Phrase("Export", "导出") }
                " "
                a(Link("/console/transparency")) { Phrase("Transparency report", "透明度报告") }
            }
        }
    }

    private func turning(_ found: EntryPage) -> HTML {
        let (link, shown) = (way.link, found.places.count)
        return pager(
            before: found.newer > 0 ? link.query("before", found.back.map { String($0) }) : nil,
            Phrase("Newer", "较新"),
            place: shown > 0 ? .place(found.newer, shown, of: found.total) : nil,
            after: found.older.map { link.query("before", String($0)) }, Phrase("Older", "较早"))
    }

    /// An entry by its number, as a proof or a letter names it.
    private var asking: HTML {
        form(get: Link("/console/register"), .class("inline")) {
            hidden("kind", way.rawValue)
            field(
                Phrase("Down from entry", "从此条目起"), "from", value: visit.query("from") ?? "",
                .a("inputmode", "numeric"))
            button(Phrase("Go", "前往"), "plain")
        }
    }

    private var ways: HTML {
        el("nav", .class("views"), .label(Phrase("Which entries", "显示哪些条目").text)) {
            for each in Way.allCases {
                .element(
                    "a", [.href(each.link)] + (each == way ? [.a("aria-current", "true")] : []),
                    .text(each.phrase.text))
            }
        }
            + (way == .acts
                ? p(.class("hint")) {
                    Phrase(
                        "Decisions on payments, and who looked at what, stand in the register as well and are verified "
                            + "with it; they are only left out here.",
                        "支付决策与查看记录同样在登记簿中并一同核验，仅在此处未列出。")
                } : HTML())
    }

    private static func covered(_ note: Note?) -> Int? { note.flatMap { Checkpoint($0.text)?.size } }

    private func figure(_ name: Phrase, _ value: String) -> HTML {
        div {
            el("dt") { name }
            el("dd") { value }
        }
    }

    private func verify(_ key: String) -> HTML {
        div(
            .id("verify"), .a("data-failed", Phrase("It could not be verified:", "未能核验：").text),
            .a("data-no-key", Phrase("the key is none of a log: name+id+key", "不是登记簿公钥（名称+编号+公钥）").text),
            .a("data-no-note", Phrase("the checkpoint is no signed note", "检查点不是已签署的文本").text),
            .a("data-answered", Phrase("the server answered", "服务器返回").text),
            .a(
                "data-insecure",
                Phrase(
                    "this browser hashes only for pages over https, or of this machine", "浏览器仅在 https 或本机页面上提供散列"
                ).text),
            .a("data-same-key", Phrase("The key is the one that you gave.", "公钥与您提供的一致。").text),
            .a("data-other-key", Phrase("The server's key is NOT the one that you gave.", "服务器的公钥与您提供的不一致！").text),
            .a("data-signed", Phrase("The newest checkpoint is signed by this key.", "最新检查点由该公钥签署。").text),
            .a("data-unsigned", Phrase("The newest checkpoint is NOT signed by this key.", "最新检查点并非由该公钥签署！").text),
            .a("data-hashed", Phrase("Entries hashed here:", "已在此散列的条目：").text),
            .a(
                "data-whole",
                Phrase("All entries together have the root that was signed: none was changed.", "全部条目的根与签署的一致：没有条目被改动。")
                    .text),
            .a(
                "data-broken",
                Phrase(
                    "The entries do NOT have the root that was signed: something was changed.", "条目的根与签署的不一致：有内容被改动！"
                ).text),
            .a("data-grown", Phrase("What you verified last time is still there, unchanged.", "您上次核验的内容仍在，未被改动。").text),
            .a("data-rewritten", Phrase("What you verified last time is NOT there any more.", "您上次核验的内容已不存在！").text),
            .a("data-entry", Phrase("Entry", "条目").text),
            .a(
                "data-included",
                Phrase("is in the signed register, exactly as it stands here.", "在已签署的登记簿中，与此处所示完全一致。").text),
            .a("data-not-included", Phrase("is NOT in the signed register as it stands here.", "与已签署的登记簿不符！").text)
        ) {
            p {
                Phrase(
                    "Your browser hashes the entries itself and compares them with what the log's key has signed. "
                        + "Give a key that you learned from elsewhere, otherwise you only see that the register "
                        + "agrees with itself.",
                    "您的浏览器自行散列条目，并与登记簿公钥签署的内容比较。请提供从别处获得的公钥；否则只能说明登记簿自洽。")
            }
            p(.class("quiet")) {
                Phrase("This server says its key is ", "本服务器声称的公钥：")
                code(key)
            }
            field(
                Phrase("The key that you know", "您所知的公钥"), "key",
                hint: Phrase("name+id+key; may be empty", "名称+编号+公钥；可留空"))
            HTML.element(
                "button",
                [.a("type", "button"), .class("button scripted"), .a("data-act", "all")],
                .text(Phrase("Verify everything here", "在此核验全部").text))
            withoutScript
            // A list stays a list: what is around it says what is new in it.
            div(.a("role", "status")) { ul(.class("checks")) {} }
        }
    }

    private var withoutScript: HTML {
        el("noscript") {
            p(.class("note")) {
                Phrase(
                    "Without a script this page cannot hash. Export the register and run weir register verify.",
                    "未启用脚本，无法在此散列。请导出后运行 weir register verify。")
                " "
                a(Link("/console/register/export")) { Phrase("Export", "导出") }
            }
        }
    }

    private func list(_ entries: [Entry]) -> HTML {
        table(
            Phrase("Entries", "条目"),
            [
                .number(Phrase("Number", "编号")), .plain(Phrase("At", "时间")), .plain(Phrase("Type", "类型")),
                .text(Phrase("By", "由")), .text(Phrase("Entry", "内容")), .plain(Phrase("Verify", "核验")),
            ]
        ) {
            for entry in entries {
                tr {
                    td(.class("number")) { "\(entry.index)" }
                    td { moment(entry.at) }
                    td(.title(entry.type)) {
                        if let link = entry.number.flatMap({ RegisterWords.link(entry.type, $0) }) {
                            a(link) { RegisterWords.phrase(entry.type) }
                        } else {
                            RegisterWords.phrase(entry.type)
                        }
                    }
                    td(.class("by")) { foreign(entry.by) }
                    td {
                        el("details") {
                            el("summary") {
                                if !entry.told.isEmpty {
                                    foreign(entry.told)
                                    " "
                                }
                                span(.class("quiet")) { Phrase("as hashed", "散列原文") }
                            }
                            div(.class("entry"), .a("data-raw", entry.raw)) { foreign(entry.raw) }
                        }
                    }
                    td {
                        HTML.element(
                            "button",
                            [
                                .a("type", "button"), .class("button plain scripted"), .a("data-entry", entry.index),
                            ], .text(Phrase("Verify", "核验").text))
                    }
                }
            }
        }
    }

    /// The whole register as one file, as `weir register export` writes it; sent piece by piece.
    func export() throws -> Response {
        let register = visit.desk.register.register
        // Signs a checkpoint over what is there, so that the file covers all of it.
        _ = try register.checkpoint()
        let path = NSTemporaryDirectory() + "weir-export-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Export.write(register, to: path)
        // The name is gone at once; the open file stays until it has been sent.
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Problem.unavailable("The export cannot be read.", retrySeconds: 5)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8", .contentDisposition: "attachment; filename=\"register.txt\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody { writer in
                while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try? file.close()
                try await writer.finish(nil)
            })
    }
}
