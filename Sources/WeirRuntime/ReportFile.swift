import WeirCodec
import WeirDomain

/// What banks say of payments without making any, as NDJSON: see `PaymentReport.json`. And how much of it there is.
final class ReportFile {
    /// So many of each kind, and of the statuses those that say that a payment did not come about.
    struct Counts: Sendable {
        var statuses = 0
        var refused = 0
        var cancellations = 0
    }

    private(set) var counts = Counts()
    private let path: String?
    private var sink: FileSink?
    private var failure: SourceError?

    /// The file that somebody asked for, or one in `reports/` of a data folder, made when there is something to keep.
    /// With neither, reports are counted.
    static func open(_ path: String?, data: String?) throws -> ReportFile {
        if let path { return ReportFile(path, try FileSink(path: path)) }
        guard let data else { return ReportFile(nil, nil) }
        let folder = try DataDirectory.part("reports", of: data)
        let time = String(Clock.now.rfc3339.map { $0 == ":" ? "-" : $0 })
        return ReportFile("\(folder)/\(time).ndjson", nil)
    }

    private init(_ path: String?, _ sink: FileSink?) {
        self.path = path
        self.sink = sink
    }

    func add(_ file: String, _ report: PaymentReport) {
        switch report.kind {
        case .status:
            counts.statuses += 1
            if report.isRefused { counts.refused += 1 }
        case .cancellation: counts.cancellations += 1
        }
        guard let path else { return }
        if sink == nil {
            do { sink = try FileSink(path: path) } catch { failure = error }
        }
        sink?.line { $0 += report.json(file: file) }
    }

    /// Writes what is left; `nil` where there is no file, for there was nothing to keep.
    func finish() throws(SourceError) -> String? {
        if let failure { throw failure }
        try sink?.finish()
        return sink == nil ? nil : path
    }
}
