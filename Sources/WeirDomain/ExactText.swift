/// A text that is told apart by its bytes. What is equal in Unicode may differ in bytes, and then it is two accounts,
/// for payments go by the bytes.
public struct ExactText: Hashable, Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static func == (a: ExactText, b: ExactText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    // Equal bytes are equal in Unicode as well, so that the text's own hash serves.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
