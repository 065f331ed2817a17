import Testing

@testable import WeirSites

/// A code drawn by the test itself: what it says, and its modules, a row of bits each.
private enum Drawn {
    static let text = "https://qr.alipay.com/fkx0123456789abc"
    static let side = 29
    static let rows: [UInt32] =
        """
        1fd3cc7f 105d9d41 1747fc5d 1744ce5d 175ec55d 10529941 1fd5557f 00174500 1cdcc1f3 133caf63
        01e23e1d 10a88308 05db8561 1ea92763 0a49eea1 0f3b72b0 0840e761 05a8e7c7 1d4e3fe9 0600b700
        1f5ba5fa 001d251d 1fcde551 10575111 1744e7f9 1748e6bd 175e3693 105c9728 1fd7a571
        """.split { $0 == " " || $0 == "\n" }.compactMap { UInt32($0, radix: 16) }

    /// Whether a pixel is dark, in a picture of `scale` pixels a module with a border of four modules.
    static func isDark(_ x: Int, _ y: Int, _ scale: Int) -> Bool {
        let (column, row) = (x / scale - 4, y / scale - 4)
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return rows[row] >> UInt32(side - 1 - column) & 1 == 1
    }

    static var svg: String {
        var out = "<svg viewBox=\"0 0 \(side + 8) \(side + 8)\">"
        for y in 0..<side {
            for x in 0..<side where isDark(x + 4, y + 4, 1) {
                out += "<rect x=\"\(x + 4)\" y=\"\(y + 4)\" width=\"1\" height=\"1\"/>"
            }
        }
        return out + "</svg>"
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// BMP of one bit a pixel.
    static func bmp(_ scale: Int) -> [UInt8] {
        let size = (side + 8) * scale
        let stride = (size + 31) / 32 * 4
        var out = Array("BM".utf8)
        let head = [
            (62 + stride * size, 4), (0, 4), (62, 4), (40, 4), (size, 4), (size, 4), (1, 2), (1, 2), (0, 4), (0, 4),
            (0, 4), (0, 4), (2, 4), (0, 4), (0, 4), (0xFF_FFFF, 4),
        ]
        for (value, count) in head { out += little(value, count) }
        for module in (0..<(side + 8)).reversed() {
            var row = [UInt8](repeating: 0, count: stride)
            for x in 0..<size where !isDark(x, module * scale, scale) { row[x / 8] |= 0x80 >> UInt8(x % 8) }
            for _ in 0..<scale { out += row }
        }
        return out
    }

    /// PNG with an alpha: light modules in white, everything else clear.
    static func clearPNG(_ scale: Int) -> [UInt8] {
        let size = (side + 8) * scale
        var raw: [UInt8] = []
        for y in 0..<size {
            raw.append(0)
            for x in 0..<size { raw += isDark(x, y, scale) ? [0, 0, 0, 0] : [255, 255, 255, 255] }
        }
        var data: [UInt8] = [0x78, 1]
        for start in stride(from: 0, to: raw.count, by: 65_535) {
            let piece = raw[start..<min(raw.count, start + 65_535)]
            let isLast = start + 65_535 >= raw.count
            data.append(isLast ? 1 : 0)
            data += little(piece.count, 2)
            data += little(~piece.count, 2)
            data += piece
        }
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in raw {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        data += big(b << 16 | a)
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]
        out += chunk("IHDR", big(UInt32(size)) + big(UInt32(size)) + [8, 6, 0, 0, 0])
        out += chunk("IDAT", data)
        out += chunk("IEND", [])
        return out
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        var crc = UInt32.max
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return big(UInt32(data.count)) + body + big(~crc)
    }
}

/// Codes in pictures of all kinds, and where pages hide them.
@Suite struct PictureTests {
    @Test func plainBitmapsAreRead() throws {
        #expect(Drawn.rows.count == Drawn.side)
        let bitmap = Drawn.bmp(6)
        #expect(try QRFinder.codes(in: bitmap) == [Drawn.text])
        for length in [10, 54, 61, 200, bitmap.count / 2] {
            #expect(throws: Picture.Flaw.self, "\(length)") { _ = try QRFinder.codes(in: Array(bitmap[..<length])) }
        }
    }

    /// More pixels than are kept: it is made smaller while it is read.
    @Test func largePhotographsAreMadeSmaller() throws {
        let scale = 130
        let picture = try Picture(Drawn.bmp(scale))
        let pixels = (Drawn.side + 8) * scale
        #expect(pixels * pixels > SiteLimits.picturePixels && picture.sourcePixels == pixels * pixels)
        #expect(picture.width * picture.height <= SiteLimits.picturePixels && picture.width == picture.height)
        #expect(QRFinder.codes(in: picture) == [Drawn.text])
    }

    @Test func whatIsClearIsSeenOnBothGrounds() throws {
        let picture = Drawn.clearPNG(5)
        let white = try Picture(picture)
        #expect(white.isClear && QRFinder.codes(in: white).isEmpty, "white on white")
        #expect(try QRFinder.codes(in: picture) == [Drawn.text])
    }

    @Test func drawingsInsideOfPagesAreRead() {
        let page = SiteReader.page(Array("<p>x</p>\n<div>\(Drawn.svg)</div>".utf8), address: "a")
        #expect(page.drawings.count == 1 && page.drawings.first?.line == 2)
        let (finding, codes) = SiteReader.read(page)
        #expect(finding.payees.contains(Payee(.alipayCode, "fkx0123456789abc")))
        #expect(codes.first?.codes == [Drawn.text] && codes.first?.bytes.isEmpty == false)
        let icon = "<svg viewBox='0 0 9 9'><path d='M1 1h3v3H1z'/><rect width='2' height='2'/></svg>"
        #expect(SiteReader.page(Array(icon.utf8), address: "a").drawings.isEmpty)
        let path = "<svg><path d=\"" + String(repeating: "M1 1h1v1h-1z", count: 100) + "\"/></svg>"
        #expect(SiteReader.page(Array(path.utf8), address: "a").drawings.count == 1)
    }

    /// The picture that keeps the room, and the one that a script puts there.
    @Test func allSourcesOfAPictureAreLookedAt() {
        let html = """
            <img src="blank.gif" data-original="code.bmp" alt="扫码"><img src="data:image/gif;base64,R0" data-lazy="b.png?x">
            <img data-id="7" data-title="shop" src="c.png"><img class="lazy" data-src="/real">
            """
        let page = SiteReader.page(Array(html.utf8), address: "a")
        let pictures = page.references.filter { $0.kind == .picture }.map(\.address)
        for wanted in ["blank.gif", "code.bmp", "b.png?x", "c.png", "/real"] {
            #expect(pictures.contains(wanted), "\(wanted): \(pictures)")
        }
        #expect(!pictures.contains("7") && !pictures.contains("shop"))
        let finding = SiteReader.finding(page) { $0 == "code.bmp" ? Drawn.bmp(6) : nil }
        #expect(finding.payees.contains(Payee(.alipayCode, "fkx0123456789abc")))
    }
}
