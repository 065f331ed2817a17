import WeirDomain

/// Whether bytes are a picture in PNG and nothing besides. Nothing is decoded here: what a decoder of pictures makes
/// of a stranger's bytes is the patrol's risk, not the engine's.
enum PictureCheck {
    /// Parts that a browser's picture of a page consists of; no texts, no profiles, no private ones.
    private static let known: Set<String> = [
        "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM", "pHYs", "sBIT",
    ]

    /// What is wrong with them, in words; `nil` for a picture.
    static func flaw(_ bytes: [UInt8]) -> String? {
        guard bytes.count <= Limits.screenshotBytes else { return "has more than \(Limits.screenshotBytes) bytes" }
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return "is no PNG" }
        var place = 8
        var (parts, isData) = (0, false)
        while place < bytes.count {
            guard bytes.count - place >= 12 else { return "ends within a part" }
            let length = Int(number(bytes, place))
            guard length <= bytes.count - place - 12 else { return "ends within a part" }
            let name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            guard known.contains(name) else { return "has a part that pictures of pages do not have" }
            guard checksum(bytes[(place + 4)..<(place + 8 + length)]) == number(bytes, place + 8 + length) else {
                return "has a damaged part \(name)"
            }
            guard (parts == 0) == (name == "IHDR") else { return "does not begin with one head" }
            if name == "IHDR", let flaw = head(bytes[(place + 8)..<(place + 8 + length)]) { return flaw }
            isData = isData || name == "IDAT"
            parts += 1
            place += 12 + length
            if name == "IEND" { return place == bytes.count && length == 0 && isData ? nil : "goes on after its end" }
        }
        return "has no end"
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count == 13 else { return "has a strange head" }
        let (width, height) = (number(Array(bytes), 0), number(Array(bytes), 4))
        let most = UInt32(Limits.screenshotSide)
        return (1...most).contains(width) && (1...most).contains(height)
            ? nil : "is \(width) by \(height), and may be \(most) by \(most)"
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// CRC-32 as PNG has it.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
}
