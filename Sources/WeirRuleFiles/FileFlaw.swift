public import WeirRules

/// What is wrong with a file of a rule set: where, what, and the likely fix.
public struct FileFlaw: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    public var diagnostic: Diagnostic

    init(_ file: String, _ diagnostic: Diagnostic) {
        self.file = file
        self.diagnostic = diagnostic
    }

    init(_ file: String, line: Int = 1, column: Int = 1, _ message: String, hint: String? = nil, text: String = "") {
        self.file = file
        diagnostic = Diagnostic(line: line, column: column, message: message, hint: hint, text: text)
    }

    /// `rules/otc.yaml:12:5: unknown name …`, with the line, a caret and the hint.
    public var description: String { "\(file):" + diagnostic.rendered }
}

/// Everything that is wrong with a folder.
public struct FileFlaws: Error, Sendable, CustomStringConvertible {
    public var flaws: [FileFlaw]
    /// There is nothing to read, or it cannot be read: the place is wrong, not the set.
    public var isUnreadable: Bool

    init(_ flaws: [FileFlaw], isUnreadable: Bool = false) {
        self.flaws = flaws
        self.isUnreadable = isUnreadable
    }

    public var description: String { flaws.map(\.description).joined(separator: "\n") }
}
