import Synchronization
import WeirCodec
import WeirDomain
import WeirEngine

/// The reading side of a screening: parses on a thread of its own, a few batches ahead of the engine.
final class ScreeningReader: @unchecked Sendable {
    struct Report: Sendable {
        var rejects = 0
        var firstRejects: [String] = []
        var emptyFiles: [String] = []
        var failures: [SourceError] = []
        var seconds = 0.0
        /// Where refused lines are kept.
        var rejectsPath: String?
        /// What banks said of payments, and where it is kept.
        var reports = ReportFile.Counts()
        var reportsPath: String?
    }

    let channel = Channel<RecordBatch>(capacity: 4)
    private let sources: [PaymentSource]
    private let window: Int
    /// Until all has been read.
    private var scout: Scout?
    private let state: Mutex<Report> = Mutex(Report())
    /// Written under `state`'s lock: both threads may refuse a payment.
    private let rejects: RejectFile?
    /// The reading thread's until it has ended.
    private let reports: ReportFile?

    /// - Parameters:
    ///   - scout: of the engine that will decide. The sequences that it tells are places among the payments.
    ///   - rejects: where refused lines are kept; the reader's alone from now on.
    ///   - reports: the same for what banks say of payments; without it such messages are refused by name.
    init(
        _ options: Screening.Options, _ scout: consuming Scout? = nil, _ rejects: RejectFile? = nil,
        _ reports: ReportFile? = nil
    ) throws(SourceError) {
        self.scout = scout
        var sources: [PaymentSource] = []
        for path in options.files { sources.append(try PaymentSource(path: path)) }
        if options.onlyParties { for source in sources { source.keepOnlyParties() } }
        self.sources = sources
        window = max(1, options.reorder)
        self.rejects = rejects
        self.reports = reports
        guard let reports else { return }
        for source in sources { source.onReport = { [path = source.path] in reports.add(path, $0) } }
    }

    func start() {
        LongThread.start("weir-read") { self.readAll() }
    }

    private func readAll() {
        let start = Clock.seconds
        var order = EventOrder(sources, window: window)
        var read: UInt64 = 0
        while var batch = order.next(rejects: { self.note($0, $1, $2) }) {
            scout?.look(at: &batch, before: read)
            read += UInt64(batch.count)
            if !channel.put(batch) { break }
        }
        let seconds = Clock.seconds - start
        let empty = sources.filter { $0.accepted + $0.refused + $0.reports == 0 }.map(\.path)
        let failures = order.failures
        state.withLock {
            $0.failures = failures
            $0.seconds = seconds
            $0.emptyFiles = empty
        }
        channel.close()
    }

    // MARK: Rejects

    private func note(_ path: String, _ refusal: Refusal, _ raw: RawSpan) {
        let rawBytes = raw.array
        state.withLock { state in
            state.rejects += 1
            if state.firstRejects.count < 5 {
                state.firstRejects.append("\(path):\(refusal.line): \(refusal.message)")
            }
            rejects?.add(path, refusal, rawBytes.span.bytes)
        }
    }

    /// A payment that the engine could not take, by its record.
    func reject(_ payment: borrowing PaymentView, line: Int, reason: String) {
        var raw: [UInt8] = []
        PaymentJSON.append(payment, to: &raw)
        let place = EventOrder.place(line)
        note(
            sources[place.input].path, Refusal(line: place.line, field: "id", reason: reason), raw.span.bytes)
    }

    /// Everything has been taken from the channel: closes the reject file and reports.
    func finish() throws -> Report {
        var report = state.withLock { $0 }
        report.rejectsPath = try rejects?.finish()
        if let reports {
            report.reportsPath = try reports.finish()
            report.reports = reports.counts
        }
        return report
    }
}
