import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `PUT /v1/accounts`: what a platform knows of its accounts, in the form of accounts.csv, or as an object a line with
/// the same names.
struct AccountFactRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    /// An account is not opened ahead of the clock by more than payments are made.
    let clock: PaymentClock

    /// Accounts that the desk is asked about, or given, at once: payments come in between.
    private static var atOnce: Int { 4_096 }

    func add(to router: Router<Context>) {
        router.put("/v1/accounts") { request, _ in try await self.put(request) }
    }

    /// What says nothing new is not kept: all accounts may be handed in night after night.
    private func put(_ request: Request) async throws -> Response {
        let body = try await request.whole(
            upTo: Limits.accountBodyBytes, "Hand the accounts in in parts: those of before stay.")
        let sent = Array(body.readableBytesView)
        let facts = try Self.facts(sent)
        try check(facts)
        var act = try acting.act(.tellAccounts, request)
        let now = act.at
        var news: [AccountFact] = []
        for some in Self.parts(facts) {
            news += try await acting.read { engine in some.filter { engine.isNews($0, at: now) } }
        }
        if !news.isEmpty {
            act.number = news.count
            act.detail = SHA256.hash(data: Data(sent)).map { String(format: "%02x", $0) }.joined()
            // First who says so: sent again after a failure between the two, what is left is told of anew.
            try await acting.submit(act)
            try await take(news, at: now)
        }
        var object = JSONObject()
        object.put("accepted", facts.count)
        object.put("changed", news.count)
        return Response.json(object.closed)
    }

    private func take(_ facts: [AccountFact], at now: Instant) async throws {
        for some in Self.parts(facts) {
            let inputs = some.map { (InputType.account, InputBytes.encode($0, at: $0.opened ?? now)) }
            for answer in await acting.desk.take(inputs) {
                if case .unavailable(let why, let seconds) = answer {
                    throw Problem.unavailable(why, retrySeconds: seconds)
                }
            }
        }
    }

    private static func parts(_ facts: [AccountFact]) -> [[AccountFact]] {
        stride(from: 0, to: facts.count, by: atOnce).map { Array(facts[$0..<min($0 + atOnce, facts.count)]) }
    }

    /// All or none: whoever sends half a file again would not know which half counts.
    private static func facts(_ sent: [UInt8]) throws -> [AccountFact] {
        var refusals: [Refusal] = []
        let facts: [AccountFact]
        do {
            facts = try CompanionCSV.accounts(bytes: sent) { refusals.append($0) }
        } catch {
            throw refused(error.reason)
        }
        if let first = refusals.first {
            throw refused(
                "line \(first.line): \(first.message)", field: first.field.isEmpty ? nil : first.field)
        }
        return facts
    }

    private func check(_ facts: [AccountFact]) throws {
        guard let latest = clock.latest else { return }
        if let early = facts.first(where: { $0.opened.map { $0 > latest } ?? false }) {
            throw Self.refused("'\(early.account)' would be opened only after today", field: "opened")
        }
    }

    private static func refused(_ why: String, field: String? = nil) -> Problem {
        Problem(.unprocessableContent, "invalid_accounts", "The accounts were refused", detail: why, field: field)
    }
}
