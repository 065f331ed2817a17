import WeirDomain

/// One credit transfer as an ISO 20022 message tells it, before it becomes a record.
struct CreditTransfer {
    /// One side: debtor or creditor.
    struct Party {
        var name = ""
        var city = ""
        var account = ""
        /// Of the bank, where the account is not told.
        var bank = ""
        /// An identification of the party itself.
        var identification = ""

        /// The account id: IBAN or other id of the account, else what identifies the party best.
        var id: String {
            for text in [account, identification, name.isEmpty ? "" : "name:" + name, bank] where !text.isEmpty {
                return CreditTransfer.cut(text, Limits.idBytes)
            }
            return ""
        }
    }

    var ids: [String: String] = [:]
    var amount = ""
    var currency = ""
    var acceptedAt = ""
    var remark = ""
    var debtor = Party()
    var creditor = Party()

    /// The end-to-end id, which stays with the payment from bank to bank, or the next best. A return has its own id.
    var id: String? { ids["RtrId"] ?? best("") }

    /// The same of the payment that is given back.
    var original: String? { best("Orgnl") }

    private func best(_ prefix: String) -> String? {
        for name in ["EndToEndId", "TxId", "UETR", "InstrId"] {
            if let id = ids[prefix + name], !id.isEmpty, id != "NOTPROVIDED" { return id }
        }
        return nil
    }

