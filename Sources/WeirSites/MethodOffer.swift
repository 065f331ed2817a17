/// Ways to pay named in a sentence that offers them: "we accept Alipay and WeChat Pay", "请使用本人支付宝向卖家转账"; and not
/// "we no longer accept", "支付宝已下架". Judged clause by clause, with the verb on either side.
enum MethodOffer {
    /// Before several ways to pay.
    private static let offers = PhraseFinder([
        "оплата", "оплатить", "thanh toán", "결제", "支払い", "pago", "settlement", "settle", "充值方式", "支持", "支援", "接受", "可用",
        "可走", "可选", "打款", "打到", "转账", "结算", "到账", "汇款", "收付", "入金", "出金", "via", "付款", "支付",
        "收款", "走", "accept", "accepts", "we take", "pay with", "pay by",
        "pay to", "payable", "payment", "payments",
    ])
    /// After any: what is said so is there to be used.
    private static let usable = PhraseFinder([
        "均可", "都可", "都行", "也行", "可以", "皆可", "秒付", "优先", "即可", "也可", "交易", "口令", "秒到", "秒结",
        "accepted", "welcome", "are fine", "is fine",
    ])
    /// What a reader is told to do, where newspapers tell what somebody did.
    private static let told = PhraseFinder([
        "可", "可以", "请", "仅限", "只能", "只限", "仅支持", "只支持", "只收", "须", "必须", "需", "本人", "您", "你", "your", "please", "must",
        "only",
    ])
    /// Who says so before a way to pay offers it, without another verb.
    private static let demands = PhraseFinder([
        "只收", "仅收", "仅支持", "只支持", "仅限", "只限", "只能用", "限用", "only accept", "only by", "only via",
    ])
    /// How one begins to say what to do: 扫支付宝码付款, pay with Alipay.
    private static let starts: Set<String> = [
        "", "扫", "转", "用", "使用", "打开", "通过", "请扫", "可用", "with", "via", "by", "use", "scan", "open", "pay with",
        "scan with",
    ]
    private static let acts = PhraseFinder([
        "转账", "转给", "转至", "转到", "转入", "付款", "支付", "打款", "打给", "汇款", "汇到", "付给", "收款", "收", "给我", "下单", "购买", "扫码",
        "pay",
        "paid", "transfer",
        "send",
        "sent",
    ])
    /// A clause that begins so tells the reader to pay, in languages whose verb comes first.
    private static let imperatives = [
        "transfer", "send", "pay", "chuyển khoản", "chuyển tiền", "thanh toán",
        "переведите", "оплатите", "отправьте", "transfiere", "transfiera",
        "envía", "paga", "pague", "überweisen", "payez",
    ].map { String(decoding: FoldedText($0).bytes, as: UTF8.self) + " " }
    private static let denials = PhraseFinder([
        "不", "未", "勿", "禁止", "停止", "无法", "终止", "拒绝", "警惕", "暂停", "关闭", "下架", "停用", "移除", "取消", "叫停", "禁用", "屏蔽", "not",
        "no longer", "never", "without", "cannot", "stopped", "stop", "suspended", "suspends", "suspend", "removed",
        "removes", "dropped", "drops", "closed", "disabled", "halted", "banned", "instead of", "don't",
    ])
    /// After a way to pay.
    private static let denied = PhraseFinder([
        "不支持", "不可用", "不再", "已停", "停用", "暂停", "关闭", "下架", "维护", "被禁", "受限", "被封", "被限", "无法", "不能", "终止",
        "not accepted", "not available",
        "unavailable", "no longer", "suspended", "removed", "disabled",
    ])
    /// Bytes between the verb and the way to pay.
    private static let reach = 48
    /// Bytes between two ways to pay of one list.
    private static let listGap = 12

    /// Which of the ways to pay the text offers.
    /// - Parameter methods: in the order in which they stand there.
    static func offered(_ methods: [(name: String, range: Range<Int>)], in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var i = 0
        let sorted = methods.sorted { $0.range.lowerBound < $1.range.lowerBound }
        while i < sorted.count {
            var last = i
            var end = sorted[i].range.upperBound
            while last + 1 < sorted.count, sorted[last + 1].range.lowerBound <= end + listGap {
                last += 1
                end = max(end, sorted[last].range.upperBound)
            }
            let list = sorted[i...last]
            if isOffered(sorted[i].range.lowerBound..<end, Set(list.map(\.name)).count, bytes) {
                found += list.map(\.range)
            }
            i = last + 1
        }
        return found
    }

