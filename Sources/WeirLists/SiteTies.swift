/// What ties two sites to one operator: who trades under a new name keeps their codes, contacts, pictures and pages.
public enum SiteTies {
    /// From here on, in thousandths, two sites are said to be the same operator's.
    public static let line = 750

    /// What a shared lead is worth, and how many sites may share it before it is a common good that says nothing.
    public static func worth(_ kind: String) -> (weight: Double, most: Int)? {
        switch kind {
        case "alipay_code", "wechat_code", "qq_code", "unionpay_code", "alipay_id", "bank_card", "wallet", "login":
            (0.8, 50)
        case "gateway_merchant", "merchant_id": (0.75, 50)
        case "telegram", "wechat", "qq", "phone", "mail": (0.6, 20)
        case "text": (0.55, 8)
        // A few names of one owner share one; those of a provider's customers are many.
        case "certificate": (0.5, 8)
        case "template": (0.4, 8)
        case "icon": (0.4, 8)
        case "title": (0.2, 8)
        case "name": (0.4, 8)
        default: nil
        }
    }

    /// What stays of a name when numbers and endings change: `usdt-otc2.com` and `usdtotc3.net` are one.
    public static func nameKey(_ host: HostName) -> String? {
        let label = PublicSuffixes.registered(host).split(separator: ".").first ?? ""
        let letters = String(label.filter { !$0.isNumber && $0 != "-" })
        let key = LookAlike.skeleton(letters)
        return key.utf8.count >= 5 ? key : nil
    }

    /// A report's leads as keys, with what its page and name look like; each once.
    public static func keys(of report: SiteReport) -> [String] {
        var keys: [String] = []
        var seen: Set<String> = []
        for lead in report.leads where worth(lead.kind) != nil && !lead.value.isEmpty {
            let key = "\(lead.kind) \(lead.value)"
            if seen.insert(key).inserted { keys.append(key) }
        }
        if let name = HostName(report.host).flatMap(nameKey) { keys.append("name \(name)") }
        return keys
    }

    static func kind(_ key: String) -> String { String(key.prefix { $0 != " " }) }

    /// The sites that share leads with these, the likest first.
    /// - Parameter sharing: the sites that a key has been seen on.
    public static func ties(
        _ keys: [String], of host: String, sharing: (String) -> [String]
    ) -> [SiteTie] {
        var found: [String: (doubt: Double, kinds: [String])] = [:]
        for key in keys {
            guard let (weight, most) = worth(kind(key)) else { continue }
            let others = sharing(key).filter { $0 != host }
            guard others.count <= most else { continue }
            for other in others {
                var known = found[other] ?? (1, [])
                // One kind counts once: a page with five contacts is not five times the same.
                if !known.kinds.contains(kind(key)) { known = (known.doubt * (1 - weight), known.kinds + [kind(key)]) }
                found[other] = known
            }
        }
        return found.map { host, known in
            SiteTie(
                host: host, likeness: Int(((1 - known.doubt) * 1000).rounded()), kinds: known.kinds.sorted())
        }
        .sorted { ($1.likeness, $0.host) < ($0.likeness, $1.host) }
    }
}

/// Another site that is the same operator's, or looks like it.
public struct SiteTie: Hashable, Sendable {
    public var host: String
    /// 0 … 1000.
    public var likeness: Int
    /// What they share: `wallet`, `telegram`, `template`.
    public var kinds: [String]

    public init(host: String, likeness: Int, kinds: [String]) {
        self.host = host
        self.likeness = likeness
        self.kinds = kinds
    }

    public var isSameOperator: Bool { likeness >= SiteTies.line }
}
