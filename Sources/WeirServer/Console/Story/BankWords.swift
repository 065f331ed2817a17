import Foundation
import WeirDomain
import WeirStore

/// What banks have said of a payment, on its page; nothing where they have said nothing. Nothing is decided by it.
struct BankWords {
    let visit: Visit
    let rows: [ReportRow]
    /// Whose data the banks' free words may be.
    let account: String

    private struct Told: Decodable {
        var status: String?
        var reasons: [String]?
        var text: String?
    }

    var html: HTML {
        if rows.isEmpty { return HTML() }
        return section(Phrase("What banks said of it", "银行回执"), .id("s-banks")) {
            ul(.class("indicators")) {
                for row in rows { li { line(row) } }
            }
            p(.class("hint")) {
                Phrase(
                    "The decision stands as it was made: these words change no evidence and no measure.",
                    "决策保持不变：回执不影响证据，也不影响措施。")
            }
        }
    }

    private func line(_ row: ReportRow) -> HTML {
        let told = try? JSONDecoder().decode(Told.self, from: Data(row.body))
        let (words, tone) =
            row.kind == "cancellation"
            ? (Phrase("wanted back", "请求撤回"), "warn") : Self.status(told?.status ?? "")
        return div(.class("weighed")) {
            badge(words, tone)
            moment(row.at)
        } + why(told?.reasons ?? [], told?.text ?? "")
    }

    @HTMLBuilder
    private func why(_ reasons: [String], _ text: String) -> HTML {
        for reason in reasons {
            if let known = Self.reasons[reason] {
                known
                " "
            }
            code(reason)
            " "
        }
        if !text.isEmpty { visit.personal(text, of: account) }
    }

    private static func status(_ code: String) -> (Phrase, String) {
        switch code {
        case "RJCT": (Phrase("refused by the bank", "银行已拒绝"), "bad")
        case "ACSC", "ACCC": (Phrase("settled", "已结算"), "good")
        case "ACTC", "ACCP", "ACSP", "ACWC", "RCVD": (Phrase("accepted, on its way", "已受理，处理中"), "good")
        case "PDNG": (Phrase("pending", "待处理"), "warn")
        case "CANC": (Phrase("cancelled", "已撤销"), "warn")
        default: (Phrase(same: code), "warn")
        }
    }

    /// Of the external code sets of ISO 20022 those that are met most; others are shown as they are.
    private static let reasons: [String: Phrase] = [
        "AC01": Phrase("wrong account number", "账号错误"), "AC04": Phrase("account closed", "账户已销户"),
        "AC06": Phrase("account blocked", "账户已冻结"), "AG01": Phrase("transaction forbidden", "交易被禁止"),
        "AM04": Phrase("not enough money", "余额不足"), "AM05": Phrase("sent twice", "重复"),
        "AM09": Phrase("wrong amount", "金额错误"), "CUST": Phrase("the customer asked for it", "客户要求"),
        "DUPL": Phrase("sent twice", "重复付款"), "FRAD": Phrase("fraud", "欺诈"),
        "LEGL": Phrase("legal decision", "司法决定"), "RR04": Phrase("regulatory reason", "监管原因"),
        "TECH": Phrase("technical trouble", "技术原因"),
    ]
}
