import HTTPTypes
import Synchronization
import WeirDomain
import WeirLists

/// Changes of who may do what: the role that engine and register know, keys, password and sessions go together.
extension AccessBook {
    /// Notes somebody's role, then carries the change out. Where that fails the note is taken back: nobody has one role
    /// at the door and another one behind it. One change at a time, whoever asks for it and on whichever way.
    /// - Parameters:
    ///   - role: the role from now on; `nil` takes it away.
    ///   - check: throws what speaks against it, once its turn has come.
    ///   - note: tells engine and register of a role.
    ///   - carryOut: changes keys and passwords.
    func change<R>(
        _ name: String, to role: Role?, check: () throws -> Void, note: (Role?) async throws -> Void,
        carryOut: () async throws -> R
    ) async throws -> R {
        try await turns.take {
            // Whoever has waited too long has been told so.
            try Task.checkCancellation()
            try check()
            let old = all.first { $0.name == name }?.role
            var isNoted = false
            do {
                try await note(role)
                isNoted = true
                let result = try await carryOut()
                try reload()
                return result
            } catch {
                // Refused is not noted; what could not be acknowledged may have been.
                if isNoted || (error as? Problem)?.status == .serviceUnavailable {
                    try? await note(old)
                    if let old { try? setConsoleRole(of: name, old) }
                }
                try? reload()
                throw error
            }
        }
    }

    /// Refuses a name that is nobody's, or that people would take for another one.
    func needName(_ name: String) throws {
        guard name.utf8.count <= Limits.idBytes, ![Measure.weir, "rail"].contains(name),
            !name.unicodeScalars.contains(where: { HiddenText.isHidden($0, after: " ") || $0 == "\n" })
        else { throw Acting.invalid("name", "is too long, nobody's, or holds what cannot be seen") }
        // Two names that people would take for one are two signatures of one person.
        if let twin = AccessKeys.twin(of: name, among: all.map(\.name)) {
            throw Acting.invalid("name", "looks like the name '\(twin)', which somebody has")
        }
    }
}

extension AccessKeys {
    /// Another name among those given that people would take for this one.
    public static func twin(of name: String, among names: [String]) -> String? {
        names.first { $0 != name && areAlike($0, name) }
    }

    /// Names are told apart by their letters, not by their size, by blanks, or by the script they come from.
    private static func areAlike(_ a: String, _ b: String) -> Bool {
        let (a, b) = (a.lowercased().filter { !$0.isWhitespace }, b.lowercased().filter { !$0.isWhitespace })
        let isPlain = a.utf8.allSatisfy { $0 < 0x80 } && b.utf8.allSatisfy { $0 < 0x80 }
        return isPlain ? a == b : LookAlike.skeleton(a) == LookAlike.skeleton(b)
    }
}

/// Lets one at a time through, in the order in which they came.
final class Turns: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func take<R>(_ body: () async throws -> R) async rethrows -> R {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isFree = state.withLock { state in
                guard state.isTaken else {
                    state.isTaken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { pass() }
        return try await body()
    }

    private func pass() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
