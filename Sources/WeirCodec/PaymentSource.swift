public import WeirDomain

/// One input of payments: NDJSON, CSV or ISO 20022 XML, plain or compressed, told by content.
public final class PaymentSource {
    private enum Format {
        case ndjson(LineFramer)
        case csv(CSVFramer, PaymentCSV)
        case xml(PaymentXML)
    }

    public var path: String { bytes.path }
    /// Payments and refusals so far.
    public private(set) var accepted = 0
    public private(set) var refused = 0
    /// `NDJSON`, `CSV` or `ISO 20022`; `nil` while nothing but space has come.
    public private(set) var formatName: String?

    /// Called with what a bank says of payments, where the input has such messages; without it they are refused by
    /// name. Set before reading.
    public var onReport: ((PaymentReport) -> Void)?
    /// Reports so far.
    public private(set) var reports = 0

    /// Leaves out of records of plain lines what neither names the payment nor its accounts. Before reading.
    package func keepOnlyParties() { json = PaymentJSON(onlyParties: true) }

    private let bytes: ByteSource
    private var format: Format?
    private var json = PaymentJSON()
    private var chunk: [UInt8] = []
    private var isAtEnd = false
    private var isAtStart = true
    /// Why the input broke off: thrown once all before it has been handed over.
    private var failure: SourceError?

    /// Opens a file, or standard input as `-`.
    /// - Throws: `SourceError` for a file that is missing, a directory or may not be read.
    public init(path: String) throws(SourceError) { bytes = try ByteSource(path: path) }

    /// Reads bytes that are there already, under a name for errors.
    public init(bytes: [UInt8], name: String) { self.bytes = ByteSource(bytes: bytes, name: name) }

    /// Decodes on until about `maximum` payments (a chunk more at most) have been added to the batch.
    ///
    /// - Parameter rejects: called with each refusal and the beginning of the raw line.
    /// - Returns: `false` when there is nothing more.
    /// - Throws: `SourceError` when the file breaks off; what came before has been handed over by then.
    public func read(
        into batch: inout RecordBatch, maximum: Int, rejects: (Refusal, RawSpan) -> Void
    ) throws(SourceError) -> Bool {
        let goal = batch.count + maximum
        while batch.count < goal, !isAtEnd {
            if let failure { throw failure }
            let before = batch.count
            do {
                isAtEnd = try !bytes.next(&chunk)
            } catch {
                // First what is there, then the error.
                failure = error
                finish(into: &batch, rejects: rejects, isBroken: true)
                accepted += batch.count - before
                if batch.count > before { return true }
                throw error
            }
            if isAtEnd {
                finish(into: &batch, rejects: rejects, isBroken: false)
                // A header without a line end has been read only now.
                if let headerFlaw { throw headerFlaw }
            } else {
                try decode(into: &batch, rejects: rejects)
            }
            accepted += batch.count - before
        }
        return !isAtEnd || batch.count >= goal
    }

    private func decode(into batch: inout RecordBatch, rejects: (Refusal, RawSpan) -> Void) throws(SourceError) {
        var start = 0
        if isAtStart {
            isAtStart = false
            if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        }
        // A local holds the bytes while the reader's own state changes.
        let chunk = self.chunk
        let span = chunk.span.bytes.extracting(start..<chunk.count)
        if format == nil { try detect(span) }
        switch format {
        case nil: break
        case .ndjson(var framer):
            format = nil
            framer.feed(span) { decodeLine($0, $1, $2, &batch, rejects) }
            format = .ndjson(framer)
        case .csv(var framer, var decoder):
            format = nil
            framer.feed(span) { decodeRow($0, $1, &decoder, &batch, rejects) }
            format = .csv(framer, decoder)
            if let headerFlaw { throw headerFlaw }
        case .xml(let reader):
            reader.feed(span, isLast: false, into: &batch) { refuse($0, [UInt8]().span.bytes, rejects) }
        }
    }

