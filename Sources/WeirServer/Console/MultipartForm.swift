import Foundation

/// A form that brings a file along, as browsers send it (RFC 7578).
struct MultipartForm {
    struct Part {
        var name: String
        /// What the file is called there, without its folder; `nil` for a plain field.
        var file: String?
        var content: Data
    }

    private static let parts = 50
    private static let headBytes = 4_096
    private static let nameBytes = 200

    /// - Parameter type: the `Content-Type` with its boundary.
    static func parts(_ body: Data, _ type: String) throws -> [Part] {
        guard let mark = type.firstRange(of: "boundary=")?.upperBound else { throw broken }
        let boundary = type[mark...].prefix { $0 != ";" }.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
        guard (1...70).contains(boundary.utf8.count) else { throw broken }
        let (opening, closing) = (Data("--\(boundary)".utf8), Data("\r\n--\(boundary)".utf8))
        guard body.starts(with: opening) else { throw broken }
        var rest = body.dropFirst(opening.count)
        var found: [Part] = []
        while !rest.starts(with: Data("--".utf8)) {
            guard rest.starts(with: Data("\r\n".utf8)), let end = rest.firstRange(of: closing), found.count < parts
            else {
                throw broken
            }
            found.append(try part(rest[rest.startIndex + 2..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }

    private static func part(_ bytes: Data) throws -> Part {
        guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)),
            bytes.distance(from: bytes.startIndex, to: end.lowerBound) <= headBytes,
            let head = String(data: bytes[..<end.lowerBound], encoding: .utf8),
            let line = head.split(separator: "\r\n").first(where: {
                $0.lowercased().hasPrefix("content-disposition: form-data;")
            }), let name = value(" name=\"", line)
        else { throw broken }
        let file = value(" filename=\"", line).map { path in
            // Some browsers send the folder as well.
            var name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
            while name.utf8.count > nameBytes { name.removeFirst() }
            return name
        }
        return Part(name: name, file: file, content: Data(bytes[end.upperBound...]))
    }

    private static func value(_ key: String, _ line: Substring) -> String? {
        guard let start = line.firstRange(of: key)?.upperBound, let end = line[start...].firstIndex(of: "\"") else {
            return nil
        }
        return String(line[start..<end]).replacing("%22", with: "\"")
    }

    private static var broken: Problem { Acting.invalid(nil, "The form is not encoded as forms are") }
}

extension FormFields {
    /// A file that came with the form.
    struct File: Sendable {
        var name: String
        var content: Data
    }

    init(_ parts: [MultipartForm.Part]) throws {
        self.init()
        for part in parts {
            if let file = part.file {
                files[part.name] = File(name: file, content: part.content)
            } else if let text = String(data: part.content, encoding: .utf8) {
                append(part.name, text)
            } else {
                throw Acting.invalid(part.name, "is not UTF-8")
            }
        }
    }
}
