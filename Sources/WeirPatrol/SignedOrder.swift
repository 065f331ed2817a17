import Crypto
public import Foundation
import WeirCodec
import WeirDomain
public import WeirLists

/// Orders of authorities as they come in: JSON, signed with Ed25519 over the very bytes of `order`.
public enum SignedOrder {
    /// The form on the wire: `order` is JSON text, signed as it stands.
    private struct Envelope: Decodable {
        var order: String
        var authority: String
        var signature: String

        enum CodingKeys: String, CodingKey, CaseIterable { case order, authority, signature }
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

        enum CodingKeys: String, CodingKey, CaseIterable {
            case authority, account, action, scope, amount, currency, from, until, reason
            case orderID = "order_id"
            case legalBasis = "legal_basis"
        }
    }

    /// The names of an object's fields, whatever they hold.
    private struct Names: Decodable {
        var names: [String]

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { return nil }
        }

        init(from decoder: any Decoder) throws {
            names = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue).sorted()
        }
    }

    /// Whether a text has the form of a signed order, whoever signed it.
    public static func hasForm(_ data: Data) -> Bool {
        data.count <= mostBytes && (try? JSONDecoder().decode(Envelope.self, from: data)) != nil
    }

    private static let mostBytes = 65_536

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
        guard data.count <= mostBytes, let envelope = try? JSONDecoder().decode(Envelope.self, from: data) else {
            throw ListFile.Flaw("is no signed order: it needs order, authority and signature")
        }
        try know(Envelope.CodingKeys.allCases.map(\.rawValue), of: data)
        guard let raw = keys[envelope.authority], let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
        else {
            throw ListFile.Flaw("is signed by '\(envelope.authority.prefix(80))', of whom there is no key")
        }
        guard let signature = Data(base64Encoded: envelope.signature),
            key.isValidSignature(signature, for: Data(envelope.order.utf8))
        else {
            throw ListFile.Flaw("has a signature that is not \(envelope.authority)'s")
        }
        let body = try Self.body(Data(envelope.order.utf8))
        guard body.authority == envelope.authority else {
            throw ListFile.Flaw("names another authority than signed it")
        }
        return try order(body)
    }

    /// A field that nobody knows is refused: a mistyped `until` would freeze for good. So is one that is there twice.
    private static func know(_ known: [String], of data: Data) throws(ListFile.Flaw) {
        let bytes = Array(data)
        if let name = JSONNames.twice(in: bytes.span.bytes) {
            throw ListFile.Flaw("has the field '\(name.prefix(40))' twice")
        }
        let names = (try? JSONDecoder().decode(Names.self, from: data))?.names ?? []
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw ListFile.Flaw("has the field '\(unknown.prefix(40))', which no order has there")
        }
    }

    private static func body(_ data: Data) throws(ListFile.Flaw) -> Body {
        try know(Body.CodingKeys.allCases.map(\.rawValue), of: data)
        guard let body = try? JSONDecoder().decode(Body.self, from: data) else {
            throw ListFile.Flaw("needs order_id, authority, legal_basis, account, scope and from, as texts")
        }
        return body
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
        guard body.legalBasis.contains(where: { !$0.isWhitespace }) else {
            throw ListFile.Flaw("legal_basis must name the law or decision that the order rests on")
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
