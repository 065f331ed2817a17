import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `/v1/model`: the fitted model that is asked, in the form of `weir train`. `PUT` takes one in, `DELETE` goes on
/// without; both act on payments from the answer on, and stand in journal and register.
struct ModelRoutes<Context: RequestContext>: Sendable {
    let desk: Desk
    let access: AccessBook

    func add(to router: Router<Context>) {
        router.get("/v1/model") { _, _ in try await show() }
        router.put("/v1/model") { request, _ in
            let body = try await request.whole(
                upTo: Limits.modelBytes, "Fewer trees, or shallower ones, say nearly as much.")
            guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
                throw invalid("It is not UTF-8.")
            }
            let flaw = Engine.check(model: text).flaw
            if let flaw { throw invalid("It cannot be used: \(flaw).") }
            return try await ask(text, request)
        }
        router.delete("/v1/model") { request, _ in try await ask("", request) }
    }

    private func ask(_ text: String, _ request: Request) async throws -> Response {
        let reason = request.uri.queryParameters.get("reason") ?? ""
        guard reason.utf8.count <= Limits.actTextBytes else {
            throw Problem(
                .unprocessableContent, "invalid_model", "The request was refused",
                detail: "A reason has at most \(Limits.actTextBytes) bytes.", field: "reason")
        }
        let asked = ModelRequest(
            text, by: try access.require(request).name, reason: reason, at: ServerClock.now)
        switch await desk.takeRecorded([(.model, InputBytes.encode(asked))]) {
        case .refused(let reason): throw Problem(.conflict, "model_refused", "Refused", detail: reason)
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        default: return try await show()
        }
    }

    private func invalid(_ detail: String) -> Problem {
        Problem(.unprocessableContent, "invalid_model", "The model was refused; the old one goes on", detail: detail)
    }

    private func show() async throws -> Response {
        guard let (model, version) = await desk.read({ ($0.model, $0.rulesVersion) }) else {
            throw Problem.unavailable("the server is stopping", retrySeconds: 5)
        }
        var object = JSONObject()
        object.put("rules_version", version)
        if let model {
            object.put("version", model.version)
            object.put("by", model.by)
            object.put("at", model.at)
            if !model.reason.isEmpty { object.put("reason", model.reason) }
        } else {
            object.putNull("version")
        }
        return Response.json(object.closed)
    }
}
