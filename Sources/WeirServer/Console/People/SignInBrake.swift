import Synchronization
import WeirDomain

/// Counts failed sign-ins, so that guessing is slow: by name and address together, by address, and by name.
final class SignInBrake: Sendable {
    private let failures = Mutex<[String: [Instant]]>([:])

    /// Seconds to wait before another try; `nil` where one may be made.
    func wait(_ name: String, from address: String, at now: Instant) -> Int? {
        failures.withLock { failures in
            Self.keys(name, address).compactMap { key, most -> Int? in
                let recent = (failures[key] ?? []).filter {
                    $0.advanced(bySeconds: ConsoleLimits.failureSeconds) > now
                }
                guard recent.count >= most, let first = recent.first else { return nil }
                let end = first.advanced(bySeconds: ConsoleLimits.failureSeconds)
                return max(1, Int((end.milliseconds - now.milliseconds + 999) / 1_000))
            }.max()
        }
    }

    /// Counts a try as failed until it turns out well, so that many at once do not slip through.
    func tries(_ name: String, from address: String, at now: Instant) {
        failures.withLock { failures in
            if failures.count > ConsoleLimits.failuresKept {
                failures = failures.filter { entry in
                    entry.value.last.map { $0.advanced(bySeconds: ConsoleLimits.failureSeconds) > now } ?? false
                }
            }
            for (key, most) in Self.keys(name, address) {
                var list = (failures[key] ?? []).filter {
                    $0.advanced(bySeconds: ConsoleLimits.failureSeconds) > now
                }
                if list.count < most { list.append(now) }
                failures[key] = list
            }
        }
    }

    /// A good sign-in forgives the mistakes before it, by the same name from the same place.
    func succeeded(_ name: String, from address: String) {
        failures.withLock { failures in
            for (place, key) in Self.keys(name, address).enumerated() {
                if place == 0 { failures.removeValue(forKey: key.0) } else { _ = failures[key.0]?.popLast() }
            }
        }
    }

    private static func keys(_ name: String, _ address: String) -> [(String, Int)] {
        [
            ("both\n\(name)\n\(address)", ConsoleLimits.failuresPerName),
            ("address\n\(address)", ConsoleLimits.failuresPerAddress),
            ("name\n\(name)", ConsoleLimits.failuresOfName),
        ]
    }
}