    /// The longest beginning of whole characters within the limit.
    static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if result.utf8.count + UTF8.width(scalar) > limit { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

/// Turns the elements of `pacs.008`, `pain.001` and `pacs.004` messages, of any version, into payments.
///
/// A return (`pacs.004`) is a refund that the creditor of the original payment makes to its debtor; who they are is
/// told by the reference to the original.
///
/// Elements are known by their local names, wherever the message is wrapped. Times without a zone are read as UTC, as
/// ISO 20022 leaves them to the parties. An id that one message uses twice gets `#2`, `#3` … appended.
struct CreditTransferReader {
    enum Message {
        case none, pacs008, pain001, pacs004

        /// The element that holds one transaction.
        var transaction: String { self == .pacs004 ? "TxInf" : "CdtTrfTxInf" }
    }

    private(set) var message = Message.none
    /// A message of another kind, by the name of its element below `Document`.
    private(set) var otherMessage: String?
    private(set) var transactions = 0
    private var path: [String] = []
    private var text = ElementText()
    private var messageID = ""
    private var createdAt = ""
    /// The debtor that `pain.001` names once for all transactions of a `PmtInf`.
    private var commonDebtor = CreditTransfer.Party()
    private var transfer: CreditTransfer?
    /// Depth of the open transaction.
    private var base = 0
    private var usedIDs: [String: Int] = [:]
    private var builder = PaymentBuilder()

    // MARK: Events

    /// Whether the next element is a message's own.
    var isAtMessage: Bool { path.last == "Document" && transfer == nil }

    mutating func start(_ name: String, currency: String?) {
        if path.last == "Document", message == .none || path.count == 1 { open(name) }
        path.append(name)
        text.clear()
        switch name {
        case message.transaction where message != .none && transfer == nil:
            transfer = CreditTransfer()
            transfer?.debtor = commonDebtor
            base = path.count
        case "PmtInf" where message == .pain001: commonDebtor = CreditTransfer.Party()
        default: break
        }
        if let currency, transfer != nil, isAmount(name) { transfer?.currency = currency }
    }

    private mutating func open(_ name: String) {
        switch name {
        case "FIToFICstmrCdtTrf": message = .pacs008
        case "CstmrCdtTrfInitn": message = .pain001
        case "PmtRtr": message = .pacs004
        default: otherMessage = name
        }
        usedIDs = [:]
        commonDebtor = CreditTransfer.Party()
    }

    /// The element that holds the amount: what moves between the banks, or what the customer ordered.
    private func isAmount(_ name: String) -> Bool {
        switch message {
        case .pacs008: name == "IntrBkSttlmAmt" && path.count == base + 1
        case .pain001: name == "InstdAmt" || name == "Amt" && path.suffix(2).first == "EqvtAmt"
        case .pacs004: name == "RtrdIntrBkSttlmAmt" && path.count == base + 1
        case .none: false
        }
    }

    mutating func characters(_ bytes: UnsafeRawBufferPointer) { unsafe text.append(bytes) }

    mutating func end(_ name: String, into batch: inout RecordBatch) -> Refusal? {
        defer {
            if !path.isEmpty { path.removeLast() }
            text.clear()
        }
        if name == message.transaction, let transfer, path.count == base {
            self.transfer = nil
            transactions += 1
            return build(transfer, into: &batch)
        }
        let value = text.trimmed
        guard !value.isEmpty else { return nil }
        if transfer != nil {
            take(name, value)
        } else if path.contains("GrpHdr") {
            if name == "MsgId" { messageID = value }
            if name == "CreDtTm" { createdAt = value }
        } else if path.contains("PmtInf") {
            take(party: "Dbtr", name, value, Array(path.drop { $0 != "PmtInf" }.dropFirst()), &commonDebtor)
        }
        return nil
    }

    // MARK: Elements of one transaction

    private mutating func take(_ name: String, _ value: String) {
        let inside = Array(path.dropFirst(base))
        if message == .pacs004 { return take(ofReturn: name, value, inside) }
        switch inside.first {
        case "PmtId": transfer?.ids[name] = value
        case "AccptncDtTm": transfer?.acceptedAt = value
        case "RmtInf" where name == "Ustrd":
            let before = transfer?.remark ?? ""
            transfer?.remark = before.isEmpty ? value : before + " " + value
        default:
            if isAmount(name) { transfer?.amount = value }
        }
        guard var current = transfer else { return }
        take(party: "Dbtr", name, value, inside, &current.debtor)
        take(party: "Cdtr", name, value, inside, &current.creditor)
        transfer = current
    }

    private mutating func take(ofReturn name: String, _ value: String, _ inside: [String]) {
        if inside.count == 1 {
            if isAmount(name) { transfer?.amount = value } else { transfer?.ids[name] = value }
        }
        guard inside.first == "OrgnlTxRef", var current = transfer else { return }
        // Newer versions wrap a party once more. The money goes the other way.
        let inner = Array(inside.dropFirst()).filter { $0 != "Pty" }
        take(party: "Cdtr", name, value, inner, &current.debtor)
        take(party: "Dbtr", name, value, inner, &current.creditor)
        transfer = current
    }

    private func take(
        party: String, _ name: String, _ value: String, _ inside: [String], _ out: inout CreditTransfer.Party
    ) {
        switch inside.first {
        case party:
            if name == "Nm", inside.count == 2 { out.name = value }
            if name == "TwnNm" { out.city = value }
            if name == "Id", inside.contains("Othr") { out.identification = value }
        case party + "Acct":
            // Printed in groups of four it is the same account.
            if name == "IBAN" { out.account = value.filter { !$0.isWhitespace }.uppercased() }
            if name == "Id" && inside.contains("Othr") { out.account = value }
        case party + "Agt":
            if name == "BICFI" || name == "BIC" { out.bank = value }
        default: break
        }
    }

    // MARK: Building

    private mutating func build(_ transfer: CreditTransfer, into batch: inout RecordBatch) -> Refusal? {
        let number = transactions
        guard !transfer.amount.isEmpty else {
            return Refusal(line: number, field: amountElement, reason: "is missing")
        }
        let elements = message == .pacs004 ? ["CdtrAcct", "DbtrAcct"] : ["DbtrAcct", "CdtrAcct"]
        for (party, element) in zip([transfer.debtor, transfer.creditor], elements) where party.id.isEmpty {
            return Refusal(
                line: number, field: element, reason: "is missing, and so is everything else that names the party")
        }
        var source: [UInt8] = []
        builder.reset()
        func put(_ field: InputField, _ value: String) {
            let start = source.count
            source.append(text: value)
            _ = builder.set(field, FieldText(kind: .string, range: start..<source.count))
        }
        put(.id, uniqueID(transfer.id ?? "\(messageID)-\(number)"))
        put(.at, Self.zoned(transfer.acceptedAt.isEmpty ? createdAt : transfer.acceptedAt))
        put(.rail, "bank")
        if message == .pacs004 {
            put(.channel, Channel.refund.name)
            if let original = transfer.original { put(.original, original) }
        }
        put(.payer, transfer.debtor.id)
        put(.payee, transfer.creditor.id)
        put(.amount, Self.withoutSuperfluousZeros(transfer.amount))
        put(.currency, transfer.currency)
        put(.remark, CreditTransfer.cut(transfer.remark, Limits.remarkBytes))
        put(.payerCity, CreditTransfer.cut(transfer.debtor.city, Limits.tagBytes))
        put(.payeeCity, CreditTransfer.cut(transfer.creditor.city, Limits.tagBytes))
        return builder.build(from: source.span.bytes, line: number, into: &batch)
    }

    private var amountElement: String {
        switch message {
        case .pacs008: "IntrBkSttlmAmt"
        case .pacs004: "RtrdIntrBkSttlmAmt"
        case .pain001, .none: "InstdAmt"
        }
    }

    private mutating func uniqueID(_ id: String) -> String {
        let times = (usedIDs[id] ?? 0) + 1
        usedIDs[id] = times
        return times == 1 ? id : "\(id)#\(times)"
    }

    static func zoned(_ time: String) -> String {
        let clock = time.drop { $0 != "T" }
        return clock.isEmpty || clock.contains { "Z+-".contains($0) } ? time : time + "Z"
    }

    /// `10000.000` in a currency with two digits says no more than `10000.00`.
    static func withoutSuperfluousZeros(_ amount: String) -> String {
        guard amount.contains(".") else { return amount }
        var text = Substring(amount)
        while text.hasSuffix("0") { text = text.dropLast() }
        return String(text.hasSuffix(".") ? text.dropLast() : text)
    }
}
