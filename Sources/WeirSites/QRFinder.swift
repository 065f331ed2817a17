import CWeirSites

/// Reads the QR codes of a picture: as it is first, then larger, smoother, in other colours, for as long as nothing is
/// found.
public enum QRFinder {
    /// What the codes say, in order of finding, each once.
    public static func codes(in picture: Picture) -> [String] {
        var found: [String] = []
        let luma = picture.grey(.luma)
        let fit = comfortable(luma)
        look(fit, &found)
        // Small codes beside a large one need the larger picture as well; the look costs little.
        if picture.width * picture.height <= 1 << 20 { look(luma.scaled(by: 2, border: 16), &found) }
        if !found.isEmpty { return found }
        for attempt in attempts {
            guard let changed = attempt(picture, fit) else { continue }
            look(changed, &found)
            if !found.isEmpty { return found }
        }
        return found
    }

    public static func codes(in bytes: [UInt8]) throws(Picture.Flaw) -> [String] {
        var left = SiteLimits.pagePixels
        return try codes(in: bytes, left: &left)
    }

    /// As above, as long as a page's pictures have not more pixels together than `left`; takes them off it. What is
    /// clear is looked at before a white ground, then before a black one.
    static func codes(in bytes: [UInt8], left: inout Int) throws(Picture.Flaw) -> [String] {
        guard left > 0 else { throw .many }
        let picture = try Picture(bytes)
        left -= picture.sourcePixels
        let found = codes(in: picture)
        guard found.isEmpty, picture.isClear, left > 0 else { return found }
        left -= picture.sourcePixels
        return codes(in: try Picture(bytes, background: 0))
    }

    /// Neither so small that modules have two pixels nor so large that the look takes long.
    private static func comfortable(_ picture: GreyPicture) -> GreyPicture {
        let side = max(picture.width, picture.height)
        if side < 300 { return picture.scaled(by: 3, border: 24) }
        if side > 1_600 { return picture.scaled(by: 1_600 / Double(side), border: 16) }
        return picture.scaled(by: 1, border: 16)
    }

    /// A small picture made larger; `nil` where it is large already: what is too large to be looked at is not made.
    private static func enlarged(_ picture: Picture, by factor: Double) -> GreyPicture? {
        let pixels = Double(picture.width * picture.height) * factor * factor
        return pixels <= Double(SiteLimits.enlargedPixels) ? picture.grey(.luma).scaled(by: factor, border: 32) : nil
    }

    private static let attempts: [@Sendable (Picture, GreyPicture) -> GreyPicture?] = [
        { picture, _ in comfortable(picture.grey(.darkest)) },
        { picture, _ in comfortable(picture.grey(.brightest)) },
        { _, fit in fit.thresholded(max(12, fit.width / 24), less: 6) },
        { _, fit in fit.smoothed(1) },
        { _, fit in fit.smoothed(1).thresholded(max(12, fit.width / 16), less: 4) },
        { _, fit in fit.inverted },
        { _, fit in fit.scaled(by: 0.5, border: 8) },
        { _, fit in fit.smoothed(2).thresholded(max(12, fit.width / 12), less: 3) },
        { picture, _ in comfortable(picture.grey(.red)) },
        { picture, _ in comfortable(picture.grey(.green)) },
        { picture, _ in comfortable(picture.grey(.blue)) },
        { _, fit in fit.scaled(by: 0.7, border: 8).smoothed(1) },
        { picture, _ in enlarged(picture, by: 4) },
        { picture, _ in enlarged(picture, by: 2.5)?.smoothed(1) },
    ]

    private static func look(_ picture: GreyPicture, _ found: inout [String]) {
        guard picture.width * picture.height <= SiteLimits.picturePixels else { return }
        final class Catch { var texts: [String] = [] }
        let catcher = Catch()
        unsafe weir_qr_find(
            picture.pixels, Int32(picture.width), Int32(picture.height),
            Unmanaged.passUnretained(catcher).toOpaque()
        ) { user, bytes, count in
            guard let user, let bytes else { return }
            let text = unsafe String(
                decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
            unsafe Unmanaged<Catch>.fromOpaque(user).takeUnretainedValue().texts.append(text)
        }
        for text in catcher.texts where !found.contains(text) { found.append(text) }
    }
}
