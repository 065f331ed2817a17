import ArgumentParser
import Foundation

/// The command line: the same use cases as the server.
@main
struct Weir: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weir",
        abstract: "Decides payments, recognises crypto trade behind them, and accounts for what it did.",
        discussion: "Try: weir demo\n\n'weir --version' says which one this is.",
        subcommands: [
            Demo.self, Screen.self, Evaluate.self, Serve.self, Simulate.self, Site.self, ListCommand.self, Train.self,
            Explain.self, ModelCommand.self, ReplayCommand.self, Snapshot.self, RulesCommand.self,
            RegisterCommand.self, AccessCommand.self, MeasureCommand.self, ReportCommand.self, Bench.self,
        ])

    private static let version = "weir 0.1.0"

    /// Exit codes of INTERFACES §2: 0 done, 1 ran and found trouble, 2 wrong use, 3 environment.
    static func main() async {
        // Not the parser's: that puts the option beside every command's own, and rule sets have versions too.
        if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) { return print(version) }
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            if !failure.message.isEmpty { Terminal.error(failure.message) }
            Foundation.exit(failure.code)
        } catch {
            let code = exitCode(for: error)
            if code == .success {
                print(message(for: error))
                Foundation.exit(0)
            }
            Terminal.error(message(for: error))
            Foundation.exit(2)
        }
    }
}

/// An end with a reason: what and where, never a stack trace. Without a message the exit code says it all.
struct Failure: Error {
    let code: Int32
    let message: String

    static func trouble(_ message: String) -> Failure { Failure(code: 1, message: message) }
    static func wrongUse(_ message: String) -> Failure { Failure(code: 2, message: message) }
    static func environment(_ message: String) -> Failure { Failure(code: 3, message: message) }
}

enum Terminal {
    static func error(_ message: String) { note("weir: error: \(message)") }

    /// A line for the person, on standard error.
    static func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    static var isInteractive: Bool { isatty(2) == 1 }

    /// 1234567 as 1,234,567.
    static func grouped(_ value: Int) -> String {
        var text = ""
        for (i, digit) in String(value.magnitude).reversed().enumerated() {
            if i > 0, i % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// 1 entry, 2 entries.
    static func plural(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    static func decimal(_ value: Double, _ digits: Int = 1) -> String { String(format: "%.\(digits)f", value) }
}

extension Terminal {
    /// Text without a line end.
    static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
