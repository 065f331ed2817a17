public import WeirDomain

/// What a bank says of a payment without making one: where it stands (`pacs.002`), or that it is wanted back
/// (`camt.056`).
public struct PaymentReport: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case status, cancellation
    }

    public var kind: Kind
    /// The number of the entry in its message, from 1.
    public var line = 0
    /// When the message was made.
    public var at = Instant(milliseconds: 0)
    /// The message's id, and the entry's own.
    public var message = ""
    public var id = ""
    /// The payment's id, as a `pacs.008` gives it; empty where all payments of a message are meant.
    public var payment = ""
    /// The message that the payment came in.
    public var originalMessage = ""
    /// `ACSC`, `PDNG`, `RJCT`, …; empty of a cancellation.
    public var status = ""
    /// Codes such as `AC04` or `FRAD`, or a bank's own.
    public var reasons: [String] = []
    public var text = ""
    public var amount = ""
    public var currency = ""

    public init(_ kind: Kind) { self.kind = kind }

    /// Whether the payment did not come about.
    public var isRefused: Bool { status == "RJCT" }

    /// One line of a file of reports, without its end.
    /// - Parameter file: where it was read; empty where it was sent.
    public func json(file: String) -> [UInt8] {
        var object = JSONObject()
        object.put("kind", kind.rawValue)
        object.put("at", at)
        if !payment.isEmpty { object.put("payment_id", payment) }
        if !status.isEmpty { object.put("status", status) }
        object.put("reasons", reasons)
        for (name, value) in [
            ("text", text), ("amount", amount), ("currency", currency), ("id", id), ("message", message),
            ("original_message", originalMessage), ("file", file),
        ] where !value.isEmpty { object.put(name, value) }
        object.put("entry", line)
        return object.closed
    }
}

/// Turns the elements of a `pacs.002` or `camt.056`, of any version, into reports on payments.
struct PaymentReportReader {
    private let kind: PaymentReport.Kind
    /// Names of elements from the message's own on.
    private var path: [String]
    private var text = ElementText()
    private var messageID = ""
    private var createdAt = ""
    private var entries = 0
    private var draft: Draft?

    private struct Draft {
        var report: PaymentReport
        /// The payment's ids.
        var original = CreditTransfer()
        /// Depth of its element.
        var base = 0
        /// All payments of a message, not one.
        var isGroup = false
        var isWholeGroup = false
    }

    /// - Parameter root: the element below `Document`; `nil` for one of another message.
    init?(root: String) {
        switch root {
        case "FIToFIPmtStsRpt": kind = .status
        case "FIToFIPmtCxlReq": kind = .cancellation
        default: return nil
        }
        path = [root]
    }

    // MARK: Events

    mutating func start(_ name: String, currency: String?) {
        path.append(name)
        text.clear()
        let isGroup = name == (kind == .status ? "OrgnlGrpInfAndSts" : "OrgnlGrpInfAndCxl")
        if draft == nil, isGroup || name == (kind == .status ? "TxInfAndSts" : "TxInf") {
            draft = Draft(report: PaymentReport(kind), base: path.count, isGroup: isGroup)
        }
        if let currency, isAmount { draft?.report.currency = currency }
    }

    mutating func characters(_ bytes: UnsafeRawBufferPointer) { unsafe text.append(bytes) }

    /// - Returns: what the element completed, and whether the message is over.
    mutating func end(_ name: String) -> (Result<PaymentReport, Refusal>?, isOver: Bool) {
        defer {
            path.removeLast()
            text.clear()
        }
        guard path.count > 1 else {
            let flaw = Refusal(line: 1, reason: "says nothing of any payment")
            return (entries == 0 ? .failure(flaw) : nil, true)
        }
        if let draft, draft.base == path.count {
            self.draft = nil
            return (finished(draft), false)
        }
        let value = text.trimmed
        guard !value.isEmpty else { return (nil, false) }
        if draft != nil {
            take(name, value)
        } else if path.contains("GrpHdr") || path.contains("Assgnmt") {
            if path.count == 3, name == "MsgId" || name == "Id" { messageID = value }
            if name == "CreDtTm" { createdAt = value }
        }
        return (nil, false)
    }

    // MARK: Elements

    private var inside: ArraySlice<String> { path.dropFirst(draft?.base ?? 0) }

    private var isAmount: Bool {
        inside.elementsEqual(["OrgnlIntrBkSttlmAmt"]) || inside.elementsEqual(["OrgnlTxRef", "IntrBkSttlmAmt"])
    }

    private mutating func take(_ name: String, _ value: String) {
        let inside = Array(inside)
        if isAmount { draft?.report.amount = value }
        switch (inside.first ?? "", inside.count) {
        case ("StsId", 1), ("CxlId", 1), ("GrpCxlId", 1): draft?.report.id = value
        case ("TxSts", 1), ("GrpSts", 1): draft?.report.status = value
        case ("GrpCxl", 1): draft?.isWholeGroup = ["true", "1"].contains(value)
        case ("OrgnlMsgId", 1): draft?.report.originalMessage = value
        case ("OrgnlGrpInf", 2) where name == "OrgnlMsgId": draft?.report.originalMessage = value
        case (_, 1): draft?.original.ids[name] = value
        case ("StsRsnInf", _), ("CxlRsnInf", _):
            if inside.count == 3, inside[1] == "Rsn" { draft?.report.reasons.append(value) }
            if inside.count == 2, name == "AddtlInf" {
                let before = draft?.report.text ?? ""
                draft?.report.text = CreditTransfer.cut(
                    before.isEmpty ? value : before + " " + value, Limits.remarkBytes)
            }
        default: break
        }
    }

    // MARK: Entries

    /// A group's head that says nothing of the group as a whole is none.
    private mutating func finished(_ draft: Draft) -> Result<PaymentReport, Refusal>? {
        var report = draft.report
        if draft.isGroup, kind == .status ? report.status.isEmpty : !draft.isWholeGroup { return nil }
        entries += 1
        report.line = entries
        report.message = messageID
        report.payment = draft.isGroup ? "" : draft.original.original ?? ""
        func flaw(_ field: String, _ reason: String) -> Result<PaymentReport, Refusal> {
            .failure(Refusal(line: entries, field: field, reason: reason))
        }
        if draft.isGroup, report.originalMessage.isEmpty { return flaw("OrgnlMsgId", "is missing") }
        if !draft.isGroup, report.payment.isEmpty {
            return flaw("OrgnlEndToEndId", "is missing, and so is every other id of the payment")
        }
        if report.payment.utf8.count > Limits.idBytes {
            return flaw("OrgnlEndToEndId", "is longer than \(Limits.idBytes) bytes")
        }
        if kind == .status, report.status.isEmpty { return flaw("TxSts", "is missing") }
        guard let at = Instant(rfc3339: CreditTransferReader.zoned(createdAt)) else {
            return flaw("CreDtTm", createdAt.isEmpty ? "is missing" : "is no time: '\(createdAt.prefix(40))'")
        }
        report.at = at
        if !report.amount.isEmpty {
            let told = CreditTransferReader.withoutSuperfluousZeros(report.amount)
            guard let currency = Currency(report.currency) else {
                return flaw("IntrBkSttlmAmt", "must have an ISO 4217 code, not '\(report.currency.prefix(40))'")
            }
            switch told.withBytes({ Amount.parse($0, currency: currency) }) {
            case .success(let amount): report.amount = amount.text(currency)
            case .failure(let why): return flaw("IntrBkSttlmAmt", why.rawValue)
            }
        }
        return .success(report)
    }
}
