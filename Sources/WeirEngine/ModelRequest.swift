public import WeirDomain

/// What somebody asks about the fitted model: an input like a payment, kept in the journal with the model's whole text,
/// so that replay asks the same model again.
public struct ModelRequest: Hashable, Sendable {
    /// The model as `weir train` writes it; empty to go on without one.
    public var text: String
    public var by: String
    public var reason: String
    public var at: Instant

    public init(_ text: String, by: String, reason: String = "", at: Instant) {
        self.text = text
        self.by = by
        self.reason = reason
        self.at = at
    }
}

extension InputBytes {
    public static func encode(_ request: ModelRequest) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: request.at.milliseconds)
        put(request.by, &out)
        put(request.reason, &out)
        return out + Array(request.text.utf8)
    }

    public static func modelRequest(_ bytes: RawSpan) -> ModelRequest? {
        guard bytes.byteCount >= 12 else { return nil }
        var offset = 8
        guard let by = text(bytes, &offset), let reason = text(bytes, &offset) else { return nil }
        return ModelRequest(
            bytes.extracting(offset..<bytes.byteCount).text, by: by, reason: reason,
            at: Instant(milliseconds: bytes.integer(0)))
    }
}
