import WeirRules
import Yams

/// Finds where in a file a place in a scalar's text was written: a plain, quoted or folded scalar is read once more,
/// beside what has become of it. Where the two do not agree there is no place.
struct ScalarPlace {
    private let lines: [Substring]
    private let style: Node.Scalar.Style
    private var row: Int
    private var at: Int
    private var letters: [Unicode.Scalar]

    /// - Parameter mark: where the scalar begins, from 1.
    /// - Returns: line and column from 1.
    static func find(
        _ place: Diagnostic, in scalar: Node.Scalar, at mark: (line: Int, column: Int), _ lines: [Substring]
    ) -> (line: Int, column: Int)? {
        guard lines.indices.contains(mark.line - 1) else { return nil }
        var reader = ScalarPlace(lines, scalar.style, mark)
        var (line, column) = (1, 1)
        for letter in scalar.string.unicodeScalars {
            if line == place.line, column == place.column {
                if !isBlank(letter) { reader.skipBlanks() }
                return (reader.row + 1, reader.at + 1)
            }
            guard line <= place.line, reader.takes(letter) else { return nil }
            if letter == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (reader.row + 1, reader.at + 1)
    }

    private init(_ lines: [Substring], _ style: Node.Scalar.Style, _ mark: (line: Int, column: Int)) {
        self.lines = lines
        self.style = style
        row = mark.line - 1
        at = mark.column - 1
        letters = Array(lines[mark.line - 1].unicodeScalars)
        switch style {
        case .singleQuoted, .doubleQuoted: at += 1
        case .folded: _ = nextLine()
        default: break
        }
    }

    private static func isBlank(_ letter: Unicode.Scalar) -> Bool { letter == " " || letter == "\t" || letter == "\n" }

    private mutating func nextLine() -> Bool {
        guard row + 1 < lines.count else { return false }
        row += 1
        at = 0
        letters = Array(lines[row].unicodeScalars)
        return true
    }

    /// Over blanks and ends of lines.
    private mutating func skipBlanks() {
        while true {
            while at < letters.count, Self.isBlank(letters[at]) { at += 1 }
            guard at >= letters.count, nextLine() else { return }
        }
    }

    /// Goes past what a letter of the text was written as.
    private mutating func takes(_ letter: Unicode.Scalar) -> Bool {
        if !Self.isBlank(letter) { skipBlanks() }
        if style == .doubleQuoted {
            // A backslash at the end of a line joins it with the next.
            while at == letters.count - 1, letters[at] == "\\", nextLine() { skipBlanks() }
            if at + 1 < letters.count, letters[at] == "\\" {
                let digits: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
                at += 2 + (digits[letters[at + 1]] ?? 0)
                return true
            }
        }
        guard at < letters.count, letters[at] == letter else {
            // Folding makes blanks of the ends of lines, and leaves blanks away.
            return Self.isBlank(letter)
        }
        at += style == .singleQuoted && letter == "'" ? 2 : 1
        return true
    }
}
