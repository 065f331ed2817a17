import HTTPTypes
import WeirDomain
import WeirEngine
import WeirRuntime

/// Has an order sent to the rail once more, under the name that it had: the API's way and the console's.
struct OrderAgain: Sendable {
    let acting: Acting
    /// The way to the rail; without one the rail fetches its orders.
    let outbox: Outbox?

    func needWay() throws {
        guard outbox == nil else { return }
        throw Problem(
            .conflict, "not_possible", "Not possible",
            detail: "There is no way to the rail here: it fetches its orders from /v1/rail/orders.")
    }

    /// - Parameter act: measure and version in `number` and `other`. The register says who had it sent, and why.
    func send(_ act: ActRequest) async throws -> (message: RailMessage, reply: RailReply) {
        try needWay()
        try await acting.submit(act)
        let measure = try await acting.read { $0.measure(act.number) }
        guard let outbox, let message = measure.flatMap({ RailMessage($0) }) else { throw Problem.notFound("") }
        return (message, await outbox.sendAgain(message))
    }

    /// The order's name: `Webhook-Id`, and `order` at `/v1/rail/orders`.
    func key(of message: RailMessage) -> String { message.idempotencyKey(journal: acting.desk.journalID) }
}
