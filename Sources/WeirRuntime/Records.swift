import WeirDomain
import WeirEngine
import WeirJournal
import WeirStore

/// Journal, database and index of a data folder, opened together.
struct Records {
    let journal: Journal
    let report: JournalRecovery
    let store: Store
    let index: PaymentIndex
    let watch: Watch
    /// What the database has.
    let progress: Store.Progress

    /// Opens the folder, or makes one, and checks that its parts belong together.
    static func open(_ directory: String, note: (String) -> Void = { _ in }) throws -> Records {
        try DataDirectory.prepare(directory)
        var options = JournalOptions()
        options.preparesAside = true
        options.fillsAside = true
        let (journal, report) = try Journal.open(
            directory: directory + "/journal", options: options, files: FaultHooks.files)
        let store = try Store(path: directory + "/weir.db")
        let progress = try store.progress()
        guard progress.sequence <= journal.lastCommitted else {
            throw DeskError(
                "\(directory): the database has \(progress.sequence) inputs, the journal only "
                    + "\(journal.lastCommitted): they do not belong together, or the journal lost its end")
        }
        let index = try PaymentIndex(
            directory: directory + "/index", first: progress.indexedFrom, seed: journal.journalID,
            isNew: progress.sequence == 0, through: journal.lastCommitted, note: note)
        let lookup = JournalLookup(directory: directory + "/journal")
        store.attach(
            Archive(index) { sequence in
                guard let found = try lookup.record(sequence), found.type == InputType.payment.rawValue,
                    PaymentView.isWhole(found.payload.span.bytes)
                else { return nil }
                return found.payload
            } plain: {
                PlainAllow.body($0, $1)
            })
        let watch = try Watch(taking: directory, lookup: lookup, log: note)
        return Records(
            journal: journal, report: report, store: store, index: index, watch: watch, progress: progress)
    }

    /// What both database and index have.
    var known: UInt64 { min(progress.sequence, index.written) }

    /// Reads database and index once, so that damage is known before anybody is answered from them. What belongs to
    /// more than some millions of payments is only checked where it is read: each row, each page.
    func verify() throws {
        guard progress.sequence <= Self.verified else { return }
        try store.verify()
        try index.verify()
    }

    private static let verified: UInt64 = 4_000_000
}