    private func finish(into batch: inout RecordBatch, rejects: (Refusal, RawSpan) -> Void, isBroken: Bool) {
        switch format {
        case nil: break
        case .ndjson(var framer):
            framer.end { line, kind, number in
                if isBroken { return refuse(Refusal(line: number, reason: Self.cutOff), line, rejects) }
                decodeLine(line, kind, number, &batch, rejects)
            }
        case .csv(var framer, var decoder):
            framer.end { row, flaw in
                // Half an amount may look like a whole one.
                if isBroken {
                    return refuse(Refusal(line: row.line, reason: Self.cutOff), row.bytes.span.bytes, rejects)
                }
                decodeRow(row, flaw, &decoder, &batch, rejects)
            }
        case .xml(let reader):
            reader.feed([UInt8]().span.bytes, isLast: true, into: &batch) {
                refuse($0, [UInt8]().span.bytes, rejects)
            }
        }
    }

    private static let cutOff = "is cut off: the input breaks off here"

    // MARK: Format

    private func detect(_ span: RawSpan) throws(SourceError) {
        if let words = ForeignForm.words(span) { throw SourceError(path: path, reason: words) }
        var first: UInt8?
        for i in 0..<span.byteCount {
            let c = span.byte(i)
            if c == 32 || c == 9 || c == 10 || c == 13 { continue }
            first = c
            break
        }
        guard let first else { return }
        switch first {
        case 123:
            format = .ndjson(LineFramer())
            formatName = "NDJSON"
        case 60:
            format = .xml(
                PaymentXML(
                    report: onReport.map { take in
                        { [unowned self] report in
                            reports += 1
                            take(report)
                        }
                    }))
            formatName = "ISO 20022"
        default:
            guard first == 34 || first >= 97 && first <= 122 || first >= 65 && first <= 90 || first == 95 else {
                throw SourceError(
                    path: path, reason: "is neither NDJSON (begins with '{'), CSV (begins with a header) nor XML")
            }
            format = .csv(CSVFramer(), PaymentCSV())
            formatName = "CSV"
        }
    }

    // MARK: Lines and rows

    private func decodeLine(
        _ line: RawSpan, _ kind: LineFramer.Line, _ number: Int, _ batch: inout RecordBatch,
        _ rejects: (Refusal, RawSpan) -> Void
    ) {
        if kind == .tooLong {
            let reason = "is longer than the limit of \(Limits.lineBytes) bytes"
            return refuse(Refusal(line: number, reason: reason), line, rejects)
        }
        guard !Self.isBlank(line) else { return }
        if let refusal = json.decode(line, line: number, into: &batch) { refuse(refusal, line, rejects) }
    }

    private static func isBlank(_ line: RawSpan) -> Bool {
        for i in 0..<line.byteCount where line.byte(i) != 32 && line.byte(i) != 9 { return false }
        return true
    }

    private var headerFlaw: SourceError?

    private func decodeRow(
        _ row: CSVFramer.Row, _ flaw: CSVFramer.Flaw?, _ decoder: inout PaymentCSV, _ batch: inout RecordBatch,
        _ rejects: (Refusal, RawSpan) -> Void
    ) {
        guard headerFlaw == nil else { return }
        if !decoder.hasHeader {
            if let refusal = decoder.readHeader(row) {
                headerFlaw = SourceError(
                    path: path, reason: "is read as CSV, and its header does not fit: \(refusal.message)")
            }
            return
        }
        let refusal =
            flaw.map { Refusal(line: row.line, reason: $0.rawValue) } ?? decoder.decode(row, into: &batch)
        guard let refusal else { return }
        let raw = row.joined
        refuse(refusal, raw.span.bytes, rejects)
    }

    private func refuse(_ refusal: Refusal, _ raw: RawSpan, _ rejects: (Refusal, RawSpan) -> Void) {
        refused += 1
        rejects(refusal, raw.extracting(0..<min(raw.byteCount, 4_096)))
    }
}
