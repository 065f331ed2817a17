public import WeirDomain

/// What the site patrol tells the engine of a page: bounded, typed, and nothing else of it.
public struct SiteReport: Hashable, Sendable {
    /// Something on the page that leads to an account.
    public struct Lead: Hashable, Sendable {
        /// `alipay_code`, `alipay_id`, …
        public var kind: String
        public var value: String

        public init(kind: String, value: String) {
            self.kind = kind
            self.value = value
        }
    }

    public var at: Instant
    public var host: String
    public var address: String
    /// 0 … 1000; 0 says that the page has been looked at again and is clean.
    public var score: Int
    /// Where its evidence is kept: the SHA-256 of the stored page.
    public var evidence: String
    public var leads: [Lead]

    public init(at: Instant, host: String, address: String, score: Int, evidence: String, leads: [Lead]) {
        self.at = at
        self.host = host
        self.address = address
        self.score = score
        self.evidence = evidence
        self.leads = Array(leads.prefix(Self.mostLeads))
    }

    /// A page that shows more is a directory, not a cashier.
    public static let mostLeads = 500

    /// Among the leads: the picture of the page as its customers see it, by its SHA-256. It leads to nobody.
    public static let screenshotKind = "screenshot"

    /// The hash of the page's picture; empty where none was taken.
    public var screenshot: String { leads.first { $0.kind == Self.screenshotKind }?.value ?? "" }

    public var encoded: [UInt8] {
        var out: [UInt8] = []
        out.append(integer: at.milliseconds)
        out.append(integer: Int64(score))
        for text in [host, address, evidence] { ListBytes.put(text, &out) }
        for lead in leads {
            ListBytes.put(lead.kind, &out)
            ListBytes.put(lead.value, &out)
        }
        return out
    }

    public init?(_ bytes: RawSpan) {
        var reader = ListByteReader(bytes)
        guard let at = reader.integer(), let score = reader.integer(), (0...1000).contains(score),
            let host = reader.text(),
            let address = reader.text(), let evidence = reader.text()
        else { return nil }
        var leads: [Lead] = []
        while !reader.isAtEnd {
            guard let kind = reader.text(), let value = reader.text(), leads.count < Self.mostLeads else { return nil }
            leads.append(Lead(kind: kind, value: value))
        }
        self.init(
            at: Instant(milliseconds: at), host: host, address: address, score: Int(score), evidence: evidence,
            leads: leads)
    }
}

/// The platform's own knowledge of whose a code, a number or a login is.
public struct CodeOwner: Hashable, Sendable {
    public var kind: String
    public var value: String
    public var account: String

    public init(kind: String, value: String, account: String) {
        self.kind = kind
        self.value = value
        self.account = account
    }

    public var encoded: [UInt8] {
        var out: [UInt8] = []
        for text in [kind, value, account] { ListBytes.put(text, &out) }
        return out
    }

    public init?(_ bytes: RawSpan) {
        var reader = ListByteReader(bytes)
        guard let kind = reader.text(), let value = reader.text(), let account = reader.text(), reader.isAtEnd,
            !account.isEmpty, account.utf8.count <= Limits.idBytes
        else { return nil }
        self.init(kind: kind, value: value, account: account)
    }
}
