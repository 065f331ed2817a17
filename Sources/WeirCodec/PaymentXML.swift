import CWeirFormats
import WeirDomain

/// Feeds ISO 20022 XML through libxml2's streaming reader: no DTD, no entities of its own, no network, bounded depth.
final class PaymentXML {
    /// What the C callbacks write to.
    private final class Sink {
        var reader = CreditTransferReader()
        /// While a message is read that reports on payments.
        var reportReader: PaymentReportReader?
        var batch = RecordBatch()
        var refusals: [Refusal] = []
        var reports: [PaymentReport] = []
        var hadReports = false
        let readsReports: Bool

        init(readsReports: Bool) { self.readsReports = readsReports }

        func start(_ name: String, _ currency: String?) {
            if reportReader != nil {
                reportReader?.start(name, currency: currency)
            } else if readsReports, reader.isAtMessage, let found = PaymentReportReader(root: name) {
                (reportReader, hadReports) = (found, true)
            } else {
                reader.start(name, currency: currency)
            }
        }

        func end(_ name: String) {
            guard let (found, isOver) = reportReader?.end(name) else {
                if let refusal = reader.end(name, into: &batch) { refusals.append(refusal) }
                return
            }
            if isOver { reportReader = nil }
            switch found {
            case nil: break
            case .success(let report): reports.append(report)
            case .failure(let refusal): refusals.append(refusal)
            }
        }

        func text(_ bytes: UnsafeRawBufferPointer) {
            if reportReader != nil {
                unsafe reportReader?.characters(bytes)
            } else {
                unsafe reader.characters(bytes)
            }
        }
    }

    private let sink: Sink
    private let parser: OpaquePointer?
    private var fed = 0
    private(set) var isFinished = false

    private let report: ((PaymentReport) -> Void)?

    /// - Parameter report: called with what a bank says of payments; without it such messages are refused by name.
    init(report: ((PaymentReport) -> Void)? = nil) {
        self.report = report
        sink = Sink(readsReports: report != nil)
        let handler = weir_xml_handler(
            start: { user, name, currency, count in
                guard let sink = PaymentXML.sink(user), let name else { return }
                let code = currency.map { unsafe PaymentXML.text($0, count) }
                unsafe sink.start(String(cString: name), code)
            },
            end: { user, name in
                guard let sink = PaymentXML.sink(user), let name else { return }
                unsafe sink.end(String(cString: name))
            },
            text: { user, bytes, count in
                unsafe PaymentXML.sink(user)?.text(UnsafeRawBufferPointer(start: bytes, count: count))
            })
        parser = unsafe weir_xml_new(handler, Unmanaged.passUnretained(sink).toOpaque(), Int32(Limits.xmlDepth))
    }

    deinit { weir_xml_free(parser) }

    private static func sink(_ user: UnsafeMutableRawPointer?) -> Sink? {
        user.map { unsafe Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func text(_ bytes: UnsafePointer<CChar>, _ count: Int) -> String {
        unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Feeds a chunk (empty at the end) and hands over what it completed.
    func feed(_ chunk: RawSpan, isLast: Bool, into batch: inout RecordBatch, _ refuse: (Refusal) -> Void) {
        guard !isFinished else { return }
        fed += chunk.byteCount
        guard fed <= Limits.xmlBytes else {
            return finish("is larger than the limit of \(Limits.xmlBytes >> 20) MiB", &batch, refuse)
        }
        let result = chunk.withUnsafeBytes { raw in
            unsafe weir_xml_feed(
                parser, raw.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(raw.count), isLast ? 1 : 0)
        }
        switch result {
        case WEIR_XML_OK:
            hand(over: &batch, refuse)
            if isLast { checkMessage(&batch, refuse) }
        case WEIR_XML_DOCTYPE: finish("has a DOCTYPE, which is never read", &batch, refuse)
        case WEIR_XML_DEEP: finish("has elements nested deeper than \(Limits.xmlDepth)", &batch, refuse)
        default:
            let message = unsafe weir_xml_message(parser).map { unsafe String(cString: $0) } ?? "is not well formed"
            let words = String(message.filter { $0 != "\n" })
            finish("is not well-formed XML, line \(weir_xml_line(parser)): \(words)", &batch, refuse)
        }
    }

    private func hand(over batch: inout RecordBatch, _ refuse: (Refusal) -> Void) {
        for i in 0..<sink.batch.count {
            batch.bytes.append(contentsOf: sink.batch.bytes[sink.batch.range(i)])
            batch.close(line: sink.batch.lines[i])
        }
        sink.batch.removeAll()
        sink.refusals.forEach(refuse)
        sink.refusals.removeAll()
        if let report { sink.reports.forEach(report) }
        sink.reports.removeAll()
    }

    /// What came before the flaw counts; what comes after it does not.
    private func finish(_ reason: String, _ batch: inout RecordBatch, _ refuse: (Refusal) -> Void) {
        hand(over: &batch, refuse)
        isFinished = true
        refuse(Refusal(line: sink.reader.transactions + 1, reason: reason))
    }

    private func checkMessage(_ batch: inout RecordBatch, _ refuse: (Refusal) -> Void) {
        if sink.reader.message == .pacs004, sink.reader.transactions == 0 {
            return finish("gives a whole group back without naming its payments", &batch, refuse)
        }
        guard sink.reader.message == .none, !sink.hadReports || sink.reader.otherMessage != nil else { return }
        let name = sink.reader.otherMessage
        let known =
            report == nil
            ? "pacs.008, pain.001 and pacs.004 are read"
            : "pacs.008, pain.001, pacs.004, pacs.002 and camt.056 are read"
        let words = name.map { "is an ISO 20022 message of another kind (\($0)); \(known)" }
        finish(words ?? "has no ISO 20022 message with payments in it; \(known)", &batch, refuse)
    }
}
