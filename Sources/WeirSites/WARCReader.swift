public import WeirCodec
import WeirDomain

/// A document as a web server answered it.
public struct SavedDocument: Sendable {
    public var address: String
    public var status: Int
    public var type: String
    public var charset: String
    public var bytes: [UInt8]
    /// It is the beginning of a larger one.
    public var isCut = false
}

/// Reads the responses of a WARC file (ISO 28500), also gzipped record by record, one at a time.
public final class WARCReader {
    private let source: ByteSource
    private var buffer: [UInt8] = []
    private var at = 0
    private var chunk: [UInt8] = []
    private var isAtEnd = false
    /// Records read so far, for saying where something is wrong.
    public private(set) var records = 0

    public init(path: String) throws(SourceError) { source = try ByteSource(path: path) }

    /// The next response; `nil` at the end. Records of other kinds are passed over.
    public func next() throws(SourceError) -> SavedDocument? {
        while let head = try head() {
            records += 1
            guard let length = Int(head["content-length"] ?? ""), length >= 0 else {
                throw flaw("has no Content-Length")
            }
            let isWanted = ["response", "resource"].contains(head["warc-type"] ?? "")
            guard isWanted else {
                try skip(length)
                continue
            }
            let body = try take(min(length, SiteLimits.recordBytes))
            let isCut = length > SiteLimits.recordBytes
            if isCut { try skip(length - SiteLimits.recordBytes) }
            let address = (head["warc-target-uri"] ?? "").trimmingBrackets
            if head["warc-type"] == "resource" {
                let type = head["content-type"] ?? ""
                return SavedDocument(
                    address: address, status: 200, type: type, charset: Charset.charset(of: type.lowercased()),
                    bytes: body, isCut: isCut)
            }
            if var document = HTTPMessage.document(body, address: address) {
                document.isCut = document.isCut || isCut
                return document
            }
        }
        return nil
    }

    private func flaw(_ reason: String, _ record: Int? = nil) -> SourceError {
        SourceError(path: source.path, reason: "record \(record ?? records) \(reason)")
    }

    private func fill() throws(SourceError) {
        guard !isAtEnd else { return }
        if at > 1 << 20 {
            buffer.removeFirst(at)
            at = 0
        }
        if try source.next(&chunk) { buffer += chunk } else { isAtEnd = true }
    }

    /// The named fields of the next record.
    private func head() throws(SourceError) -> [String: String]? {
        var lines: [String] = []
        while true {
            guard let line = try line() else {
                guard lines.isEmpty else { throw flaw("is cut off in its head", records + 1) }
                return nil
            }
            if line.isEmpty {
                if lines.isEmpty { continue }
                break
            }
            lines.append(line)
            guard lines.count <= 200 else { throw flaw("has more than 200 fields", records + 1) }
        }
        guard lines[0].hasPrefix("WARC/") else { throw flaw("does not begin with WARC/", records + 1) }
        return HTTPMessage.fields(lines.dropFirst())
    }

    private func line() throws(SourceError) -> String? {
        while true {
            if let end = buffer[at...].firstIndex(of: 10) {
                var line = buffer[at..<end]
                if line.last == 13 { line = line.dropLast() }
                at = end + 1
                return String(decoding: line, as: UTF8.self)
            }
            guard buffer.count - at <= SiteLimits.headerBytes else {
                throw flaw("has a line longer than \(SiteLimits.headerBytes) bytes", records + 1)
            }
            if isAtEnd {
                // What the last line holds is not passed over: no record ends without a line's end.
                defer { at = buffer.count }
                return at < buffer.count ? String(decoding: buffer[at...], as: UTF8.self) : nil
            }
            try fill()
        }
    }

    private func take(_ count: Int) throws(SourceError) -> [UInt8] {
        while buffer.count - at < count {
            guard !isAtEnd else { throw flaw("is cut off") }
            try fill()
        }
        defer { at += count }
        return Array(buffer[at..<(at + count)])
    }

    private func skip(_ count: Int) throws(SourceError) {
        var left = count
        while left > 0 {
            let here = min(left, buffer.count - at)
            at += here
            left -= here
            if left > 0 {
                guard !isAtEnd else { throw flaw("is cut off") }
                try fill()
            }
        }
    }
}

/// An HTTP response in bytes, as archives keep it.
enum HTTPMessage {
    static func fields(_ lines: ArraySlice<String>) -> [String: String] {
        var fields: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...]).trimmingSpaces
        }
        return fields
    }

    static func document(_ bytes: [UInt8], address: String) -> SavedDocument? {
        guard let end = Scan.range(of: [13, 10, 13, 10], in: bytes) ?? Scan.range(of: [10, 10], in: bytes) else {
            return nil
        }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(whereSeparator: \.isNewline).map(String.init)
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let fields = fields(lines.dropFirst())
        var body = Array(bytes[end.upperBound...])
        if fields["transfer-encoding"]?.lowercased().contains("chunked") == true { body = unchunked(body) }
        if fields["content-encoding"]?.lowercased().contains("gzip") == true {
            body = Inflating.gzip(body, most: SiteLimits.inflatedBytes)
        }
        let type = fields["content-type"] ?? ""
        return SavedDocument(
            address: address, status: status, type: type, charset: Charset.charset(of: type.lowercased()), bytes: body)
    }

    /// The body without the lengths of its pieces; as it is where they are not there.
    private static func unchunked(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard let end = bytes[at...].firstIndex(of: 10) else { return bytes }
            let digits = bytes[at..<end].prefix { PaymentLinks.hex($0) != nil }
            guard !digits.isEmpty, digits.count <= 8 else { return out.isEmpty ? bytes : out }
            let length = digits.reduce(0) { $0 << 4 | Int(PaymentLinks.hex($1) ?? 0) }
            if length == 0 { break }
            let start = end + 1
            out += bytes[start..<min(bytes.count, start + length)]
            at = start + length
            while at < bytes.count, bytes[at] == 13 || bytes[at] == 10 { at += 1 }
        }
        return out
    }
}

extension String {
    fileprivate var trimmingBrackets: String {
        hasPrefix("<") && hasSuffix(">") ? String(dropFirst().dropLast()) : self
    }
}
