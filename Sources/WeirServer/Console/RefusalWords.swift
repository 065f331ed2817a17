import WeirDomain

/// Why something was refused, for a page: in the viewer's language, fields by what the form calls them.
enum RefusalWords {
    /// What a problem says, as a sentence.
    static func phrase(_ problem: Problem) -> Phrase {
        let detail = problem.detail.isEmpty ? problem.title : problem.detail
        guard let field = problem.field, detail.hasPrefix(field + " ") else { return sentence(detail) }
        let label = labels[field] ?? Phrase(same: field)
        let rest = String(detail.dropFirst(field.count + 1))
        return Phrase(ended("\(label.en) \(rest)", "."), ended("“\(label.zh)”\(chinese(rest))", "。"))
    }

    /// A text of a refusal as it is, in both languages.
    static func text(_ english: String) -> Phrase { Phrase(english, chinese(english)) }

    /// A line of what differs between two rule sets: its head in both languages, the sets' own text as it is.
    static func difference(_ line: String) -> Phrase { Phrase(line, EngineWords.chinese(line, by: differences)) }

    private static func sentence(_ english: String) -> Phrase {
        Phrase(ended(english.prefix(1).uppercased() + english.dropFirst(), "."), ended(chinese(english), "。"))
    }

    private static func chinese(_ english: String) -> String { EngineWords.chinese(english, by: patterns) }

    private static func ended(_ text: String, _ mark: String) -> String {
        text.last.map { ".?!。？！：".contains($0) } ?? true ? text : text + mark
    }

    /// What it names that has a page: measures, cases and appeals.
    static func links(_ detail: String) -> [(to: Link, words: Phrase)] {
        let words = detail.split { $0 == " " || $0 == ":" || $0 == "," }
        return zip(words, words.dropFirst()).compactMap { what, number -> (to: Link, words: Phrase)? in
            guard let number = Int(number), number >= 1 else { return nil }
            switch what.lowercased() {
            case "measure": return (Link("/console/measures", number), Phrase("Measure \(number)", "措施 \(number)"))
            case "case": return (Link("/console/cases", number), Phrase("Case \(number)", "案件 \(number)"))
            case "appeal": return (Link("/console/appeals", number), Phrase("Appeal \(number)", "申诉 \(number)"))
            default: return nil
            }
        }
    }

    /// What forms call the fields.
    private static let labels: [String: Phrase] = [
        "account": Phrase("Account", "账户"), "site": Phrase("Site", "网站"), "kind": Phrase("Kind", "种类"),
        "ground": Phrase("Ground", "理由"), "reason": Phrase("Why", "理由"), "text": Phrase("Text", "内容"),
        "tag": Phrase("Tag", "标签"), "quota": Phrase("Quota a day", "每日额度"), "currency": Phrase("Currency", "币种"),
        "payment": Phrase("Payment", "付款编号"), "until": Phrase("Ends", "结束时间"), "into": Phrase("Into case", "并入案件"),
        "disposition": Phrase("What came of it", "结论"), "outcome": Phrase("The payment", "该付款"),
        "decision": Phrase("The measure", "该措施"), "name": Phrase("Name", "名称"), "role": Phrase("Role", "角色"),
        "file": Phrase("File", "文件"), "q": Phrase("What you look for", "搜索词"), "permille": Phrase("Share", "比例"),
        "to": Phrase("Assigned to", "承办人"), "do": Phrase("What to do", "操作"), "was": Phrase("Before", "原承办人"),
        "value": Phrase("Value", "值"), "match": Phrase("Compared", "比较方式"), "source": Phrase("Who made it", "来源"),
        "span": Phrase("For how long", "延后时长"), "list": Phrase("List", "名单"),
        "from": Phrase("From", "从"), "version": Phrase("Version", "版本"),
    ]
}
