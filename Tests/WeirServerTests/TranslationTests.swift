import Foundation
import Testing
import WeirEngine
import WeirServer

/// Sentences that the program makes in English and shows on Chinese pages: each has its Chinese.
@Suite struct TranslationTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// Whose texts reach pages as refusals. The texts of `Diff` files are lines of a difference.
    private static let folders = [
        "WeirRules/Checking", "WeirRules/Language", "WeirRules/Patterns", "WeirRules/Running", "WeirRuleSets",
        "WeirRuleFiles", "WeirLists",
    ]
    private static let files = [
        "WeirCodec/YAMLBounds.swift", "WeirPatrol/ListFile.swift", "WeirEngine/Engine+Acts.swift",
        "WeirEngine/Engine+Cases.swift", "WeirEngine/Engine+Measures.swift", "WeirEngine/Engine+Appeals.swift",
        "WeirEngine/Engine+Access.swift", "WeirEngine/Engine+Lists.swift", "WeirEngine/Engine+ListWords.swift",
        "WeirEngine/Engine+ListMeasures.swift", "WeirEngine/Engine+Walls.swift", "WeirEngine/Engine+Notices.swift",
        "WeirEngine/Engine+Postponed.swift", "WeirEngine/OutsideBook.swift", "WeirEngine/Engine+OtherEyes.swift",
        "WeirEngine/Engine+Life.swift",
        "WeirEngine/Rules/RuleBook.swift", "WeirRuntime/ListDoor.swift",
    ]

    /// Parts of sentences, names, and what only a broken snapshot says.
    private static let apart: Set<String> = [
        "reason in Chinese", "a list of 7", "a map of 7", "fires", "stays silent", "be silent", "its time is over",
        "asked for", "a rule set that cannot be read", "a rule set in a strange stage", "a strange list or order",
        "holds sums of strange orders", "holds times of strange orders", "needs one more signature: ", "instead of 7",
        "measure 7 is 7: '7' was not refused", "7: is larger than 7 bytes", "7 until 7 7 are secured",
        "the escape sequence needs 7 7 digits", "(7) does not exist", "must be exact7 for a 7",
        "7 and 7, who has signed, are one hand: 7. It needs somebody else",
        "7 and 7 are one hand: 7. It needs somebody else", "erase whom entries are about",
        "the rule 7, but is expected to ",
        "the rule '7' has no test in which it ", "it has: ", "it is one of: ", "there is ",
        "the filter: 7column 7: ",
        "7 goes over a list or a map, but this is 7", "7 needs a condition here, but this is 7",
        "7 goes over a list or a map",
        // Words that stand in other sentences' holes.
        "a bytes literal", "the end of the expression", "the file", "the reason", "what a rule yields",
        "a payment before", "the lines", "work on cases", "decide what is kept from the holder", "propose measures",
        "approve measures", "withdraw proposals", "decide on held payments", "renew measures", "decide appeals",
        "vouch for people",
        "have orders sent again", "answer for the rail", "say what has become of notices",
        "sign lists", "list '7' was signed by a second person", "list '7' is at version 7",
    ]

    /// What is to be typed as it stands.
    private static let code = ["weir rules typologies", "'key' in map"]

    private static func isEnglish(_ text: String) -> Bool {
        text.range(of: "[A-Za-z]{2,} [a-z]", options: .regularExpression) != nil
    }

    @Test func everyRefusalHasItsChinese() throws {
        var left: [String] = []
        var count = 0
        for path in try Self.paths() {
            let name = path.lastPathComponent
            if name.hasSuffix("Diff.swift") || name == "PublicSuffixes.swift" || name == "LookAlike.swift" { continue }
            for text in Literals.of(try String(contentsOf: path, encoding: .utf8)) {
                guard Self.isEnglish(text), !Self.apart.contains(text) else { continue }
                count += 1
                let chinese = Self.code.reduce(Translations.refusal(text)) { $0.replacing($1, with: "") }
                if Self.isEnglish(chinese) { left.append("\(name): \(text) → \(chinese)") }
            }
        }
        #expect(left.isEmpty, "\(left.joined(separator: "\n"))")
        // Found at all: the reader of the sources works.
        #expect(count > 200, "\(count) sentences were found")
    }

    /// Where the overview's troubles come from; what else is said there is said before the server serves.
    private static let troubled = [
        "WeirJournal", "WeirRegister", "WeirStore/Index", "WeirStore/StoreError.swift", "WeirStore/Store+Rows.swift",
    ]
    private static let untold: Set<String> = [
        "bytes that were not loaded", "alignment must be a power of two, 64 to 16384",
        "segment bytes must be 64 KiB to 4 GiB", "the last segment is always reached", "7; it is made again",
        // Behind a size, which the sentence has.
        "one record", "one group",
        // What the key is held against.
        "the key of these pseudonyms",
        "PRAGMA integrity_check", "SELECT 7 FROM decision", "SELECT * FROM alert ORDER BY number",
    ]

    @Test func everyTroubleHasItsChinese() throws {
        var left: [String] = []
        var count = 0
        for path in try Self.paths(Self.troubled) where path.lastPathComponent != "Export.swift" {
            for text in Literals.of(try String(contentsOf: path, encoding: .utf8)) {
                guard Self.isEnglish(text), !Self.untold.contains(text) else { continue }
                count += 1
                // A sentence of the journal's, or what it was doing then; or a sentence about another file.
                let ways = [
                    "journal /data/journal: " + text,
                    "journal /data/journal: " + text + "; opening it (Input/output error, errno 5)",
                    "journal /data/journal: cannot be used; " + text + " (No space left on device, errno 28)",
                    "/data/file: " + text, "/data/file: " + text + ": no space left on device",
                ]
                if ways.allSatisfy({ Self.isEnglish(Translations.trouble($0)) }) {
                    left.append("\(path.lastPathComponent): \(text) → \(Translations.trouble(ways[3]))")
                }
            }
        }
        #expect(left.isEmpty, "\(left.joined(separator: "\n"))")
        #expect(count > 80, "\(count) sentences were found")
    }

    @Test(arguments: [
        (
            "journal /data/journal: no space left; the records of this group were not kept, free some space and send "
                + "them again; writing a group at byte 8192 (No space left on device, errno 28)",
            "日志 /data/journal：空间不足；这组记录未保存，请腾出空间后重新发送；在第 8192 字节处写入一组记录时（磁盘空间不足，errno 28）"
        ),
        ("/data/register/entries: cannot be written: no space left on device", "/data/register/entries：无法写入：磁盘空间不足"),
        (
            "journal /data/journal: 70000 bytes are more than the limit of 65536; one record",
            "日志 /data/journal：单条记录 70000 字节，超过上限 65536"
        ),
        ("/data/weir.sqlite: cannot be written: the disk is full", "/data/weir.sqlite：无法写入：磁盘已满"),
        ("/data/weir.sqlite: cannot be read: strange words", "/data/weir.sqlite：无法读取：strange words"),
    ])
    func troublesAreChinese(_ english: String, _ chinese: String) {
        #expect(Translations.trouble(english) == chinese)
    }

    private static func paths(_ places: [String]) throws -> [URL] {
        try places.flatMap { place -> [URL] in
            let path = sources.appending(path: place)
            guard !place.hasSuffix(".swift") else { return [path] }
            return try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
        }
        .filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
    }

    private static func paths() throws -> [URL] {
        let inFolders = try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: sources.appending(path: folder), includingPropertiesForKeys: nil)
        }
        return (inFolders + files.map { sources.appending(path: $0) }).filter { $0.pathExtension == "swift" }
            .sorted { $0.path < $1.path }
    }

    /// Each figure of a reading, alone and beside others.
    @Test func everyFigureHasItsChinese() {
        let sentences = Array(Set(Engine.figuresInWords)).sorted()
        #expect(sentences.count > 100)
        for sentence in sentences {
            let chinese = Translations.evidence(sentence)
            #expect(!Self.isEnglish(chinese), "\(sentence) → \(chinese)")
        }
        for (one, other) in zip(sentences, sentences.dropFirst().reversed()) {
            #expect(
                Translations.evidence(one + " " + other) == Translations.evidence(one) + Translations.evidence(other))
        }
    }

    @Test(arguments: [
        "5 of 10 amounts, received, lie close to a plain quantity of USDT at the board price, lately at 7.14 to 7.26 "
            + "CNY; exchange of currency at the reference rate explains the prices better, by 2.0 nats.",
        "5 of 10 amounts, tried in vain to be paid out, are a plain quantity of USDT at the board price; against trade "
            + "at a price that does not move the prices speak for coins by 4.1 nats.",
        "5 of 10 amounts, both received and paid out or tried to be, are a plain quantity of USDT at the board price; "
            + "exchange of currency at the reference rate explains the prices better, by 2.0 nats.",
        "3 times the same price came with different fen, as gateways do that tell open orders apart, lately 29.97 and "
            + "29.95 CNY. Older payments that count, kept by time and sum: 5, the last of them 2026-03-01T16:03Z "
            + "+120.02 CNY @ 7.14, 2026-03-01T16:04Z -120.03 CNY (+ came in, - went out).",
        "No price came with different fen.", "Those payments are older than what is kept of the account.",
        "Payments that were declined are counted with it: 3, or 43 % of the money that it paid or tried to pay.",
        "What was ordered on the account before stands; this finding adds no measure.",
        "A suspension of transfers is put before people on 2 independent kinds of evidence: flow, people.",
    ])
    func whatReadingsTellIsChinese(_ english: String) {
        let chinese = Translations.evidence(english)
        #expect(!Self.isEnglish(chinese), "\(chinese)")
    }

    @Test(arguments: [
        "The account u1 is on list 'suspects', version 3 of a regulator: it was named.",
        "The account u1 is on list 'ours', version 2. It stops the account until 2026-03-31T08:00:00Z, as one "
            + "person's word.",
        "The account u1 is on list 'ours', version 2. It stopped the account until 2026-03-31T08:00:00.120Z, as one "
            + "person's word.",
        "The payment is not held: more accounts are held in this hour than may be without a person.",
        "The payment is not held: an appeal of the account has found evidence of these kinds wrong.",
        "appeal 3 has found evidence of the same kinds wrong", "signed order of court.example",
        "it is ordered without a person: there is room again",
        "The device d-7 is on list 'phones', version 12.", "The site a.example is on list 'sites', version 1: fraud.",
        "The remark names the platform okx of list 'platforms', version 2.",
        "The payee may not collect any more, by measure 17.", "The payee may collect 500.00 CNY a day, by measure 3.",
        "The payer is warned of the payee by measure 9.", "The payment is held by measure 4.",
        "Be careful: the payee is under a warning, by measure 9. Pay only whom you know.",
        "The payment was to be held by measure 4, and was declined by people.",
        "Order 2026-17 of police.example (criminal procedure law) stops debit of the payer's account.",
        "Order 2026-17 of police.example, criminal procedure law: debit until 500.00 CNY are secured until 2026-08-01.",
        "Order 2026-17 of police.example, criminal procedure law: both.",
        "The model that was fitted to labelled accounts finds it likelier to be bad than they were on average; what "
            + "moved it most: strangers_in (+1.2), dwell (-0.4).",
    ])
    func whatListsAndOrdersSayIsChinese(_ english: String) {
        let chinese = Translations.evidence(english)
        let bare = chinese.replacing("criminal procedure law", with: "").replacing("it was named", with: "")
            .replacing("a regulator", with: "")
        #expect(!Self.isEnglish(bare), "\(chinese)")
    }

    /// An analyst who leaves the ground as the page begins it is read in Chinese as well.
    @Test func groundsThatPagesBeginAreChinese() {
        #expect(
            Translations.evidence(
                "Alert 12 of 2026-03-04: running points, score 653. "
                    + "The account is under watch; no measure has been taken on it.")
                == "2026-03-04 预警 12：跑分，评分 653。该账户受到关注，尚未采取措施。")
        #expect(Translations.evidence("OTC dealer, score 700.") == "场外币商，评分 700。")
        #expect(Translations.evidence("Belongs together with u7. ") == "与 u7 同属一方。")
        #expect(
            Translations.evidence("The page https://coins.example/pay deals in coins, score 930, kept as ab12.")
                == "页面 https://coins.example/pay 买卖币，评分 930，存证 ab12。")
        // What somebody wrote stays.
        #expect(Translations.evidence("Alert the family: they know.") == "Alert the family: they know.")
    }

    @Test func severalSentencesAreChinese() {
        let reach =
            "it has seen 12 of the 1000 payments on trial that one signature needs; it treats 3 of 40 accounts harder "
            + "(10 are allowed on one signature), 1 merchants (5), and 0.4 % of the money (1.0 %)"
        for more in ["", "; it proposes measures on one account", "; it proposes measures on 12 accounts"] {
            #expect(!Self.isEnglish(Translations.evidence(reach + more)))
        }
        let test = "the rule is silent, but is expected to fire (no such key: 'x')"
        #expect(!Self.isEnglish(Translations.refusal(test)))
        let yaml = "is not YAML: mapping values are not allowed in this context"
        #expect(Translations.refusal(yaml) == "不是 YAML：此处不能有“名称: 值”")
    }

    @Test(arguments: [
        ("~ rule large, reason in Chinese:", "~ 规则 large，中文理由："),
        ("+ rule large: A large payment", "+ 规则 large：A large payment"),
        ("~ version 1 → 2", "~ 版本 1 → 2"), ("~ list sites: 3 entries new, 1 gone", "~ 名单 sites：新增 3 条，删除 1 条"),
        ("- list sites, 9 entries", "- 名单 sites，9 条"),
        ("~ typology otc_dealer, line of alerts: 2.0 → 2.5", "~ 类型 otc_dealer，预警线：2.0 → 2.5"),
        ("    + payment.amount > 5.0", "    + payment.amount > 5.0"),
    ])
    func differencesAreChinese(_ english: String, _ chinese: String) {
        #expect(Translations.difference(english) == chinese)
    }
}

