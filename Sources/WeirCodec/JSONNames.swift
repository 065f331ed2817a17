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

    /// The fields of one whole JSON object, texts without their quotes and all else as it stands; `nil` for anything
    /// else, and where a name stands twice.
    public static func fields(of text: RawSpan) -> [String: String]? {
        do { return try whole(text) } catch { return nil }
    }

    private static func whole(_ text: RawSpan) throws(JSONFlaw) -> [String: String]? {
        var scanner = JSONScanner(text)
        var scratch: [UInt8] = []
        var found: [String: String] = [:]
        scanner.skipSpace()
        guard scanner.skip(123) else { return nil }
        repeat {
            scanner.skipSpace()
            scratch.removeAll(keepingCapacity: true)
            let field = try scanner.string(&scratch)
            let name = String(decoding: ExtraFields.bytes(field, scanner, scratch), as: UTF8.self)
            try scanner.colon()
            let start = scanner.offset
            let value: [UInt8]
            if scanner.current == 34 {
                scratch.removeAll(keepingCapacity: true)
                let said = try scanner.string(&scratch)
                value = ExtraFields.bytes(said, scanner, scratch)
            } else {
                try scanner.skipValue()
                value = text.extracting(start..<scanner.offset).array
            }
            guard found.updateValue(String(decoding: value, as: UTF8.self), forKey: name) == nil else { return nil }
            scanner.skipSpace()
        } while scanner.skip(44)
        guard scanner.skip(125) else { return nil }
        scanner.skipSpace()
        return scanner.isAtEnd ? found : nil
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
