import ArgumentParser
import Foundation

/// `weir measure`.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures of a running server.",
        discussion: """
            The key is taken from WEIR_KEY where --key is not given. Example:

              WEIR_KEY=weir_… weir measure reconcile --server http://127.0.0.1:8080
            """,
        subcommands: [Reconcile.self])

    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares what we believe to be in force with what the rail says.",
            discussion: """
                Exit 1 if they differ. What the rail has not answered may be either way, and is counted beside. A rail
                that cannot be asked says what it has in force in a file, object by line:
                {"measure":1,"version":2,"action":"impose"}, or release, or decline. Examples:

                  WEIR_KEY=weir_… weir measure reconcile --server http://127.0.0.1:8080
                  WEIR_KEY=weir_… weir measure reconcile --statement rail.ndjson
                """)

        @Option(help: "The server's address.")
        var server = "http://127.0.0.1:8080"
        @Option(help: "An API key.")
        var key: String?
        @Option(help: "The rail's own statement of what it has in force.")
        var statement: String?
        @Flag(help: "Print what the server says: the differences as JSON.")
        var json = false

        func run() async throws {
            var body: (Data, String)?
            if let statement {
                guard let bytes = FileManager.default.contents(atPath: statement) else {
                    throw Failure.environment("\(statement): cannot be read")
                }
                body = (bytes, "application/x-ndjson")
            }
            let url = try ServerCall.url(server, statement == nil ? "/v1/rail/differences" : "/v1/rail/statement")
            let (data, isDone) = try await ServerCall.send(statement == nil ? "GET" : "POST", url, key: key, body: body)
            guard isDone, let page = try? JSONDecoder().decode(Page.self, from: data) else {
                throw Failure.environment("\(server): \(ServerCall.words(data))")
            }
            if json {
                print(String(decoding: data, as: UTF8.self))
                if !page.items.isEmpty { throw Failure.trouble("\(page.items.count) measures differ") }
                return
            }
            for item in page.items {
                print("measure \(item.measure): we believe \(item.believed), the rail has \(item.rail)")
            }
            let open = page.unconfirmed ?? 0
            let rest =
                open == 0
                ? "" : "; of \(open) \(open == 1 ? "order" : "orders") nobody knows: the rail has not answered"
            if !page.items.isEmpty { throw Failure.trouble("\(page.items.count) measures differ" + rest) }
            print("no differences" + rest)
        }

        private struct Page: Decodable {
            struct Item: Decodable {
                let measure: Int
                let believed: String
                let rail: String
            }
            let items: [Item]
            /// Orders that the rail has not answered; a server before does not say.
            let unconfirmed: Int?
        }
    }
}
