public import WeirCodec
import WeirDomain
public import WeirStore

/// What banks say of payments without making any: NDJSON in the file that somebody asked for, and rows in a data folder
/// (`ReportStore`). And how much of it there is.
final class ReportFile {
    /// So many of each kind, and of the statuses those that say that a payment did not come about.
    struct Counts: Sendable {
        var statuses = 0
        var refused = 0
        var cancellations = 0
    }

    private(set) var counts = Counts()
    private let path: String?
    private let sink: FileSink?
    private let data: String?
    private var store: ReportStore?
    private var rows: [ReportRow] = []
    private var failure: (any Error)?

    private static let rowsAtOnce = 1_000

    /// - Parameters:
    ///   - path: a file that somebody asked for.
    ///   - data: a data folder; its database is made when there is something to keep.
    init(_ path: String?, data: String?) throws {
        self.path = path
        self.data = data
        sink = try path.map { path throws(SourceError) in try FileSink(path: path) }
    }

    func add(_ file: String, _ report: PaymentReport) {
        switch report.kind {
        case .status:
            counts.statuses += 1
            if report.isRefused { counts.refused += 1 }
        case .cancellation: counts.cancellations += 1
        }
        sink?.line { $0 += report.json(file: file) }
        guard data != nil else { return }
        rows.append(ReportRow(report, file: file))
        if rows.count >= Self.rowsAtOnce { store(rows) }
    }

    private func store(_ rows: [ReportRow]) {
        guard let data, failure == nil else { return }
        do {
            let store = try store ?? ReportStore(data: data)
            self.store = store
            try store.add(rows)
        } catch { failure = error }
        self.rows = []
    }

    /// Writes what is left. Where it is kept: `nil` where it is not, or there was nothing.
    func finish() throws -> String? {
        if !rows.isEmpty { store(rows) }
        try sink?.finish()
        if let failure { throw failure }
        try store?.close()
        return path ?? store?.path
    }
}

extension ReportRow {
    /// - Parameter file: where it was read; empty where it was sent.
    public init(_ report: PaymentReport, file: String) {
        self.init(payment: report.payment, at: report.at, kind: report.kind.rawValue, body: report.json(file: file))
    }
}
