import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WeirAssets

/// A file that pages load. Its address holds its hash, so browsers keep it for good.
struct Asset: Sendable, Hashable {
    let name: String

    static let style = Asset(name: "console.css")
    static let script = Asset(name: "console.js")
    static let drawings = Asset(name: "drawings.css")
    static let flow = Asset(name: "flow.js")
    static let verify = Asset(name: "verify.js")
}

/// All files that pages load, by name.
struct ConsoleAssets: Sendable {
    private var files: [String: (bytes: [UInt8], tag: String)] = [:]

    init() {
        for (name, source) in WebAssets.all {
            let bytes = Self.lean(source, isStyle: name.hasSuffix(".css"))
            let tag = SHA256.hash(data: Data(bytes)).prefix(8).map { String(format: "%02x", $0) }.joined()
            files[name] = (bytes, tag)
        }
    }

    /// Without comments that have lines of their own, and what indents: an eighth of what a page loads.
    static func lean(_ source: [UInt8], isStyle: Bool) -> [UInt8] {
        var (text, rest) = ("", String(decoding: source, as: UTF8.self)[...])
        while isStyle, let begin = rest.firstRange(of: "/*"), let end = rest.firstRange(of: "*/") {
            text += rest[..<begin.lowerBound]
            rest = rest[end.upperBound...]
        }
        text += rest
        let lines = text.split(separator: "\n").map { line in line.drop { $0 == " " } }
        return Array(lines.filter { !$0.isEmpty && (isStyle || !$0.hasPrefix("//")) }.joined(separator: "\n").utf8)
    }

    func link(_ asset: Asset) -> Link {
        Link("/console/assets", files[asset.name]?.tag ?? "", asset.name)
    }

    /// A file under its hash; `nil` for any other.
    func response(_ tag: String, _ name: String) -> Response? {
        guard let file = files[name], file.tag == tag else { return nil }
        let type = name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
        return Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
