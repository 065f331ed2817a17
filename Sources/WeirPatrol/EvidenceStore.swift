import Crypto
import Foundation
import WeirCodec
public import WeirDomain
import WeirSites

/// Pages as they were found, kept by the hash of their bytes, with a record of where, when and how. Nothing is kept
/// under a name that anything would open or run.
public struct EvidenceStore: Sendable {
    private let folder: String

    public init(folder: String) { self.folder = folder }

    /// Keeps a page; answers the hash under which it lies. The same bytes are kept once, every visit has a record.
    public func keep(_ inspection: Inspection, at time: Instant) throws -> String {
        let hash = try keep(inspection.page.bytes)
        let text = inspection.finding.json
        var record = JSONObject()
        record.put("at", time)
        record.put("sha256", hash)
        record.put("hops", json: JSONObject.array(inspection.page.hops.map(Self.hop)))
        record.put("headers", json: JSONObject.array(inspection.page.headers.prefix(64).map(Self.header)))
        if !inspection.page.certificate.isEmpty { record.put("certificate_sha256", inspection.page.certificate) }
        record.put("finding", json: text.closed)
        if let seen = inspection.rendered {
            var shown = JSONObject()
            shown.put("address", seen.address)
            shown.put("html_sha256", try keep(seen.html))
            shown.put("screenshot_sha256", try keep(seen.picture))
            shown.put("milliseconds", seen.milliseconds)
            shown.put("requests", seen.requests)
            record.put("rendered", json: shown.closed)
        }
        let records = folder + "/records"
        try FileManager.default.createDirectory(atPath: records, withIntermediateDirectories: true)
        try write(record.closed, "\(records)/\(time.milliseconds)-\(hash.prefix(16)).json")
        return hash
    }

    private func keep(_ bytes: [UInt8]) throws -> String {
        let hash = Self.hash(bytes)
        let place = folder + "/pages/" + hash.prefix(2)
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let path = "\(place)/\(hash).bin"
        if !FileManager.default.fileExists(atPath: path) { try write(bytes, path) }
        return hash
    }

    /// The bytes under a hash, checked.
    public func bytes(_ hash: String) -> [UInt8]? {
        guard hash.count == 64, hash.allSatisfy(\.isHexDigit),
            let data = FileManager.default.contents(atPath: "\(folder)/pages/\(hash.prefix(2))/\(hash).bin")
        else { return nil }
        return Self.hash(Array(data)) == hash ? Array(data) : nil
    }

    static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// Whole or not at all, and readable by nobody else.
    private func write(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private static func hop(_ hop: FetchedPage.Hop) -> [UInt8] {
        var object = JSONObject()
        object.put("address", hop.address)
        object.put("network", hop.network)
        object.put("status", hop.status)
        return object.closed
    }

    private static func header(_ header: (name: String, value: String)) -> [UInt8] {
        var object = JSONObject()
        object.put("name", header.name)
        object.put("value", header.value)
        return object.closed
    }
}
