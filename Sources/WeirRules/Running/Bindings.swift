/// Where a running program finds the values of its variables: by the slots that the schema gave them.
///
/// The accessors for scalars are asked first where the schema declares a scalar, so that nothing is allocated.
/// Nil means that the variable has no value, which is an error only for what needs it.
public protocol Bindings: ~Copyable {
    func value(at slot: Int) -> Value?
    func bool(at slot: Int) -> Bool?
    func int(at slot: Int) -> Int64?
    func uint(at slot: Int) -> UInt64?
    func double(at slot: Int) -> Double?
    func string(at slot: Int) -> String?
    /// `String.mark` of the string, by which most that differ are told apart without looking at them.
    func mark(at slot: Int) -> UInt64?
}

extension Bindings where Self: ~Copyable {
    public func bool(at slot: Int) -> Bool? { if case .bool(let value) = value(at: slot) { value } else { nil } }
    public func int(at slot: Int) -> Int64? { if case .int(let value) = value(at: slot) { value } else { nil } }
    public func uint(at slot: Int) -> UInt64? { if case .uint(let value) = value(at: slot) { value } else { nil } }
    public func double(at slot: Int) -> Double? {
        if case .double(let value) = value(at: slot) { value } else { nil }
    }
    public func string(at slot: Int) -> String? {
        if case .string(let value) = value(at: slot) { value } else { nil }
    }
    public func mark(at slot: Int) -> UInt64? { string(at: slot).map(\.mark) }
}

/// No variables at all.
public struct NoBindings: Bindings, Sendable {
    public init() {}
    public func value(at slot: Int) -> Value? { nil }
}

extension String {
    /// A number that equal strings share. For up to seven bytes it is the text itself, so that no other text has it;
    /// beyond that it is made of the length and of the first and last sixteen bytes. It is always even, which leaves a
    /// bit to who keeps it.
    public var mark: UInt64 {
        let bytes = utf8Span.span
        if bytes.count <= 7 {
            var text: UInt64 = 0
            for i in 0..<bytes.count { text = text << 8 | UInt64(bytes[i]) }
            return text << 8 | UInt64(bytes.count) << 1
        }
        var mark = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
        for i in 0..<Swift.min(bytes.count, 16) { mark = (mark ^ UInt64(bytes[i])) &* 0x0000_0100_0000_01B3 }
        for i in Swift.max(16, bytes.count - 16)..<Swift.max(16, bytes.count) {
            mark = (mark ^ UInt64(bytes[i])) &* 0x0000_0100_0000_01B3
        }
        return (mark | 0xFF) & ~1
    }

    /// Whether no other text has this mark.
    @inline(__always)
    static func isWhole(_ mark: UInt64) -> Bool { mark & 0xFE != 0xFE }
}
