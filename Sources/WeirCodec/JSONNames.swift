import WeirDomain

/// Names in JSON of others that is read field by field elsewhere.
public enum JSONNames {
    /// A name that the object has twice, however it is written; `nil` for none, and for what is no JSON object. Which
    /// of the two counts every reader decides for itself: what one has checked another would do otherwise.
    public static func twice(in text: RawSpan) -> String? {
        var seen: Set<[UInt8]> = []
        do { return try first(in: text) { !seen.insert($0).inserted } } catch { return nil }
    }

    /// A name of the object that is none of these, however it is written; `nil` for none, and for what is no JSON
    /// object.
    public static func unknown(in text: RawSpan, but known: Set<String>) -> String? {
        do { return try first(in: text) { !known.contains(String(decoding: $0, as: UTF8.self)) } } catch { return nil }
    }

    private static func first(in text: RawSpan, where isMeant: ([UInt8]) -> Bool) throws(JSONFlaw) -> String? {
        var scanner = JSONScanner(text)
        var scratch: [UInt8] = []
        scanner.skipSpace()
        guard scanner.skip(123) else { return nil }
        repeat {
            scanner.skipSpace()
            scratch.removeAll(keepingCapacity: true)
            let field = try scanner.string(&scratch)
            let name = ExtraFields.bytes(field, scanner, scratch)
            if isMeant(name) { return String(decoding: name.prefix(64), as: UTF8.self) }
            try scanner.colon()
            try scanner.skipValue()
            scanner.skipSpace()
        } while scanner.skip(44)
        return nil
    }
}
