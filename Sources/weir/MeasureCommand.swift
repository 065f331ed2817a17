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
                Exit 1 if they differ. Example:

                  WEIR_KEY=weir_… weir measure reconcile --server http://127.0.0.1:8080
                """)

        @Option(help: "The server's address.")
        var server = "http://127.0.0.1:8080"
        @Option(help: "An API key.")
        var key: String?

        func run() async throws {
            let key = key ?? ProcessInfo.processInfo.environment["WEIR_KEY"] ?? ""
            guard let url = URL(string: server + "/v1/rail/differences"), url.host() != nil else {
                throw Failure.wrongUse("--server: '\(server)' is no address")
            }
            var request = URLRequest(url: url)
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
