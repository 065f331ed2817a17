import ArgumentParser
import Foundation
import WeirPatrol

/// What scanning and watching share: whether and how pages are rendered.
struct RenderingOptions: ParsableArguments {
    @Option(
        help: """
            Have pages rendered by Chromium: never, suspects (where one side shows, or scripts make the page), all.
            """)
    var render = "never"
    @Flag(help: "Look as a customer does: browser and telephone do not say that they are the patrol's.")
    var asCustomer = false

    /// The mode that can be done; says so where it cannot.
    var mode: Inspection.Rendering {
        get throws {
            guard let mode = Inspection.Rendering(rawValue: render) else {
                throw Failure.wrongUse("--render: must be never, suspects or all")
            }
            guard mode != .never else { return mode }
            if let objection = PageRenderer.objection() {
                Terminal.note("weir: pages are not rendered: \(objection)")
                return .never
            }
            if let objection = SeenText.objection { Terminal.note("weir: text in pictures is not read: \(objection)") }
            return mode
        }
    }

    func renderer(_ reach: ReachOptions, _ mode: Inspection.Rendering) throws -> PageRenderer? {
        guard mode != .never else { return nil }
        let own = try asCustomer ? "" : " " + reach.agent
        return PageRenderer(try reach.fetcher(GuardedFetcher.browserAgent + own))
    }

    /// The telephone that looks a second time.
    func customer(_ reach: ReachOptions) throws -> GuardedFetcher? {
        asCustomer ? try reach.fetcher(GuardedFetcher.phoneAgent) : nil
    }
}

/// Who visits, and what is reached beside the public web, for tests.
struct ReachOptions: ParsableArguments {
    @Option(help: "Tell the sites where they learn more of the patrol, or complain: an address of the web or of mail.")
    var contact: String?
    @Option(help: "A network address to be reached though it is not public, such as 127.0.0.1 for a test.")
    var allow: [String] = []
    @Option(help: "HOST=ADDRESS: the address of a host, in place of a look-up; it must be public or allowed.")
    var resolve: [String] = []
    @Option(help: "A file with a certificate that is believed beside the system's.")
    var trust: [String] = []

    /// How the patrol names itself.
    var agent: String {
        get throws {
            guard let contact else { return GuardedFetcher.agent }
            guard let agent = GuardedFetcher.agentName(contact: contact) else {
                throw Failure.wrongUse("--contact: '\(contact)' is no address such as https://example.com/patrol")
            }
            return agent
        }
    }

    /// - Parameter own: how it names itself; as the patrol, where nothing else is said.
    func fetcher(_ own: String? = nil) throws -> GuardedFetcher {
        let name = try own ?? self.agent
        var names: [String: NetworkAddress] = [:]
        for text in resolve {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let address = NetworkAddress(parts[1]) else {
                throw Failure.wrongUse("--resolve: '\(text)' is not HOST=ADDRESS")
            }
            names[parts[0].lowercased()] = address
        }
        return GuardedFetcher(allowing: allow, agent: name, trusting: trust, resolver: NamedResolver(names))
    }
}

/// Lists that pages are held against.
struct ListedOptions: ParsableArguments {
    @Option(help: "The folder of lists: links to listed platforms and names that look like theirs are evidence.")
    var lists: String?

    var paths: [String] { lists.map { [$0] } ?? [] }

    func listed() throws -> ListedSites? {
        guard let lists else { return nil }
        let folder = ListFolder(lists)
        return ListedSites(
            try folder.names().map { name in
                try ListWork.run { () throws(ListFile.Flaw) in try folder.list(name) }
            })
    }
}

/// Files with hosts or addresses, one a line.
enum AddressFile {
    /// Schemes are the same in capitals.
    static func isAddress(_ text: String) -> Bool {
        let scheme = text.prefix(8).lowercased()
        return scheme.hasPrefix("http://") || scheme.hasPrefix("https://")
    }

    /// A page that was saved as text is a page.
    static func isList(_ path: String) -> Bool {
        (path.hasSuffix(".txt") || path.hasSuffix(".list")) && !SavedPages.isPage(path)
    }

    static func read(_ path: String) throws -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure.environment("\(path): cannot be read")
        }
        let text = String(decoding: data, as: UTF8.self)
        let isMarked = text.unicodeScalars.first?.value == 0xFEFF
        let lines = String(text.unicodeScalars.dropFirst(isMarked ? 1 : 0)).split(whereSeparator: \.isNewline)
        return lines.flatMap { line -> [String] in
            let address = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if address.isEmpty { return [] }
            let words = address.split(whereSeparator: \.isWhitespace).map(String.init)
            // A line of a hosts file: where names are led to, and the names.
            if words.count > 1, NetworkAddress(words[0]) != nil {
                return words.dropFirst().filter { isName($0) }.map { "https://\($0)/" }
            }
            return [address.contains("://") ? address : "https://\(address)/"]
        }
    }

    /// Whether a hosts file means a site by it, and not the machine that it lies on.
    private static func isName(_ text: String) -> Bool {
        text.contains(".") && text != "localhost.localdomain" && NetworkAddress(text) == nil
    }
}
