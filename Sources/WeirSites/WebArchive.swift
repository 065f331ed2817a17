/// Reads a page that a browser saved as one file (MHTML, `.mht`): the page, its frames and its pictures, each with a
/// head of its own, as mails have them.
public enum WebArchive {
    /// Parts of one archive that are read; a heavy page has some hundred.
    private static let most = 1_000
    private static let headBytes = 64 << 10
    private static let leastNames = ["mime-version:", "content-type:"]

    /// Whether the bytes begin as such a file does: with the head of a mail, and not with a tag.
    public static func isArchive(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: { $0 > 32 }), first != 60 else { return false }
        // Of bytes: in a text a line's end of two characters is one that no single one is found in.
        let head = Scan.lowercased(Array(bytes.prefix(4_096)))
        return leastNames.allSatisfy { name in
            head.starts(with: name.utf8) || Scan.range(of: "\n" + name, in: head) != nil
        }
    }

    /// The documents in the order in which they stand, the page first; an archive of one part is that part.
    public static func documents(_ bytes: [UInt8]) -> [SavedDocument] {
        guard let (fields, start) = head(bytes, 0) else { return [] }
        guard let boundary = boundary(fields["content-type"] ?? "") else {
            return [document(fields, bytes[start...])]
        }
        var found: [SavedDocument] = []
        let mark = Array("--\(boundary)".utf8)
        var at = Scan.range(of: mark, in: bytes, from: start)
        while let here = at, found.count < most {
            at = Scan.range(of: mark, in: bytes, from: here.upperBound)
            // Two more hyphens end the archive.
            let end = at?.lowerBound ?? bytes.count
            if bytes[here.upperBound..<end].starts(with: [45, 45]) { break }
            let part = Array(bytes[here.upperBound..<end].drop { $0 == 13 || $0 == 10 || $0 == 32 })
            if let (fields, start) = head(part, 0) { found.append(document(fields, part[start...])) }
        }
        return found
    }

    private static func document(_ fields: [String: String], _ body: ArraySlice<UInt8>) -> SavedDocument {
        let type = fields["content-type"] ?? ""
        let bytes: [UInt8]
        switch fields["content-transfer-encoding"]?.lowercased() ?? "" {
        case "base64": bytes = base64(body)
        case "quoted-printable": bytes = quotedPrintable(body)
        default: bytes = Array(body)
        }
        return SavedDocument(
            address: fields["content-location"] ?? "", status: 200, type: type,
            charset: Charset.charset(of: type.lowercased()),
            bytes: Array(bytes.prefix(SiteLimits.inflatedBytes)), isCut: bytes.count > SiteLimits.inflatedBytes)
    }

    /// The named fields up to the first empty line, lines that go on put together, and where the body begins.
    private static func head(_ bytes: [UInt8], _ from: Int) -> (fields: [String: String], body: Int)? {
        var lines: [String] = []
        var at = from
        while at < bytes.count, at - from < headBytes {
            let end = bytes[at...].firstIndex(of: 10) ?? bytes.count
            var line = bytes[at..<end]
            if line.last == 13 { line = line.dropLast() }
            at = min(bytes.count, end + 1)
            if line.isEmpty {
                if lines.isEmpty { continue }
                return (HTTPMessage.fields(lines[...]), at)
            }
            let text = String(decoding: line, as: UTF8.self)
            if line.first == 32 || line.first == 9, !lines.isEmpty {
                lines[lines.count - 1] += text
            } else {
                lines.append(text)
            }
        }
        return nil
    }

    private static func boundary(_ type: String) -> String? {
        guard let found = Scan.range(of: "boundary=", in: Scan.lowercased(Array(type.utf8))) else { return nil }
        let rest = String(decoding: Array(type.utf8)[found.upperBound...], as: UTF8.self)
        let value =
            rest.hasPrefix("\"") ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { $0 != ";" && $0 != " " }
        return value.isEmpty ? nil : String(value)
    }

    /// Line by line, so that one that is damaged costs no more than itself.
    private static func base64(_ body: ArraySlice<UInt8>) -> [UInt8] {
        let whole = String(decoding: body, as: UTF8.self)
        if let bytes = DataAddress.base64(whole[...].utf8) { return bytes }
        return body.split(whereSeparator: { $0 == 10 || $0 == 13 }).flatMap { line in
            DataAddress.base64(String(decoding: line, as: UTF8.self)[...].utf8) ?? []
        }
    }

    private static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        var i = body.startIndex
        while i < body.endIndex {
            let byte = body[i]
            i += 1
            guard byte == 61 else {
                out.append(byte)
                continue
            }
            if i < body.endIndex, body[i] == 10 {
                i += 1
            } else if i + 1 < body.endIndex, body[i] == 13, body[i + 1] == 10 {
                i += 2
            } else if i + 1 < body.endIndex, let high = PaymentLinks.hex(body[i]),
                let low = PaymentLinks.hex(body[i + 1])
            {
                out.append(high << 4 | low)
                i += 2
            } else {
                out.append(byte)
            }
        }
        return out
    }
}
