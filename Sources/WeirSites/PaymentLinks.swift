/// Knows what leads to a payment when it sees it: official gateways, deep links, codes, and the forms and addresses of
/// fourth parties.
enum PaymentLinks {
    struct Hit {
        let code: String
        let weight: Double
        let payee: Payee?
    }

    /// Addresses and beginnings of the rails' own gateways.
    private static let official: [(text: String, code: String)] = [
        ("openapi.alipay.com/gateway.do", "alipay_gateway"), ("mapi.alipay.com/gateway.do", "alipay_gateway"),
        ("openapi.alipaydev.com/gateway.do", "alipay_gateway"), ("excashier.alipay.com", "alipay_gateway"),
        ("mclient.alipay.com", "alipay_gateway"), ("cashier.alipay.com", "alipay_gateway"),
        ("wx.tenpay.com/cgi-bin/mmpayweb-bin", "wechat_gateway"), ("payapp.weixin.qq.com", "wechat_gateway"),
        ("api.mch.weixin.qq.com", "wechat_gateway"), ("gateway.95516.com", "unionpay_gateway"),
        ("gateway.test.95516.com", "unionpay_gateway"), ("qpay.qq.com/cgi-bin/pay", "qq_gateway"),
        ("alipay.trade.page.pay", "alipay_gateway"), ("alipay.trade.wap.pay", "alipay_gateway"),
        ("alipay.trade.precreate", "alipay_gateway"), ("create_direct_pay_by_user", "alipay_gateway"),
    ]

    /// Codes and deep links: what follows up to a delimiter is the token.
    private static let codes: [(text: String, kind: Payee.Kind)] = [
        ("qr.alipay.com/", .alipayCode), ("wxp://", .wechatCode), ("weixin://wxpay/bizpayurl", .wechatCode),
        ("payapp.wechatpay.cn/", .wechatCode), ("i.qianbao.qq.com/wallet/sqrcode", .qqCode),
        ("qr.95516.com/", .unionpayCode),
        ("alipays://platformapi/startapp", .alipayCode), ("alipayqr://platformapi/startapp", .alipayCode),
        ("render.alipay.com/p/s/i", .alipayCode),
    ]

    /// All payment links in a text: an address, a script, what a code says.
    static func hits(in text: String) -> [(hit: Hit, range: Range<Int>)] {
        let plain = Array(text.utf8)
        let folded = unescaped(Scan.lowercased(plain))
        var found: [(Hit, Range<Int>)] = []
        for (mark, code) in official {
            for range in Scan.ranges(of: mark, in: folded, most: 3) {
                found.append((Hit(code: code, weight: 0.9, payee: nil), range))
            }
        }
        let original = unescaped(plain)
        for (mark, kind) in codes {
            for range in Scan.ranges(of: mark, in: folded, most: 20) {
                let token = token(original, from: range.upperBound)
                let value = String(decoding: original[range.lowerBound..<token.upperBound], as: UTF8.self)
                // Without a token it is a template, or prose about such links.
                guard token.count >= 4 else { continue }
                found.append(
                    (
                        Hit(code: "payment_code", weight: 0.85, payee: payee(kind, value)),
                        range.lowerBound..<token.upperBound
                    ))
            }
        }
        return found
    }

