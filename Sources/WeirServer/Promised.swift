import Synchronization

/// A value that comes once, from a thread outside of Swift concurrency.
final class Promised<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case there(Value)
    }

    private let state = Mutex(State.open)

    func set(_ value: Value) {
        let waiting = state.withLock { state -> CheckedContinuation<Value, Never>? in
            defer { state = .there(value) }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: value)
    }

    /// Asked for by one task only.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> Value? in
                    if case .there(let value) = state { return value }
                    state = .awaited(continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }
}

/// Room for so many; one task takes, another gives back.
final class Room: Sendable {
    private let state: Mutex<(free: Int, waiting: CheckedContinuation<Void, Never>?)>

    init(_ count: Int) { state = Mutex((count, nil)) }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting = continuation
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// There is room for all from now on: nobody gives back any more.
    func open() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = (.max, nil) }
            return state.waiting
        }
        waiting?.resume()
    }

    func give() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.waiting = nil }
            if state.waiting == nil, state.free < .max { state.free += 1 }
            return state.waiting
        }
        waiting?.resume()
    }
}
