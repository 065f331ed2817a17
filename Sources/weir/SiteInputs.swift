import Foundation
import WeirDomain
import WeirEngine
import WeirLists
import WeirPatrol

/// Findings of the patrol and owners of codes, from files, as inputs of the engine.
enum SiteInputs {
    static func read(codes: String?, sites: String?) throws -> [(InputType, [UInt8])] {
        var inputs: [(InputType, [UInt8])] = []
        if let codes { inputs += try owners(codes) }
        if let sites { inputs += try reports(sites) }
        return inputs
    }

    static func orders(_ paths: [String], authorities: String?) throws -> [(InputType, [UInt8])] {
        guard !paths.isEmpty else { return [] }
        guard let authorities else { throw Failure.wrongUse("--orders needs --authorities") }
        let keys = try ListWork.run { () throws(ListFile.Flaw) in try SignedOrder.keys(authorities) }
        return try paths.map { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Failure.environment("\(path): cannot be read")
            }
            do {
                return (.order, ListBytes.order(try SignedOrder.read(data, keys: keys)))
            } catch {
                throw Failure.environment("\(path): \(error)")
            }
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure.environment("\(path): cannot be read")
        }
        return text
    }

    private static func owners(_ path: String) throws -> [(InputType, [UInt8])] {
        let rows = ListText.rows(try text(path))
        guard let head = rows.first?.cells.map({ $0.lowercased() }), let kind = head.firstIndex(of: "kind"),
            let value = head.firstIndex(of: "value"), let account = head.firstIndex(of: "account")
        else { throw Failure.environment("\(path):1: needs the columns kind, value, account") }
        return try rows.dropFirst().filter { $0.cells != [""] }.map { row in
            guard row.cells.count > max(kind, value, account), !row.cells[account].isEmpty, !row.cells[value].isEmpty,
                row.cells[account].utf8.count <= Limits.idBytes
            else { throw Failure.environment("\(path):\(row.line): needs kind, value and account") }
            let name = row.cells[kind]
            guard let known = self.value(row.cells[value], of: name) else {
                let kinds = FindingLine.kinds.union(["domain"]).sorted().joined(separator: ", ")
                let why = name == "domain" ? "names no host" : "has kind '\(name)', which is none of \(kinds)"
                throw Failure.environment("\(path):\(row.line): \(why)")
            }
            return (.codeOwner, CodeOwner(kind: name, value: known, account: row.cells[account]).encoded)
        }
    }

    /// A code's value as it is looked up; `nil` where nothing of that kind is ever found.
    private static func value(_ text: String, of kind: String) -> String? {
        if kind == "domain" { return HostName(text)?.text }
        return FindingLine.kinds.contains(kind) ? text : nil
    }

    private static func reports(_ path: String) throws -> [(InputType, [UInt8])] {
        let lines = try text(path).split(whereSeparator: \.isNewline)
        return try lines.enumerated().compactMap { number, line -> (InputType, [UInt8])? in
            // Of what was not seen nothing is known.
            if FindingLine.unseen(Data(line.utf8)) != nil { return nil }
            do {
                return (InputType.site, try FindingLine.report(Data(line.utf8)).encoded)
            } catch {
                throw Failure.environment("\(path):\(number + 1): \(error)")
            }
        }
    }
}
