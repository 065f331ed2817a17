import Crypto
public import Foundation
import WeirDomain
public import WeirLists
import Yams

/// A list's file, whatever its format.
public enum ListFile {
    /// Files larger than this are no lists.
    public static let mostBytes = 64 << 20

    public struct Flaw: Error, CustomStringConvertible {
        public let description: String
        init(_ description: String) { self.description = description }
    }

    public static func read(_ path: String, format: ListFormat? = nil, kind: ListKind = .domain) throws(Flaw)
        -> ListReading
    {
        guard let data = FileManager.default.contents(atPath: path) else { throw Flaw("\(path): cannot be read") }
        guard data.count <= mostBytes else { throw Flaw("\(path): is larger than \(mostBytes) bytes") }
        guard let text = String(data: data, encoding: .utf8) else { throw Flaw("\(path): is not UTF-8") }
        return try read(text: text, name: path, format: format, kind: kind)
    }

    public static func read(
        text: String, name: String, format: ListFormat? = nil, kind: ListKind = .domain
    ) throws(Flaw) -> ListReading {
        do {
            switch format ?? ListText.format(of: text) {
            case .metamask: return try metamask(Data(text.utf8))
            case .cryptoscamdb: return try cryptoScamDB(text)
            case let plain: return ListText.read(text, plain, kind: kind)
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

    private static func cryptoScamDB(_ text: String) throws -> ListReading {
        guard let rows = try Yams.load(yaml: text) as? [Any] else { throw Flaw("is no list of entries in YAML") }
        var reading = ListReading()
        for (number, row) in rows.enumerated() {
            guard let entry = row as? [String: Any] else {
                reading.refusals.append(Refusal(line: number + 1, reason: "is no entry with names and values"))
                continue
            }
            let words = ["category", "subcategory", "description"].compactMap { entry[$0].map { "\($0)" } }
            let reason = words.filter { $0 != "<null>" }.joined(separator: ", ")
            if let url = entry["url"] ?? entry["name"] {
                reading.add(.domain, .suffix, "\(url)", line: number + 1, reason: reason)
            }
            // Addresses by coin, or one list of all.
            let byCoin = (entry["addresses"] as? [String: Any])?.values.flatMap { $0 as? [Any] ?? [] } ?? []
            for address in byCoin + (entry["addresses"] as? [Any] ?? []) {
                reading.add(.wallet, .exact, "\(address)", line: number + 1, reason: reason)
            }
        }
        return reading
    }
}

/// Orders of authorities as they come in: JSON, signed with Ed25519 over the very bytes of `order`.
public enum SignedOrder {
    /// The form on the wire: `order` is JSON text, signed as it stands.
    private struct Envelope: Decodable {
        var order: String
        var authority: String
        var signature: String
    }

    private struct Body: Decodable {
        var orderID: String
        var authority: String
        var legalBasis: String
        var account: String
        var action: String?
        var scope: String
        var amount: String?
        var currency: String?
        var from: String
        var until: String?
        var reason: String?

        enum CodingKeys: String, CodingKey {
            case authority, account, action, scope, amount, currency, from, until, reason
            case orderID = "order_id"
            case legalBasis = "legal_basis"
        }
    }

    /// Keys of authorities from a file: `{"name": "<base64 of 32 bytes>"}`.
    public static func keys(_ path: String) throws(ListFile.Flaw) -> [String: Data] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ListFile.Flaw("\(path): cannot be read")
        }
        guard let texts = try? JSONDecoder().decode([String: String].self, from: data) else {
            throw ListFile.Flaw("\(path): is no object of names and keys")
        }
        var keys: [String: Data] = [:]
        for (name, text) in texts {
            guard let key = Data(base64Encoded: text), key.count == 32 else {
                throw ListFile.Flaw("\(path): the key of '\(name)' is not 32 bytes in base64")
            }
            keys[name] = key
        }
        return keys
    }

    /// - Parameter keys: public keys of authorities by their names, 32 bytes each.
    public static func read(_ data: Data, keys: [String: Data]) throws(ListFile.Flaw) -> FreezeOrder {
        guard data.count <= 65_536, let envelope = try? JSONDecoder().decode(Envelope.self, from: data) else {
            throw ListFile.Flaw("is no signed order: it needs order, authority and signature")
        }
        guard let raw = keys[envelope.authority], let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
        else {
            throw ListFile.Flaw("is signed by '\(envelope.authority.prefix(80))', of whom there is no key")
        }
        guard let signature = Data(base64Encoded: envelope.signature),
            key.isValidSignature(signature, for: Data(envelope.order.utf8))
        else {
            throw ListFile.Flaw("has a signature that is not \(envelope.authority)'s")
        }
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(envelope.order.utf8)) else {
            throw ListFile.Flaw("needs order_id, authority, legal_basis, account, scope and from")
        }
        guard body.authority == envelope.authority else {
            throw ListFile.Flaw("names another authority than signed it")
        }
        return try order(body)
    }

    private static func order(_ body: Body) throws(ListFile.Flaw) -> FreezeOrder {
        guard let act = FreezeOrder.Act(name: body.action ?? "freeze") else {
            throw ListFile.Flaw("action must be freeze, renewal or release")
        }
        guard let scope = FreezeOrder.Scope(name: body.scope) else {
            throw ListFile.Flaw("scope must be debit, credit or both")
        }
        guard let from = Instant(rfc3339: body.from) else {
            throw ListFile.Flaw("from must be a time such as 2026-11-23T08:15:30Z")
        }
        var until: Instant?
        if let text = body.until {
            until = Instant(rfc3339: text)
            guard let until, until > from else { throw ListFile.Flaw("until must be a time after from") }
        }
        for (name, text) in [("order_id", body.orderID), ("account", body.account)]
        where text.isEmpty || text.utf8.count > Limits.idBytes {
            throw ListFile.Flaw("\(name) must have 1 to \(Limits.idBytes) bytes")
        }
        var amount: Amount?
        if let text = body.amount {
            guard let currency = body.currency.flatMap({ Currency($0) }) else {
                throw ListFile.Flaw("amount needs its currency, such as CNY")
            }
            guard case .success(let sum) = Amount.parse(Array(text.utf8).span.bytes, currency: currency) else {
                throw ListFile.Flaw("amount must be a sum above 0 of at most \(currency.digits) decimals")
            }
            amount = sum
        }
        return FreezeOrder(
            id: body.orderID, act: act, authority: body.authority, basis: body.legalBasis, account: body.account,
            scope: scope,
            amount: amount, currency: body.currency ?? "", from: from, until: until, reason: body.reason ?? "")
    }
}
