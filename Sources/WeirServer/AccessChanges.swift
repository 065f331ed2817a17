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
    /// - Parameter gone: who has been here before. What they signed stands under their names.
    func needName(_ name: String, besides gone: [String]) throws {
        guard AccessKeys.isName(name) else {
            throw Acting.invalid("name", "is too long, nobody's, or holds what cannot be seen")
        }
        // Two names that people would take for one are two signatures of one person.
        if let twin = AccessKeys.twin(of: name, among: all.map(\.name), besides: gone) {
            throw Acting.invalid("name", "looks like the name '\(twin)', which somebody has")
        }
    }

    /// A name as it is written where it is kept: what is equal in Unicode has other bytes in another form, and keys are
    /// taken away by these.
    func spelling(of name: String) -> String { all.first { $0.name == name }?.name ?? name }
}

extension AccessKeys {
    /// Whether somebody can be called so: with letters or digits, and not as the program and the rail are.
    public static func isName(_ name: String) -> Bool {
        // First: a name of a megabyte is not read letter by letter.
        guard name.utf8.count <= Limits.idBytes else { return false }
        let looks = LookAlike.skeleton(ofPerson: name)
        return !looks.isEmpty
            && ![Measure.weir, "rail"].contains { LookAlike.skeleton(ofPerson: $0) == looks }
            && !name.unicodeScalars.contains { HiddenText.isHidden($0, after: " ") || $0 == "\n" || $0 == "\t" }
    }

    /// Another name that people would take for this one. Who is here already under exactly this name keeps it.
    /// - Parameter gone: names that somebody had before.
    public static func twin(of name: String, among names: [String], besides gone: [String] = []) -> String? {
        func isSame(_ other: String) -> Bool { other.utf8.elementsEqual(name.utf8) }
        if names.contains(where: isSame) { return nil }
        let looks = LookAlike.skeleton(ofPerson: name)
        return (names + gone).first { !isSame($0) && LookAlike.skeleton(ofPerson: $0) == looks }
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
