import WeirDomain

/// Names in JSON of others that is read field by field elsewhere.
public enum JSONNames {
    /// A name that the object has twice, however it is written; `nil` for none, and for what is no JSON object. Which
    /// of the two counts every reader decides for itself: what one has checked another would do otherwise.
    public static func twice(in text: RawSpan) -> String? {
        do { return try repeated(in: text) } catch { return nil }
    }

    private static func repeated(in text: RawSpan) throws(JSONFlaw) -> String? {
        var scanner = JSONScanner(text)
        var scratch: [UInt8] = []
        var seen: Set<[UInt8]> = []
        scanner.skipSpace()
        guard scanner.skip(123) else { return nil }
        repeat {
            scanner.skipSpace()
            scratch.removeAll(keepingCapacity: true)
            let field = try scanner.string(&scratch)
            let name = ExtraFields.bytes(field, scanner, scratch)
            guard seen.insert(name).inserted else { return String(decoding: name.prefix(64), as: UTF8.self) }
            try scanner.colon()
            try scanner.skipValue()
            scanner.skipSpace()
        } while scanner.skip(44)
        return nil
    }
}
