/// Accounts to pay to that stand beside a way to pay: a mail address or telephone number at a wallet, a card's number
/// with a holder, whether written out or with stars.
struct PayAccounts {
    struct Found {
        let text: String
        let block: Block
        let range: Range<Int>
        let kind: Payee.Kind?
    }

    private static let accountWords = PhraseFinder([
        "账号", "账户", "户名", "卡号", "收款", "开户", "转账", "汇款", "姓名", "account", "payee", "pay to", "send to", "transfer to",
    ])
    /// A way to reach somebody, not to pay.
    private static let contactWords = PhraseFinder([
        "客服", "联系", "邮箱", "邮件", "咨询", "投诉", "电话", "热线", "email", "e-mail", "contact", "support", "hotline", "help",
        "qq",
        "telegram", "whatsapp", "微信号", "加微信",
    ])
    /// Bytes between a way to pay and an account that no word announces.
    private static let near = 12
    /// Blocks between the name of the way to pay and its account.
    private static let farthest = 3

    static func find(_ blocks: [TextBlock]) -> [Found] {
        var found: [Found] = []
        var sinceMethod = Int.max
        var isAnnounced = false
        for block in blocks where !block.block.isHidden {
            let bytes = block.bytes
            guard bytes.count <= 1_000, found.count < SiteLimits.evidence else { continue }
            let methods = EvidenceReader.walletRanges(bytes)
            sinceMethod = methods.isEmpty ? (sinceMethod == .max ? .max : sinceMethod + 1) : 0
            let isTold = !accountWords.matches(bytes).isEmpty
            isAnnounced = methods.isEmpty && isAnnounced || isTold
            let contacts = contactWords.matches(bytes).map(\.range)
            for account in accounts(bytes) where sinceMethod <= farthest {
                guard !contacts.contains(where: { $0.upperBound <= account.range.lowerBound }) else { continue }
                let isBeside = methods.contains { method in
                    account.range.lowerBound >= method.upperBound
                        && account.range.lowerBound - method.upperBound <= near
                }
                let isNext = sinceMethod == 1 && block.tone == .label
                guard isBeside || isTold || isAnnounced || isNext else { continue }
                let own = block.folded.original(account.range, of: block.block.text)
                let start = block.block.range.lowerBound
                found.append(
                    Found(
                        text: account.text, block: block.block,
                        range: (start + own.lowerBound)..<(start + own.upperBound),
                        kind: account.kind))
            }
        }
        return found
    }

    private typealias Account = (text: String, range: Range<Int>, kind: Payee.Kind?)

    private static func accounts(_ bytes: [UInt8]) -> [Account] {
        var found: [Account] = []
        for (text, range) in Contacts.mailRanges(bytes) { found.append((text, range, .mail)) }
        for run in Contacts.digitRuns(bytes, 11...19, grouped: true) {
            if run.text.count == 11, run.text.hasPrefix("1") {
                found.append((run.text, run.range, .phone))
            } else if run.text.count >= 16, ["62", "60", "4", "5", "9558"].contains(where: run.text.hasPrefix) {
                found.append((run.text, run.range, Contacts.isLuhn(run.text) ? .bankCard : nil))
            }
        }
        // 138****8821, 6222****7890: enough for who pays to compare, too little to look it up.
        for stars in Scan.ranges(of: "***", in: bytes, most: 10) {
            var (start, end) = (stars.lowerBound, stars.upperBound)
            while start > 0, isPart(bytes[start - 1]) { start -= 1 }
            while end < bytes.count, isPart(bytes[end]) { end += 1 }
            guard found.last?.range.overlaps(start..<end) != true else { continue }
            let digits = bytes[start..<end].count { (48...57).contains($0) }
            if digits >= 5 || bytes[start..<end].contains(64) {
                found.append((String(decoding: bytes[start..<end], as: UTF8.self), start..<end, nil))
            }
        }
        return found
    }

    private static func isPart(_ c: UInt8) -> Bool {
        (48...57).contains(c) || (97...122).contains(c) || [42, 46, 64, 45, 95].contains(c)
    }
}
