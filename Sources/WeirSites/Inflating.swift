import CWeirFormats

/// Takes gzip apart, up to a bound: what would be more is left out.
public enum Inflating {
    /// What could be inflated before the end, the bound, or the first flaw.
    public static func gzip(_ bytes: [UInt8], most: Int) -> [UInt8] {
        guard let inflater = weir_inflater_new(WEIR_GZIP) else { return [] }
        defer { weir_inflater_free(inflater) }
        var out: [UInt8] = []
        var at = 0
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while out.count < most {
            var taken = bytes.count - at
            var made = min(piece.count, most - out.count)
            let result = bytes.withUnsafeBufferPointer { input in
                piece.withUnsafeMutableBufferPointer { output in
                    unsafe weir_inflate(
                        inflater, input.baseAddress?.advanced(by: at), &taken, output.baseAddress, &made)
                }
            }
            at += taken
            out += piece[..<made]
            guard result == WEIR_INFLATE_MORE, taken > 0 || made > 0 else { break }
        }
        return out
    }
}
