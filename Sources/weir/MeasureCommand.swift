import ArgumentParser
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `weir measure`.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures of a running server.",
        discussion: "The key is taken from WEIR_KEY where --key is not given.", subcommands: [Reconcile.self])

    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares what we believe to be in force with what the rail says.",
            discussion: """
                Exit 1 if they differ. A rail that cannot be asked says what it has in force in a file, object by line:
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

        func run() async throws {
            let key = key ?? ProcessInfo.processInfo.environment["WEIR_KEY"] ?? ""
            let path = statement == nil ? "/v1/rail/differences" : "/v1/rail/statement"
            guard let url = URL(string: server + path), url.host() != nil else {
                throw Failure.wrongUse("--server: '\(server)' is no address")
            }
            var request = URLRequest(url: url)
            if let statement {
                guard let body = FileManager.default.contents(atPath: statement) else {
                    throw Failure.environment("\(statement): cannot be read")
                }
                request.httpMethod = "POST"
                request.httpBody = body
                request.setValue("application/x-ndjson", forHTTPHeaderField: "Content-Type")
            }
            request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
            let (data, response): (Data, URLResponse)
            do {
                (data, response) = try await URLSession.shared.data(for: request)
            } catch {
                throw Failure.environment("\(server): cannot be reached")
            }
            guard (response as? HTTPURLResponse)?.statusCode == 200,
                let page = try? JSONDecoder().decode(Page.self, from: data)
            else { throw Failure.environment("\(server): \(String(decoding: data.prefix(300), as: UTF8.self))") }
            for item in page.items {
                print("measure \(item.measure): we believe \(item.believed), the rail has \(item.rail)")
            }
            if !page.items.isEmpty { throw Failure.trouble("\(page.items.count) measures differ") }
            print("no differences")
        }

        private struct Page: Decodable {
            struct Item: Decodable {
                let measure: Int
                let believed: String
                let rail: String
            }
            let items: [Item]
        }
    }
}
