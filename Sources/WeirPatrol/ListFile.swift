import Foundation
import WeirCodec
import WeirDomain
public import WeirLists
import Yams

/// A list's file, whatever its format.
public enum ListFile {
    /// Files larger than this are no lists.
    public static let mostBytes = 64 << 20

    public struct Flaw: Error, CustomStringConvertible {
        public let description: String
        /// Nothing is wrong with the file: somebody else has been quicker.
        public let isOutrun: Bool

        init(_ description: String, isOutrun: Bool = false) {
            self.description = description
            self.isOutrun = isOutrun
        }
    }

    /// - Parameter isStored: it is read back from where lists are kept: what stands there stands.
    public static func read(
        _ path: String, format: ListFormat? = nil, kind: ListKind = .domain, isStored: Bool = false
    ) throws(Flaw) -> ListReading {
        guard let data = FileManager.default.contents(atPath: path) else { throw Flaw("\(path): cannot be read") }
        guard data.count <= mostBytes else { throw Flaw("\(path): is larger than \(mostBytes) bytes") }
        guard let text = String(data: data, encoding: .utf8) else { throw Flaw("\(path): is not UTF-8") }
        return try read(text: text, name: path, format: format, kind: kind, isStored: isStored)
    }

    public static func read(
        text: String, name: String, format: ListFormat? = nil, kind: ListKind = .domain, isStored: Bool = false
    ) throws(Flaw) -> ListReading {
        // A mark of the bytes' order, as spreadsheets write it, belongs to no value.
        let isMarked = text.unicodeScalars.first?.value == 0xFEFF
        let text = isMarked ? String(text.unicodeScalars.dropFirst()) : text
        do {
            switch format ?? ListText.format(of: text) {
            case .metamask: return try metamask(Data(text.utf8))
            case .cryptoscamdb: return try cryptoScamDB(text)
            case let plain: return ListText.read(text, plain, kind: kind, isStored: isStored)
            }
        } catch let error as Flaw {
            throw Flaw("\(name): \(error.description)")
        } catch let error as YamlError {
            throw Flaw("\(name): \(words(error))")
        } catch {
            throw Flaw("\(name): \(error)")
        }
    }

    /// What is wrong with YAML, and in which line.
    private static func words(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line): is broken YAML: \(problem)"
        default: "is broken YAML: \(error)"
        }
    }

    /// `fuzzylist` names are compared by likeness, `whitelist` is asked first.
    private struct MetaMask: Decodable {
        var fuzzylist: [String]?
        var whitelist: [String]?
        var blacklist: [String]?
        var allowlist: [String]?
        var blocklist: [String]?
    }

    private static func metamask(_ data: Data) throws -> ListReading {
        let file: MetaMask
        do { file = try JSONDecoder().decode(MetaMask.self, from: data) } catch {
            throw Flaw("is no list in MetaMask's form")
        }
        guard file.blacklist != nil || file.blocklist != nil || file.fuzzylist != nil else {
            throw Flaw("has none of blacklist, blocklist, fuzzylist")
        }
        var reading = ListReading()
        for name in (file.blacklist ?? []) + (file.blocklist ?? []) { reading.add(.domain, .suffix, name, line: 0) }
        for name in file.fuzzylist ?? [] { reading.add(.domain, .fuzzy, name, line: 0) }
        var allowed = ListReading()
        for name in (file.whitelist ?? []) + (file.allowlist ?? []) + (file.fuzzylist ?? []) {
            allowed.add(.domain, .suffix, name, line: 0)
        }
        // The names that others imitate are themselves in order.
        let own = Set((file.fuzzylist ?? []).compactMap { ListEntry.spelled(.domain, $0) })
        reading.allowed = allowed.entries
        reading.entries.removeAll { $0.match == .suffix && own.contains($0.value) }
        return reading
    }

    // MARK: YAML

    private static func cryptoScamDB(_ text: String) throws -> ListReading {
        if let flaw = YAMLBounds.flaw(in: text) { throw Flaw("line \(flaw.line): \(flaw.reason)") }
        guard case .sequence(let rows)? = try Yams.compose(yaml: text) else {
            throw Flaw("is no list of entries in YAML")
        }
        var reading = ListReading()
        for row in rows {
            let line = row.mark?.line ?? 0
            guard case .mapping(let entry) = row else {
                reading.refusals.append(Refusal(line: line, reason: "is no entry with names and values"))
                continue
            }
            let words = ["category", "subcategory", "description"].compactMap { value($0, entry).flatMap(word) }
            let reason = words.joined(separator: ", ")
            if let url = (value("url", entry) ?? value("name", entry)).flatMap(word) {
                reading.add(.domain, .suffix, url, line: line, reason: reason)
            }
            for (address, line) in addresses(value("addresses", entry)) {
                reading.add(.wallet, .exact, address, line: line, reason: reason)
            }
        }
        return reading
    }

    /// Addresses by coin, or one list of all, each with its line.
    private static func addresses(_ node: Node?) -> [(text: String, line: Int)] {
        var lists: [Node] = []
        if case .mapping(let coins)? = node { lists = coins.map { $0.value } }
        if case .sequence? = node, let node { lists = [node] }
        var found: [(text: String, line: Int)] = []
        for case .sequence(let list) in lists {
            for entry in list {
                if let text = word(entry) { found.append((text, entry.mark?.line ?? 0)) }
            }
        }
        return found
    }

    private static func value(_ name: String, _ mapping: Node.Mapping) -> Node? { mapping[name] }

    /// A value's text; `nil` for lists, mappings and nothing.
    private static func word(_ node: Node) -> String? {
        guard case .scalar(let scalar) = node else { return nil }
        let isNothing = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
        return isNothing ? nil : scalar.string
    }
}
