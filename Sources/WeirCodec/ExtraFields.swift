import WeirDomain

/// The platform's own fields, gathered for the canonical object.
struct ExtraFields {
    private var entries: [(key: [UInt8], value: [UInt8])] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func removeAll() { if !entries.isEmpty { entries.removeAll(keepingCapacity: true) } }

    /// Adds a field; `false` if the key is there already.
    mutating func add(key: [UInt8], value: [UInt8]) -> Bool {
        guard !entries.contains(where: { $0.key == key }) else { return false }
        entries.append((key, value))
        return true
    }

    var count: Int { entries.count }

    /// A JSON object with the keys in byte order and no spaces.
    func canonical() -> [UInt8] {
        var out: [UInt8] = [123]
        for (i, entry) in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).enumerated() {
            if i > 0 { out.append(44) }
            JSONText.append(quoted: entry.key.span.bytes, to: &out)
            out.append(58)
            out.append(contentsOf: entry.value)
        }
        out.append(125)
        return out
    }
}

extension ExtraFields {
    /// Reads the object `{"name": scalar, …}` at the scanner.
    @_lifetime(scanner: copy scanner)
    mutating func readObject(
        _ scanner: inout JSONScanner, _ scratch: inout [UInt8], line: Int
    ) throws(JSONFlaw) -> Refusal? {
        guard scanner.skip(123) else {
            return Refusal(line: line, field: "extra", reason: "must be an object of scalars")
        }
        scanner.skipSpace()
        if scanner.skip(125) { return nil }
        repeat {
            scanner.skipSpace()
            let name = try scanner.string(&scratch)
            let key = Self.bytes(name, scanner, scratch)
            try scanner.colon()
            if let refusal = try readMember(key, &scanner, &scratch, line: line, prefix: "extra.") { return refusal }
            scanner.skipSpace()
        } while scanner.skip(44)
        guard scanner.skip(125) else { throw scanner.flaw("must be ',' or '}'") }
        return nil
    }

    /// Reads the value of a field of the platform's own.
    @_lifetime(scanner: copy scanner)
    mutating func readMember(
        _ key: [UInt8], _ scanner: inout JSONScanner, _ scratch: inout [UInt8], line: Int, prefix: String = ""
    ) throws(JSONFlaw) -> Refusal? {
        let name = prefix + String(decoding: key.prefix(64), as: UTF8.self)
        let value = try scanner.scalar(&scratch)
        if value.kind == .nested {
            return Refusal(line: line, field: name, reason: "must not be an object or array")
        }
        if key.contains(0) { return Refusal(line: line, field: "extra", reason: "has a NUL character in a name") }
        var json: [UInt8] = []
        let text = Self.bytes(value, scanner, scratch)
        if value.isString {
            if text.contains(0) { return Refusal(line: line, field: name, reason: "has a NUL character") }
            JSONText.append(quoted: text.span.bytes, to: &json)
        } else {
            if value.kind == .number, !(Double(String(decoding: text, as: UTF8.self)) ?? 0).isFinite {
                return Refusal(line: line, field: name, reason: "is a number beyond all that can be reckoned with")
            }
            json = text
        }
        return add(key: key, value: json) ? nil : Refusal(line: line, field: name, reason: "appears twice")
    }

    static func bytes(_ text: FieldText, _ scanner: borrowing JSONScanner, _ scratch: [UInt8]) -> [UInt8] {
        text.kind == .escapedString ? Array(scratch[text.range]) : scanner.bytes.extracting(text.range).array
    }
}
