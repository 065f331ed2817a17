import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec

/// An error as RFC 9457 has it, with a stable `code`.
struct Problem: Error, HTTPResponseError {
    var status: HTTPResponse.Status
    var code: String
    var title: String
    var detail: String
    var field: String?
    var retrySeconds: Int?
    /// Of 405: what is answered there.
    var allow: [String] = []

    init(
        _ status: HTTPResponse.Status, _ code: String, _ title: String, detail: String = "", field: String? = nil,
        retrySeconds: Int? = nil
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.field = field
        self.retrySeconds = retrySeconds
    }

    static func notFound(_ what: String) -> Problem { Problem(.notFound, "not_found", "Not found", detail: what) }

    static func unavailable(_ detail: String, retrySeconds: Int) -> Problem {
        Problem(
            .serviceUnavailable, "unavailable", "Not taken in, try again", detail: detail, retrySeconds: retrySeconds)
    }

    /// What the engine refuses about a field it says without naming it: "would end before it begins".
    private var subject: String {
        guard let field, code == "invalid_request", !detail.hasPrefix(field + " ") else { return "" }
        return field + ": "
    }

    func json(requestID: String) -> [UInt8] {
        var object = JSONObject()
        object.put("type", "about:blank")
        object.put("title", title)
        object.put("status", status.code)
        object.put("code", code)
        if !detail.isEmpty { object.put("detail", subject + detail) }
        if let field { object.put("field", field) }
        object.put("request_id", requestID)
        return object.closed
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/problem+json"
        if let retrySeconds { headers[.retryAfter] = String(retrySeconds) }
        if !allow.isEmpty { headers[.allow] = allow.joined(separator: ", ") }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        let body = ByteBuffer(bytes: json(requestID: context.id))
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}

extension Request {
    /// Bodies are read as they come: of a packed one it would be said that it is broken.
    func needUnpacked() throws {
        guard let coding = headers[.contentEncoding], coding.lowercased() != "identity" else { return }
        throw Problem(
            .unsupportedMediaType, "unsupported_encoding", "The body must not be packed",
            detail: "Content-Encoding is \(coding): send the body as it is.")
    }

    /// The whole body; one that is too long is refused with the limit in words.
    /// - Parameter hint: what the limit means for what is sent in it.
    func whole(upTo limit: Int, _ hint: String = "") async throws -> ByteBuffer {
        try needUnpacked()
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "too_large", "The body is too large",
                detail: "It has more than \(limit) bytes." + (hint.isEmpty ? "" : " ") + hint)
        }
    }
}

extension Response {
    /// A JSON answer.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func text(_ text: String, type: String) -> Response {
        Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
