import Synchronization
import WeirDomain
import WeirStore

/// On which kinds of evidence the latest alerts rest. Alerts never change, so each is read once: reading hundreds of
/// them for every case page would take longer than all the rest of it.
final class AlertProfiles: Sendable {
    struct Profile: Sendable {
        var account: String
        var typology: String
        /// Nats by kind, those that speak for the typology.
        var nats: [Double]

        init(_ alert: StoredAlert) {
            account = alert.account
            typology = alert.typology
            nats = EvidenceKind.allCases.map { kind in
                alert.indicators.reduce(0) { $0 + ($1.kind == kind.name ? max(0, $1.weight) : 0) }
            }
        }
    }

    /// Alerts that are kept, the newest.
    static let most = 400

    private struct Known {
        var newest = 0
        var profiles: [Profile] = []
    }

    private let known = Mutex(Known())

    /// The latest, in no order.
    func latest(_ store: Store) throws -> [Profile] {
        let newest = try store.progress().alerts
        let before = known.withLock { $0.newest }
        guard newest > before else { return known.withLock { $0.profiles } }
        let rows = try store.alerts(account: nil, limit: min(Self.most, newest - before), after: newest + 1).items
        let fresh = rows.reversed().compactMap { StoredAlert($0) }.map { Profile($0) }
        return known.withLock { known in
            // Another visitor may have come first.
            guard known.newest == before else { return known.profiles }
            known.newest = newest
            known.profiles = (known.profiles + fresh).suffix(Self.most)
            return known.profiles
        }
    }
}
