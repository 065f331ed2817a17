import Foundation
import WeirSites

/// Saved files as a site: for rendering pages that are on disk. Nothing outside of the folder is given.
public struct SavedSource: PageSource {
    private let root: String
    private let host: String

    public init(_ root: String, host: String = "saved.example") {
        self.root = URL(filePath: root).resolvingSymlinksInPath().path(percentEncoded: false)
        self.host = host
    }

    /// The address that a file in the folder has.
    public func address(of path: String) -> String {
        let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        let base = root.hasSuffix("/") ? root : root + "/"
        let rest = real.hasPrefix(base) ? String(real.dropFirst(base.count)) : (path as NSString).lastPathComponent
        let safe = rest.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? rest
        return "https://\(host)/\(safe)"
    }

    public func answer(_ address: String) async throws -> FetchedPage {
        let target = try WebTarget(address)
        guard target.host == host else { throw FetchFlaw("\(target.host): only saved files are there") }
        let name = String(target.path.prefix { $0 != "?" }.dropFirst()).removingPercentEncoding ?? ""
        let real = URL(filePath: root).appending(path: name).resolvingSymlinksInPath().path(percentEncoded: false)
        let base = root.hasSuffix("/") ? root : root + "/"
        guard real.hasPrefix(base), let handle = FileHandle(forReadingAtPath: real) else {
            throw FetchFlaw("\(name): is not among the saved files")
        }
        let data = try handle.read(upToCount: SiteLimits.inflatedBytes + 1) ?? Data()
        let bytes = [UInt8](data.prefix(SiteLimits.inflatedBytes))
        var page = FetchedPage(
            hops: [FetchedPage.Hop(address: target.text, network: "", status: 200)], status: 200,
            headers: [(name: "Content-Type", value: Self.type(name, data))], bytes: bytes, wireBytes: data.count)
        if data.count > bytes.count { page.cut = "only the first \(bytes.count) bytes were read" }
        return page
    }

    private static func type(_ name: String, _ data: Data) -> String {
        switch (name as NSString).pathExtension.lowercased() {
        case "js", "mjs": "text/javascript"
        case "css": "text/css"
        case "json": "application/json"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "gif": "image/gif"
        case "webp": "image/webp"
        case "svg": "image/svg+xml"
        // The page's own word says how its letters are written.
        default: "text/html"
        }
    }
}
