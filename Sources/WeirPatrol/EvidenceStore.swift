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
        if let cut = inspection.page.cut { record.put("cut", cut) }
        let pictures = try kept(inspection.codes)
        if !pictures.isEmpty { record.put("pictures", json: JSONObject.array(pictures)) }
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

    /// Pictures whose codes speak in a finding, more than this of no page.
    private static let mostPictures = 40

    /// Keeps the pictures that showed codes: the page names them, but what stands under their names changes.
    private func kept(_ codes: [PictureCodes]) throws -> [[UInt8]] {
        var seen: Set<String> = []
        var records: [[UInt8]] = []
        for picture in codes where !picture.bytes.isEmpty && seen.count < Self.mostPictures {
            let hash = try keep(picture.bytes)
            guard seen.insert(hash + picture.name).inserted else { continue }
            var object = JSONObject()
            object.put("picture", String(picture.name.prefix(2_048)))
            object.put("line", picture.line)
            object.put("sha256", hash)
            object.put("codes", picture.codes.map { String($0.prefix(2_048)) })
            records.append(object.closed)
        }
        return records
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
