import Foundation
import Glibc
import Synchronization
import WeirSites

/// What the browser sends: an answer to a call, or an event. Only what is needed of it.
struct DevToolsMessage: Decodable, Sendable {
    struct Request: Decodable, Sendable {
        var url: String
        var method: String
    }

    struct Header: Decodable, Sendable {
        var name: String
        var value: String
    }

    struct Params: Decodable, Sendable {
        var requestId: String?
        var request: Request?
        var resourceType: String?
    }

    struct Result: Decodable, Sendable {
        var targetId: String?
        var sessionId: String?
        var data: String?
        var documents: [PageSnapshot.Document]?
        var strings: [String]?
    }

    struct Failure: Decodable, Sendable { var message: String }

    var id: Int?
    var method: String?
    var sessionId: String?
    var params: Params?
    var result: Result?
    var error: Failure?
}

/// Messages from the browser's pipe, read by a thread of their own: each ends with a zero.
private final class Inbox: Sendable {
    private let state = Mutex<(messages: [[UInt8]], isClosed: Bool)>(([], false))

    func start(_ descriptor: Int32) {
        DispatchlessThread.run { [self] in
            var pending: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = unsafe read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0, pending.count + count <= SiteLimits.browserBytes else { break }
                var rest = chunk[..<count]
                while let end = rest.firstIndex(of: 0) {
                    let message = pending + rest[..<end]
                    state.withLock { $0.messages.append(message) }
                    pending = []
                    rest = rest[(end + 1)...]
                }
                pending += rest
            }
            close(descriptor)
            state.withLock { $0.isClosed = true }
        }
    }

    /// The next message; `nil` for none yet.
    func take() throws(RenderFlaw) -> [UInt8]? {
        let (message, isClosed) = state.withLock { state in
            (state.messages.isEmpty ? nil : state.messages.removeFirst(), state.isClosed)
        }
        if message == nil, isClosed { throw RenderFlaw("the browser ended") }
        return message
    }
}

/// Speaks with a browser over its pipe: calls, answers, events.
final class DevTools {
    private let inbox = Inbox()
    private let outbox: Outgoing
    private var number = 0
    /// Set by whoever drives; called for every event, in order.
    var onEvent: (DevToolsMessage) -> Void = { _ in }
    private(set) var events: Set<String> = []

    /// Writes whole messages; may be asked from any thread.
    final class Outgoing: Sendable {
        private let descriptor: Mutex<Int32>
        private let numbers = Atomic<Int>(1_000_000)

        init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

        func send(_ message: [String: Any]) {
            guard let data = try? JSONSerialization.data(withJSONObject: message) else { return }
            let bytes = Array(data) + [0]
            descriptor.withLock { descriptor in
                guard descriptor >= 0 else { return }
                var sent = 0
                while sent < bytes.count {
                    let count = unsafe bytes.withUnsafeBytes { raw in
                        unsafe write(descriptor, raw.baseAddress?.advanced(by: sent), bytes.count - sent)
                    }
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    sent += count
                }
            }
        }

        /// Whatever comes after this goes nowhere.
        func close() {
            descriptor.withLock { descriptor in
                if descriptor >= 0 { Glibc.close(descriptor) }
                descriptor = -1
            }
        }

        /// A call whose answer nobody waits for.
        func tell(_ method: String, _ params: [String: Any], session: String) {
            let id = numbers.wrappingAdd(1, ordering: .relaxed).newValue
            send(["id": id, "method": method, "params": params, "sessionId": session])
        }
    }

    var outgoing: Outgoing { outbox }

    init(_ program: LockedProgram) {
        outbox = Outgoing(program.takeInput())
        inbox.start(program.takeOutput())
    }

    /// Calls and waits for the answer, handing on events that come before.
    func call(
        _ method: String, _ params: [String: Any] = [:], session: String? = nil, until deadline: ContinuousClock.Instant
    ) async throws -> DevToolsMessage.Result {
        number += 1
        var message: [String: Any] = ["id": number, "method": method, "params": params]
        if let session { message["sessionId"] = session }
        outbox.send(message)
        let wanted = number
        while true {
            let message = try await next(until: deadline, method)
            guard message.id == wanted else { continue }
            if let error = message.error { throw RenderFlaw("\(method): \(error.message)") }
            return message.result ?? DevToolsMessage.Result()
        }
    }

    /// Waits for an event; `false` where it did not come in time.
    func wait(for event: String, until deadline: ContinuousClock.Instant) async throws -> Bool {
        while !events.contains(event) {
            do { _ = try await next(until: deadline, event) } catch is Late { return false }
        }
        return true
    }

    func forget(_ event: String) { events.remove(event) }

    private struct Late: Error, CustomStringConvertible { let description: String }

    private func next(until deadline: ContinuousClock.Instant, _ what: String) async throws -> DevToolsMessage {
        while true {
            if let bytes = try inbox.take() {
                guard let message = try? JSONDecoder().decode(DevToolsMessage.self, from: Data(bytes)) else { continue }
                if let method = message.method {
                    events.insert(method)
                    onEvent(message)
                }
                return message
            }
            if ContinuousClock.now >= deadline { throw Late(description: "the browser took too long over \(what)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
