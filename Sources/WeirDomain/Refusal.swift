/// Why one record of the input was not accepted: where, which field, and what is wrong with it.
/// The rest of the input goes on.
public struct Refusal: Hashable, Sendable, Error {
    /// Line of the input (NDJSON, CSV) or number of the transaction (XML), from 1; 0 where there is but one.
    public var line: Int
    /// The field's name as in INTERFACES §1; empty when the whole record is meant.
    public var field: String
    /// In words that follow the field's name: `must be …`, `is missing`.
    public var reason: String

    public init(line: Int = 0, field: String = "", reason: String) {
        self.line = line
        self.field = field
        self.reason = reason
    }

    public var message: String { field.isEmpty ? reason : "\(field) \(reason)" }
}
