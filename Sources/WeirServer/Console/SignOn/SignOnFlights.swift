import Crypto
import Foundation
import Synchronization
import WeirDomain

/// Sign-ins on their way over the provider: what was sent along, until it comes back. Each is good for one way back, in
/// the browser that it began in.
final class SignOnFlights: Sendable {
    struct Flight: Sendable {
        var nonce: String
        /// Whose hash went along (PKCE, RFC 7636).
        var verifier: String
        /// What the browser keeps in a cookie.
        var browser: String
        var next: String?
        var began: Instant
    }

    private let open = Mutex<[String: Flight]>([:])

    /// - Returns: the state that the provider hands back, and the flight.
    func begin(next: String?, at now: Instant) -> (state: String, flight: Flight) {
        let flight = Flight(
            nonce: AccessKeys.chance(), verifier: AccessKeys.chance(), browser: AccessKeys.chance(), next: next,
            began: now)
        let state = AccessKeys.chance()
        open.withLock { open in
            if open.count >= ConsoleLimits.flights {
                open = open.filter { Self.isGood($0.value, now) }
                if open.count >= ConsoleLimits.flights, let oldest = open.min(by: { $0.value.began < $1.value.began }) {
                    open.removeValue(forKey: oldest.key)
                }
            }
            open[state] = flight
        }
        return (state, flight)
    }

    /// The flight of a state, once.
    func land(_ state: String, browser: String, at now: Instant) -> Flight? {
        guard let flight = open.withLock({ $0.removeValue(forKey: state) }), Self.isGood(flight, now),
            flight.browser == browser
        else { return nil }
        return flight
    }

    private static func isGood(_ flight: Flight, _ now: Instant) -> Bool {
        flight.began.advanced(bySeconds: ConsoleLimits.flightSeconds) > now
    }
}