    /// Whether the text is nothing but a list of several ways to pay: 支付宝扫码、微信扫码、网银转账.
    static func isList(_ methods: [(name: String, range: Range<Int>)], in bytes: [UInt8]) -> Bool {
        guard Set(methods.map(\.name)).count >= 2, denials.matches(bytes).isEmpty, denied.matches(bytes).isEmpty,
            Scan.range(of: "。", in: bytes) == nil
        else { return false }
        var rest = bytes
        for method in methods { for i in method.range { rest[i] = 32 } }
        // Names overlap: 微信 in 微信支付.
        return TextBlock.units(rest) <= 3 * Set(methods.map(\.name)).count
    }

    private static func isOffered(_ list: Range<Int>, _ kinds: Int, _ bytes: [UInt8]) -> Bool {
        let (start, end) = clause(around: list, bytes)
        let (head, tail) = (Array(bytes[start..<list.lowerBound]), Array(bytes[list.upperBound..<end]))
        guard denials.matches(head).isEmpty, denied.matches(tail).isEmpty else { return false }
        func isNear(_ finder: PhraseFinder, within reach: Int) -> Bool {
            finder.matches(head).contains { head.count - $0.range.upperBound <= reach }
        }
        func follows(_ finder: PhraseFinder) -> Bool {
            finder.matches(tail).contains { $0.range.lowerBound <= reach }
        }
        let isTold = !told.matches(head).isEmpty
        if isTold, isNear(acts, within: reach) || follows(acts) { return true }
        if isNear(demands, within: 24) { return true }
        // Nothing in the clause but ways to pay, each with a word or two: 支付宝原生、微信扫码、云闪付.
        if kinds >= 2, TextBlock.units(head) + TextBlock.units(tail) <= 2, isBareList(list, kinds, bytes) {
            return true
        }
        // Nobody before it who did so: the reader is told to.
        let begun = String(decoding: head, as: UTF8.self).trimmingSpaces
        if !begun.isEmpty, starts.contains(begun), acts.matches(tail).contains(where: { $0.range.lowerBound <= 12 }) {
            return true
        }
        if imperatives.contains(where: begun.hasPrefix), head.count <= reach { return true }
        // 支付宝付款, in a line of few words.
        if begun.isEmpty, TextBlock.units(bytes) <= 40, acts.matches(tail).contains(where: { $0.range.lowerBound <= 3 })
        {
            return true
        }
        // 支付宝、银行卡付款, with nobody before it who did so.
        let isFirst = TextBlock.units(head) <= 2
        if kinds >= 2, isFirst, acts.matches(tail).contains(where: { $0.range.lowerBound <= 3 }) { return true }
        if kinds >= 2, isNear(offers, within: 24) { return true }
        return follows(usable)
    }

    private static func isBareList(_ list: Range<Int>, _ kinds: Int, _ bytes: [UInt8]) -> Bool {
        var rest = Array(bytes[list])
        for match in EvidenceReader.methodRanges(rest) { for i in match { rest[i] = 32 } }
        return TextBlock.units(rest) <= 3 * kinds
    }

    private static let heads = [
        "支付方式", "付款方式", "收款方式", "交易方式", "结算方式", "付款", "支付", "收款", "payment", "payment method", "payment methods",
        "pay with",
        "pays with", "pay by", "人民币", "оплата", "thanh toán",
    ].map { String(decoding: FoldedText($0).bytes, as: UTF8.self) }

    /// Ways to pay that a label announces: 支付方式：支付宝当面付, he pays with: WeChat.
    static func isHeaded(_ methods: [Range<Int>], in bytes: [UInt8]) -> Bool {
        guard let first = methods.map(\.lowerBound).min(), bytes.count <= 120 else { return false }
        let head = String(decoding: bytes[..<first], as: UTF8.self).trimmingSpaces
        guard head.hasSuffix(":") else { return false }
        let said = String(head.dropLast()).trimmingSpaces
        return heads.contains(where: said.hasSuffix) && methods.allSatisfy { isNamed($0, in: bytes) }
    }

    // MARK: Clauses of a word or two

    private static let fewestClauses = 3
    private static let longestClause = 9
    private static let mostBeside = 6
    /// What somebody did, or warns of.
    private static let past = PhraseFinder(["买了", "卖了", "换了", "付了", "昨天", "上周", "骗", "别信", "bought", "sold"])

