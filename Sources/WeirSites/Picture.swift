import CWeirSites

/// A picture as grey levels, for finding codes in.
struct GreyPicture {
    var width: Int
    var height: Int
    var pixels: [UInt8]

    enum Colour { case luma, red, green, blue, darkest, brightest }
}

/// A picture in colour, decoded from PNG, JPEG, WebP, GIF, BMP or SVG.
public struct Picture: Sendable {
    public let width: Int
    public let height: Int
    /// Three bytes a pixel.
    let rgb: [UInt8]
    /// Pixels as it was sent, before it was made smaller.
    let sourcePixels: Int
    /// Something of it lets the ground show.
    let isClear: Bool

    /// Why a picture cannot be looked at.
    public enum Flaw: Error, Sendable, CustomStringConvertible {
        case unknown, broken
        case big, many

        public var description: String {
            switch self {
            case .unknown: "is no PNG, JPEG, WebP, GIF, BMP or plain SVG"
            case .broken: "is broken"
            case .many: "comes after pictures of \(SiteLimits.pagePixels) pixels together"
            case .big:
                "has more than \(SiteLimits.sourcePixels) pixels, or \(SiteLimits.picturePixels) where it cannot be "
                    + "made smaller while it is read, or \(SiteLimits.pictureBytes) bytes"
            }
        }
    }

    /// - Parameter background: grey level of the ground behind what is clear.
    public init(_ bytes: [UInt8], background: UInt8 = 255) throws(Flaw) {
        guard bytes.count <= SiteLimits.pictureBytes else { throw .big }
        var picture = weir_picture()
        defer { unsafe weir_picture_free(&picture) }
        var bounds = weir_picture_bounds(
            pixels: SiteLimits.picturePixels, source_pixels: SiteLimits.sourcePixels, background: Int32(background))
        switch unsafe weir_picture_read(bytes, bytes.count, &bounds, &picture) {
        case WEIR_PICTURE_OK: break
        case WEIR_PICTURE_BIG: throw .big
        case WEIR_PICTURE_UNKNOWN:
            guard let drawn = SVGDrawing.draw(bytes) else { throw .unknown }
            self = drawn
            return
        default: throw .broken
        }
        width = Int(unsafe picture.width)
        height = Int(unsafe picture.height)
        sourcePixels = Int(unsafe picture.source_pixels)
        isClear = unsafe picture.is_clear != 0
        rgb = unsafe Array(UnsafeBufferPointer(start: picture.rgb, count: width * height * 3))
    }

    init(width: Int, height: Int, rgb: [UInt8]) {
        self.width = width
        self.height = height
        self.rgb = rgb
        sourcePixels = width * height
        isClear = false
    }

    func grey(_ colour: GreyPicture.Colour) -> GreyPicture {
        let count = width * height
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { out, initialized in
            rgb.withUnsafeBufferPointer { rgb in
                for i in 0..<count {
                    let (r, g, b) = (Int(rgb[3 * i]), Int(rgb[3 * i + 1]), Int(rgb[3 * i + 2]))
                    let level =
                        switch colour {
                        case .luma: (r * 77 + g * 150 + b * 29) >> 8
                        case .red: r
                        case .green: g
                        case .blue: b
                        case .darkest: min(r, g, b)
                        case .brightest: max(r, g, b)
                        }
                    out[i] = UInt8(level)
                }
            }
            initialized = count
        }
        return GreyPicture(width: width, height: height, pixels: pixels)
    }
}

extension GreyPicture {
    /// Between neighbours on a straight line, and a white border around: codes at the very edge are found too.
    func scaled(by factor: Double, border: Int = 0) -> GreyPicture {
        let (w, h) = (max(1, Int(Double(width) * factor)), max(1, Int(Double(height) * factor)))
        var out = [UInt8](repeating: 255, count: (w + 2 * border) * (h + 2 * border))
        let stride = w + 2 * border
        pixels.withUnsafeBufferPointer { source in
            for y in 0..<h {
                let sy = min(Double(height - 1), max(0, (Double(y) + 0.5) / factor - 0.5))
                let (y0, fy) = (Int(sy), Int((sy - Double(Int(sy))) * 256))
                let y1 = min(height - 1, y0 + 1)
                for x in 0..<w {
                    let sx = min(Double(width - 1), max(0, (Double(x) + 0.5) / factor - 0.5))
                    let (x0, fx) = (Int(sx), Int((sx - Double(Int(sx))) * 256))
                    let x1 = min(width - 1, x0 + 1)
                    let top = Int(source[y0 * width + x0]) * (256 - fx) + Int(source[y0 * width + x1]) * fx
                    let low = Int(source[y1 * width + x0]) * (256 - fx) + Int(source[y1 * width + x1]) * fx
                    out[(y + border) * stride + x + border] = UInt8((top * (256 - fy) + low * fy) >> 16)
                }
            }
        }
        return GreyPicture(width: stride, height: h + 2 * border, pixels: out)
    }

    /// The mean of each pixel's neighbourhood, by a table of sums.
    func blurred(_ radius: Int) -> [UInt8] {
        var sums = [UInt32](repeating: 0, count: (width + 1) * (height + 1))
        for y in 0..<height {
            var row: UInt32 = 0
            for x in 0..<width {
                row += UInt32(pixels[y * width + x])
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] &+ row
            }
        }
        var out = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            let (top, low) = (max(0, y - radius), min(height, y + radius + 1))
            for x in 0..<width {
                let (left, right) = (max(0, x - radius), min(width, x + radius + 1))
                let sum =
                    sums[low * (width + 1) + right] &- sums[top * (width + 1) + right]
                    &- sums[low * (width + 1) + left] &+ sums[top * (width + 1) + left]
                out[y * width + x] = UInt8(sum / UInt32((low - top) * (right - left)))
            }
        }
        return out
    }

    /// Black where a pixel is darker than its neighbourhood: evens out uneven light, stripes and colours.
    func thresholded(_ radius: Int, less: Int) -> GreyPicture {
        let mean = blurred(radius)
        var out = pixels
        for i in out.indices { out[i] = Int(pixels[i]) + less < Int(mean[i]) ? 0 : 255 }
        return GreyPicture(width: width, height: height, pixels: out)
    }

    func smoothed(_ radius: Int) -> GreyPicture {
        GreyPicture(width: width, height: height, pixels: blurred(radius))
    }

    var inverted: GreyPicture {
        GreyPicture(width: width, height: height, pixels: pixels.map { 255 - $0 })
    }
}
