import ArgumentParser
import WeirRuntime

/// `weir snapshot`.
struct Snapshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a snapshot beside a running server, so that its next start is quick.",
        discussion: """
            Begins with the newest snapshot and replays the journal since then, with the memory of a second engine; the
            server is not held up. `weir serve` calls it by itself; see --snapshot-every there. Example:

              weir snapshot --data weir-data
            """)

    @Option(help: "The data folder.")
    var data = "weir-data"
    @Option(help: "The last input that the snapshot may know; the last of the journal if not given.")
    var through: UInt64?
    @Flag(help: "Say nothing when all is well.")
    var quiet = false

    func run() throws {
        do {
            let sequence = try JournalReplay.snapshot(directory: data, through: through)
            if !quiet { print(sequence.map { "snapshot through input \($0)" } ?? "there is nothing new") }
        } catch {
            throw Failure.environment("\(error)")
        }
    }
}