    /// `\/` of scripts and `%3A%2F%2F` of addresses inside addresses, in place of what they stand for.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(37) || bytes.contains(92) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            if bytes[i] == 92, i + 1 < bytes.count, bytes[i + 1] == 47 {
                i += 1
                continue
            }
            if bytes[i] == 37, i + 2 < bytes.count, let high = hex(bytes[i + 1]), let low = hex(bytes[i + 2]) {
                let value = high << 4 | low
                if value > 32, value < 127 {
                    out.append(value)
                    i += 3
                    continue
                }
            }
            out.append(bytes[i])
            i += 1
        }
        return out
    }

    static func hex(_ c: UInt8) -> UInt8? {
        switch c {
        case 48...57: c - 48
        case 65...70: c - 55
        case 97...102: c - 87
        default: nil
        }
    }

    private static func token(_ bytes: [UInt8], from start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, end - start < 200 {
            let c = bytes[end]
            let isPart =
                (48...57).contains(c) || (65...90).contains(c) || (97...122).contains(c)
                || [45, 95, 46, 47, 63, 61, 38, 58, 37, 43, 35].contains(c)
            guard isPart else { break }
            end += 1
        }
        return start..<end
    }

    /// The token of a code in one spelling: codes are written in both cases.
    static func payee(_ kind: Payee.Kind, _ link: String) -> Payee? {
        let lower = link.lowercased()
        switch kind {
        case .alipayCode:
            if let at = Scan.range(of: "qr.alipay.com/", in: Array(lower.utf8)) {
                let token = lower.utf8.dropFirst(at.upperBound).prefix {
                    (48...57).contains($0) || (97...122).contains($0)
                }
                return token.count >= 8 ? Payee(.alipayCode, String(token) ?? "") : nil
            }
            if let id = Contacts.alipayIDs(Array(lower.utf8)).first { return Payee(.alipayID, id) }
            return nil
        case .wechatCode:
            for mark in ["wxp://", "pr=", "sr="] {
                guard let at = Scan.range(of: mark, in: Array(lower.utf8)) else { continue }
                // These tokens tell cases apart.
                let token = link.utf8.dropFirst(at.upperBound).prefix {
                    (48...57).contains($0) || (97...122).contains($0 | 32) || $0 == 45 || $0 == 95
                }
                return token.count >= 6 ? Payee(.wechatCode, String(token) ?? "") : nil
            }
            return nil
        case .qqCode, .unionpayCode: return Payee(kind, link)
        default: return nil
        }
    }

    // MARK: Fourth parties

    /// Parameters of the families' interfaces. A family is known by several together, never by one.
    private static let families: [(code: String, needs: [[String]], weight: Double)] = [
        (
            "epay_family",
            [
                ["pid"], ["out_trade_no"], ["notify_url", "return_url"], ["money"], ["sign", "sign_type", "type"],
            ], 0.9
        ),
        // The browser's way in, without the signature, which another page puts there.
        ("epay_family", [["pid"], ["out_trade_no"], ["money"], ["type"]], 0.85),
        ("vmq_family", [["payid"], ["param", "price"], ["reallyprice", "sign"], ["type"]], 0.85),
        (
            "gateway_family",
            [
                [
                    "pay_memberid", "memberid", "mch_id", "merchant_id", "merchantid", "mchid", "merchant_no", "appid",
                    "merno",
                ],
                [
                    "pay_orderid", "orderid", "order_id", "mch_order_no", "out_trade_no", "order_no", "orderno",
                    "mchorderno",
                ],
                ["pay_amount", "amount", "total_fee", "money", "total_amount", "price"],
                [
                    "pay_notifyurl", "notifyurl", "notify_url", "callback_url", "pay_callbackurl", "notifyurl",
                    "return_url",
                ],
            ], 0.8
        ),
    ]

    /// The family that a set of parameter names belongs to.
    static func family(_ names: Set<String>) -> Hit? {
        for (code, needs, weight) in families where needs.allSatisfy({ $0.contains(where: names.contains) }) {
            return Hit(code: code, weight: weight, payee: nil)
        }
        return nil
    }

    /// Parameters of an address's query.
    static func query(_ address: String) -> [(name: String, value: String)] {
        guard let mark = address.firstIndex(of: "?") else { return [] }
        return address[address.index(after: mark)...].split(separator: "&").prefix(64).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]).lowercased(), parts.count > 1 ? decoded(String(parts[1])) : "")
        }
    }

    /// A query's value without percent signs and pluses.
    static func decoded(_ text: String) -> String {
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        var i = 0
        while i < bytes.count {
            if bytes[i] == 37, i + 2 < bytes.count, let high = hex(bytes[i + 1]), let low = hex(bytes[i + 2]) {
                out.append(high << 4 | low)
                i += 3
            } else {
                out.append(bytes[i] == 43 ? 32 : bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