    /// Ways to pay in a text of clauses as short as labels: 出U，7.18，支付宝秒到，量大私聊. No sentence is cut so; a diary is,
    /// under its dates, and who asks what others think of it.
    static func terse(_ methods: [Range<Int>], in bytes: [UInt8]) -> [Range<Int>] {
        guard bytes.count <= 240, bytes.last.map({ $0 != 63 }) == true, past.matches(bytes).isEmpty,
            Scan.range(of: "吗", in: bytes) == nil, !isDated(bytes)
        else { return [] }
        var clauses: [Range<Int>] = []
        var start = 0
        for i in bytes.indices where isStop(bytes, i) {
            clauses.append(start..<i)
            start = i + 1
        }
        clauses.append(start..<bytes.count)
        clauses.removeAll { TextBlock.units(bytes[$0]) == 0 }
        guard clauses.count >= fewestClauses, clauses.allSatisfy({ TextBlock.units(bytes[$0]) <= longestClause }) else {
            return []
        }
        return methods.filter { method in
            guard let clause = clauses.first(where: { $0.overlaps(method) }) else { return false }
            var rest = Array(bytes[clause])
            for name in EvidenceReader.methodRanges(rest) { for i in name { rest[i] = 32 } }
            return TextBlock.units(rest) <= mostBeside && isNamed(method, in: bytes)
        }
    }

    /// 11-02 7.18 买 500U.
    static func isDated(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(10).map { (48...57).contains($0) ? 48 : $0 }, as: UTF8.self)
        return ["00-00", "0000-00", "00/00", "0000/0", "00月", "0月", "00.00 "].contains(where: head.hasPrefix)
    }

    private static let refusals = [
        "不支持", "不接受", "不收", "暂不支持", "不再支持", "不能用", "无法使用", "不提供", "no", "not accept", "do not take",
        "never ask for", "do not ask for", "don't ask for", "never request", "不会要求您", "不会要求你", "从不要求", "不会索要",
    ]

    /// Whether a label says right before its first way to pay that it is not to be had: 不支持支付宝、微信.
    static func isRefused(_ methods: [Range<Int>], in bytes: [UInt8]) -> Bool {
        guard let first = methods.map(\.lowerBound).min() else { return false }
        let head = String(decoding: bytes[..<first], as: UTF8.self).trimmingSpaces
        return refusals.contains { refusal in
            head == refusal || head.hasSuffix(refusal.utf8.first.map { $0 < 0x80 } == true ? " " + refusal : refusal)
        }
    }

    /// Whether a sentence names a way to pay without saying that it is not to be had.
    static func isNamed(_ method: Range<Int>, in bytes: [UInt8]) -> Bool {
        let (start, end) = clause(around: method, bytes)
        // A question is no answer.
        let isAsked = end < bytes.count && bytes[end] == 63 || Scan.range(of: "吗", in: Array(bytes[start..<end])) != nil
        return !isAsked && denials.matches(Array(bytes[start..<method.lowerBound])).isEmpty
            && denied.matches(Array(bytes[method.upperBound..<end])).isEmpty
    }

    /// From the stop before to the stop after. A comma inside of a list of ways to pay ends nothing.
    private static func clause(around list: Range<Int>, _ bytes: [UInt8]) -> (start: Int, end: Int) {
        var start = list.lowerBound
        while start > 0, !isStop(bytes, start - 1) { start -= 1 }
        var end = list.upperBound
        while end < bytes.count, !isStop(bytes, end) { end += 1 }
        return (start, end)
    }

    private static func isStop(_ bytes: [UInt8], _ at: Int) -> Bool {
        // Comma, semicolon, exclamation and question mark; a full stop, where no digit or letter follows it. 3,560 is
        // one sum.
        if bytes[at] == 44, at > 0, at + 1 < bytes.count, (48...57).contains(bytes[at - 1]),
            (48...57).contains(bytes[at + 1])
        {
            return false
        }
        if [44, 59, 33, 63].contains(bytes[at]) { return true }
        if bytes[at] == 46 { return at + 1 >= bytes.count || bytes[at + 1] == 32 }
        // 。, of which this is the last or the first byte.
        return at + 2 < bytes.count && bytes[at] == 0xE3 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x82
            || at >= 2 && bytes[at] == 0x82 && bytes[at - 1] == 0x80 && bytes[at - 2] == 0xE3
    }
}
