import WeirDomain

/// A JSON object's texts and numbers by their paths: `amount.total`. Lists are passed over.
struct FlatJSON: Sendable {
    private(set) var texts: [String: String] = [:]
    private(set) var numbers: [String: String] = [:]

    /// Deeper than any rail goes.
    private static let depth = 8

    init(_ bytes: [UInt8]) throws(Refusal) {
        do { try read(bytes.span.bytes) } catch {
            throw Refusal(reason: "is not a JSON object: byte \(error.offset + 1) \(error.reason)")
        }
    }

    private mutating func read(_ bytes: RawSpan) throws(JSONFlaw) {
        var scanner = JSONScanner(bytes)
        var scratch: [UInt8] = []
        scanner.skipSpace()
        try object(&scanner, &scratch, "", Self.depth)
        scanner.skipSpace()
        guard scanner.isAtEnd else {
            throw JSONFlaw(offset: scanner.offset, reason: "comes after the end of the object")
        }
    }

    @_lifetime(scanner: copy scanner)
    private mutating func object(
        _ scanner: inout JSONScanner, _ scratch: inout [UInt8], _ prefix: String, _ depth: Int
    ) throws(JSONFlaw) {
        guard scanner.skip(123) else { throw scanner.flaw("must be '{'") }
        guard depth > 0 else { throw scanner.flaw("has objects nested too deep") }
        scanner.skipSpace()
        if scanner.skip(125) { return }
        var seen: Set<[UInt8]> = []
        repeat {
            scanner.skipSpace()
            scratch.removeAll(keepingCapacity: true)
            let name = try scanner.string(&scratch)
            let key = ExtraFields.bytes(name, scanner, scratch)
            guard seen.insert(key).inserted else { throw scanner.flaw("comes after a name that appears twice") }
            try scanner.colon()
            try value(&scanner, &scratch, prefix + String(decoding: key, as: UTF8.self), depth)
            scanner.skipSpace()
        } while scanner.skip(44)
        guard scanner.skip(125) else { throw scanner.flaw("must be ',' or '}'") }
    }

    @_lifetime(scanner: copy scanner)
    private mutating func value(
        _ scanner: inout JSONScanner, _ scratch: inout [UInt8], _ path: String, _ depth: Int
    ) throws(JSONFlaw) {
        if scanner.current == 123 { return try object(&scanner, &scratch, path + ".", depth - 1) }
        if scanner.current == 91 { return try scanner.skipValue() }
        scratch.removeAll(keepingCapacity: true)
        let value = try scanner.scalar(&scratch)
        let text = String(decoding: ExtraFields.bytes(value, scanner, scratch), as: UTF8.self)
        if value.isString { texts[path] = text }
        if value.kind == .number { numbers[path] = text }
    }
}
