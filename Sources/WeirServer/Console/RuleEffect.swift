import WeirDomain
import WeirDrawing
import WeirRuleSets

// What rules do, in words, and where each stands.

extension Rule.Yield {
    /// What follows where the condition holds.
    var phrase: Phrase {
        switch self {
        case .evidence(let side, let typology, let kind, let milliNats):
            let weight = (milliNats > 0 ? "+" : "") + Figures.decimal(Double(milliNats) / 1_000, 2)
            return Phrase(
                "evidence about the \(side.name): \(typology.phrase.en), \(kind.phrase.en), \(weight) nats",
                "关于\(side.phrase.zh)的证据：\(typology.phrase.zh)，\(kind.phrase.zh)，\(weight) 奈特")
        case .decision(let outcome, let kind, let side):
            return Phrase(
                "the payment: at least \(outcome.phrase.en), \(kind.phrase.en)"
                    + (side.map { ", about the \($0.name)" } ?? ""),
                "该付款：至少\(outcome.phrase.zh)，\(kind.phrase.zh)" + (side.map { "，针对\($0.phrase.zh)" } ?? ""))
        case .measure(let side, let measure, let kind):
            return Phrase(
                "proposed on the \(side.name): \(measure.phrase.en), \(kind.phrase.en)",
                "对\(side.phrase.zh)提出：\(measure.phrase.zh)，\(kind.phrase.zh)")
        }
    }
}

extension Side {
    fileprivate var phrase: Phrase {
        self == .payer ? Phrase("payer", "付款人") : Phrase("payee", "收款人")
    }
}

/// Where a rule is told of. Decisions and indicators name rules as `rule:ID`.
enum RulePlace {
    /// Its line in the list of its set.
    static func id(_ rule: String) -> String { "rule-" + rule }

    /// How what is kept names a rule.
    static func code(_ rule: String) -> String { "rule:" + rule }

    /// The page of a rule.
    static func page(_ rule: String) -> Link { Link("/console/rules/rule", rule) }

    /// An id that leads to its page.
    static func linked(_ rule: String) -> HTML { a(page(rule)) { WeirServer.code(rule) } }

    /// `nil` for what is no rule's.
    static func link(_ code: String) -> Link? {
        code.hasPrefix("rule:") ? page(String(code.dropFirst(5))) : nil
    }

    /// A code on a page: that of a rule leads to its page.
    static func named(_ code: String) -> HTML {
        link(code).map { a($0) { WeirServer.code(code) } } ?? WeirServer.code(code)
    }
}
