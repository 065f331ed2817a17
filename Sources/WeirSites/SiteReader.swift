import WeirDomain

/// Reads a page from its bytes to its finding.
public enum SiteReader {
    /// Bytes of pictures by their address in the page, as far as they are there.
    public typealias Pictures = (String) -> [UInt8]?

    public static func page(_ bytes: [UInt8], address: String, charset: String = "") -> Page {
        var page = PageReader.read(
            Array(bytes.prefix(SiteLimits.inflatedBytes)), address: address, charset: charset)
        if bytes.count > SiteLimits.inflatedBytes {
            page.cut = "only the first \(SiteLimits.inflatedBytes) bytes were read"
        }
        return page
    }

    /// - Parameter pictures: gives a picture's bytes; `data:` addresses are read here.
    public static func finding(
        _ bytes: [UInt8], address: String, charset: String = "", pictures: Pictures = { _ in nil }
    ) -> SiteFinding {
        let page = page(bytes, address: address, charset: charset)
        return finding(page, pictures: pictures)
    }

    /// - Parameter screenshot: a picture of the page as a browser shows it; empty for none.
    public static func finding(
        _ page: Page, screenshot: [UInt8] = [], pictures: Pictures = { _ in nil }
    ) -> SiteFinding {
        read(page, screenshot: screenshot, pictures: pictures).finding
    }

    /// The finding, and the pictures whose codes went into it.
    public static func read(
        _ page: Page, screenshot: [UInt8] = [], pictures: Pictures = { _ in nil }
    ) -> (finding: SiteFinding, codes: [PictureCodes]) {
        var codes: [PictureCodes] = []
        var unread: [String] = []
        if !screenshot.isEmpty, let found = try? QRFinder.codes(in: screenshot), !found.isEmpty {
            codes.append(PictureCodes(name: "of the page", line: 0, codes: found))
        }
        var pixels = SiteLimits.pagePixels
        func look(_ bytes: [UInt8], _ name: String, _ line: Int) {
            do {
                let found = try QRFinder.codes(in: bytes, left: &pixels)
                if !found.isEmpty { codes.append(PictureCodes(name: name, line: line, codes: found, bytes: bytes)) }
            } catch {
                unread.append("\(SiteEvidence.cut(name)) \(error)")
            }
        }
        for drawing in page.drawings { look(drawing.bytes, "drawn in line \(drawing.line)", drawing.line) }
        var looked: Set<String> = []
        for reference in page.references where reference.kind == .picture || isInlinePicture(reference) {
            guard looked.count < SiteLimits.pictures, looked.insert(reference.address).inserted,
                let bytes = DataAddress.bytes(reference.address) ?? pictures(reference.address)
            else { continue }
            let isInline = reference.address.hasPrefix("data:")
            look(bytes, isInline ? "in line \(reference.line)" : reference.address, reference.line)
        }
        var finding = SiteFinding(page, pictures: codes)
        finding.unread = unread
        return (finding, codes)
    }

    private static func isInlinePicture(_ reference: Reference) -> Bool {
        reference.address.hasPrefix("data:image/")
    }
}

/// `data:` addresses of pictures.
enum DataAddress {
    static func bytes(_ address: String) -> [UInt8]? {
        guard address.hasPrefix("data:image/"), let comma = address.firstIndex(of: ",") else { return nil }
        let head = address[..<comma]
        let body = address[address.index(after: comma)...]
        guard body.utf8.count <= SiteLimits.pictureBytes * 4 / 3 else { return nil }
        if head.hasSuffix(";base64") { return base64(body.utf8) }
        return Array(PaymentLinks.decoded(body.replacingPlus).utf8)
    }

    /// Base64 with or without its padding; white space and percent signs of the padding are passed over.
    static func base64(_ text: Substring.UTF8View) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for c in text {
            let value: UInt32
            switch c {
            case 65...90: value = UInt32(c) - 65
            case 97...122: value = UInt32(c) - 71
            case 48...57: value = UInt32(c) + 4
            case 43, 45: value = 62
            case 47, 95: value = 63
            case 61, 37: return out
            case 9...13, 32: continue
            default: return nil
            }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return out
    }
}

extension Substring {
    /// A plus stands for itself in such an address.
    fileprivate var replacingPlus: String { map { $0 == "+" ? "%2B" : String($0) }.joined() }
}
