import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// An account and those that it pays or is paid by, as nodes and edges: one edge for each way and currency.
struct AccountGraph {
    /// By bytes, as payments tell accounts apart.
    private struct Key: Hashable {
        var isIncoming: Bool
        var other: [UInt8]
        var currency: Currency
    }

    private struct Edge {
        var moved = 0
        var movedMinor: Int64 = 0
        var declined = 0
        var declinedMinor: Int64 = 0
        var first: Instant
        var last: Instant
    }

    private struct Node {
        var account: String
        var kind: AccountKind
        var hops: Int
    }

    private var nodes: [Node]
    private var places: [[UInt8]: Int]
    private var edges: [(key: Key, edge: Edge)] = []
    private let account: String

    /// - Parameter payments: the account's payments, newest first.
    init(_ account: String, _ kind: AccountKind, _ payments: [Store.AccountPayment]) {
        self.account = account
        nodes = [Node(account: account, kind: kind, hops: 0)]
        places = [Array(account.utf8): 0]
        var found: [Key: Int] = [:]
        for item in payments {
            let payment = PaymentView(item.payment.span.bytes)
            let isIncoming = payment.payee.array == Array(account.utf8)
            let other = isIncoming ? payment.payer.array : payment.payee.array
            let key = Key(isIncoming: isIncoming, other: other, currency: payment.currency)
            if places[key.other] == nil {
                places[key.other] = nodes.count
                let kind = isIncoming ? payment.payerKind : payment.payeeKind
                nodes.append(Node(account: String(decoding: other, as: UTF8.self), kind: kind, hops: 1))
            }
            let place = found[key] ?? edges.count
            if place == edges.count {
                found[key] = place
                edges.append((key, Edge(first: payment.at, last: payment.at)))
            }
            edges[place].edge.first = min(edges[place].edge.first, payment.at)
            edges[place].edge.last = max(edges[place].edge.last, payment.at)
            if item.outcome == .decline {
                edges[place].edge.declined += 1
                edges[place].edge.declinedMinor = edges[place].edge.declinedMinor.saturatingAdd(payment.amount.minor)
            } else {
                edges[place].edge.moved += 1
                edges[place].edge.movedMinor = edges[place].edge.movedMinor.saturatingAdd(payment.amount.minor)
            }
        }
    }

    /// Who is in it; the account itself first.
    var accounts: [String] { nodes.map(\.account) }

    /// - Parameters:
    ///   - measures: in force on each of `accounts`.
    ///   - page: what was read, and where older payments begin.
    func object(_ measures: [[Measure]], payments: Int, next: Int?) -> JSONObject {
        var object = JSONObject()
        object.put("account", account)
        object.put("nodes", json: JSONObject.array(zip(nodes, measures).map { Self.node($0, $1) }))
        object.put("edges", json: JSONObject.array(edges.map { edge($0.key, $0.edge) }))
        object.put("payments_read", payments)
        if let next { object.put("next", String(next)) } else { object.putNull("next") }
        return object
    }

    private static func node(_ node: Node, _ measures: [Measure]) -> [UInt8] {
        var object = JSONObject()
        object.put("account", node.account)
        object.put("kind", node.kind.name)
        object.put("hops", node.hops)
        object.put("transfers_suspended", measures.contains { $0.kind == .suspendTransfers })
        object.put("measures", each: measures) { item, measure in
            item.put("id", measure.number)
            item.put("kind", measure.kind.name)
        }
        return object.closed
    }

    private func edge(_ key: Key, _ edge: Edge) -> [UInt8] {
        let other = String(decoding: key.other, as: UTF8.self)
        var object = JSONObject()
        object.put("from", key.isIncoming ? other : account)
        object.put("to", key.isIncoming ? account : other)
        object.put("currency", key.currency.code)
        object.put("payments", edge.moved)
        object.put("amount", Amount(minor: edge.movedMinor).text(key.currency))
        object.put("declined", edge.declined)
        object.put("declined_amount", Amount(minor: edge.declinedMinor).text(key.currency))
        object.put("first_at", edge.first)
        object.put("last_at", edge.last)
        return object.closed
    }
}
