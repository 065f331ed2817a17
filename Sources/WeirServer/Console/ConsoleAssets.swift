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
        for (name, bytes) in WebAssets.all {
            let tag = SHA256.hash(data: Data(bytes)).prefix(8).map { String(format: "%02x", $0) }.joined()
            files[name] = (bytes, tag)
        }
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
