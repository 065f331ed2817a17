import ArgumentParser
import WeirCodec
import WeirEngine
import WeirRuntime

/// `weir replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replays a journal and prints what it leads to, changing nothing.",
        discussion: """
            Checks every record on the way. The state hash is the same for the same inputs, on any machine. Example:

              weir replay --data weir-data
            """)

    @Option(help: "The data folder.")
    var data = "weir-data"

    @Option(help: "Print the digest of the state after each so many inputs as well.")
    var every: UInt64?

    func run() throws {
        do {
            if let every, every == 0 { throw Failure.wrongUse("--every must be 1 or more") }
            let summary = try JournalReplay.run(directory: data, every: every ?? .max) { sequence, hash in
                var object = JSONObject()
                object.put("through", Int(sequence))
                object.put("state_hash", String(hash, radix: 16))
                print(String(decoding: object.closed, as: UTF8.self))
            }
            var object = JSONObject()
            object.put("inputs", Int(summary.inputs))
            object.put("decided", summary.counters.decided)
            object.put("declined", summary.counters.declined)
            object.put("duplicates", summary.counters.duplicates)
            object.put("alerts", summary.counters.alerts)
            object.put("state_hash", String(summary.stateHash, radix: 16))
            print(String(decoding: object.closed, as: UTF8.self))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure.environment("\(error)")
        }
    }
}
