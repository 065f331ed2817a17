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

    func renderer(allow: [String], _ mode: Inspection.Rendering) -> PageRenderer? {
        guard mode != .never else { return nil }
        let agent = GuardedFetcher.browserAgent + (asCustomer ? "" : " " + GuardedFetcher.agent)
        return PageRenderer(GuardedFetcher(allowing: allow, agent: agent))
    }
}

/// Files with hosts or addresses, one a line.
enum AddressFile {
    static func read(_ path: String) throws -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure.environment("\(path): cannot be read")
        }
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            let address = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if address.isEmpty { return nil }
            return address.contains("://") ? address : "https://\(address)/"
        }
    }
}