/// The string literals of a Swift source, joined where `+` joins them; an interpolation reads `7`.
private struct Literals {
    private let text: [Character]
    private var at = 0
    private var found: [String] = []

    static func of(_ source: String) -> [String] {
        var reader = Literals(text: Array(source))
        reader.read()
        return reader.found
    }

    private init(text: [Character]) { self.text = text }

    private func has(_ word: String) -> Bool {
        var place = at
        for letter in word {
            guard place < text.count, text[place] == letter else { return false }
            place += 1
        }
        return true
    }

    private mutating func skip(to word: String) {
        while at < text.count, !has(word) { at += 1 }
        at = min(text.count, at + word.count)
    }

    private mutating func read() {
        var end = 0
        while at < text.count {
            if has("//") {
                skip(to: "\n")
            } else if has("#\"") {
                at += 2
                skip(to: "\"#")
            } else if has("#/") {
                at += 2
                skip(to: "/#")
            } else if has("\"\"\"") {
                at += 3
                skip(to: "\"\"\"")
            } else if has("\"") {
                let between = String(text[end..<at]).split(whereSeparator: \.isWhitespace)
                let literal = literal()
                if between == ["+"], let last = found.indices.last {
                    found[last] += literal
                } else {
                    found.append(literal)
                }
                end = at
            } else {
                at += 1
            }
        }
    }

    /// From one quote to the other.
    private mutating func literal() -> String {
        var out = ""
        at += 1
        while at < text.count, text[at] != "\"" {
            guard text[at] == "\\", at + 1 < text.count else {
                out.append(text[at])
                at += 1
                continue
            }
            switch text[at + 1] {
            case "(":
                at += 2
                interpolation()
                out += "7"
            case "u": skip(to: "}")
            default:
                out.append(text[at + 1] == "n" ? "\n" : text[at + 1])
                at += 2
            }
        }
        at += 1
        return out
    }

    /// Up to the parenthesis that closes it.
    private mutating func interpolation() {
        var depth = 1
        while at < text.count, depth > 0 {
            if text[at] == "\"" {
                _ = literal()
                continue
            }
            depth += text[at] == "(" ? 1 : text[at] == ")" ? -1 : 0
            at += 1
        }
    }
}
