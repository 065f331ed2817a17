import Foundation
import Testing

/// What is asked in a way that nothing answers.
@Suite(.program, .serialized) struct UnansweredTests {
    @Test func anotherMethodIsToldWhichOneIsAnswered() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        for (method, path, allow) in [
            ("GET", "/v1/payments", "POST"), ("GET", "/v1/payments:batch", "POST"),
            ("DELETE", "/v1/lists/x", "GET, PUT"), ("POST", "/v1/accounts/a", "GET"), ("GET", "/v1/accounts", "PUT"),
            ("PUT", "/v1//measures/7/lift/", "POST"), ("GET", "/v1/sites/findings", "POST"),
            ("POST", "/healthz", "GET, HEAD"),
        ] {
            let answer = try await server.request(method, path, method == "GET" ? nil : "{}")
            #expect(answer.status == 405, "\(method) \(path): \(answer.status)")
            #expect(answer.header("Allow") == allow, "\(method) \(path): \(answer.headers)")
            #expect(answer.body.contains(#""code":"method_not_allowed""#), "\(answer.body)")
            #expect(answer.body.contains("\(allow) is."), "\(answer.body)")
        }
        let nowhere = try await server.request("GET", "/v1/measure")
        #expect(nowhere.status == 404 && nowhere.body.contains("Nothing is answered at '/v1/measure'."))
        #expect(try await server.request("GET", "/v1/payments", key: nil).status == 401)
    }

    /// A body behind the answer to HEAD would be read as the next answer.
    @Test func aHeadHasNoBody() throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let text = try asked(
            server, "HEAD /v1/measures HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.key)\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 405") && text.hasSuffix("\r\n\r\n"), "\(text)")
    }

    @Test func whatIsNoHTTPIsToldSo() throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let long = String(repeating: "a", count: 100_000)
        for head in ["garbage\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-Long: \(long)\r\n\r\n"] {
            let text = try asked(server, head)
            #expect(text.hasPrefix("HTTP/1.1 400") && text.contains(#""code":"malformed""#), "\(text)")
            #expect(text.contains("Connection: close") && text.contains(#""request_id":""#), "\(text)")
        }
    }

    private func asked(_ server: RunningServer, _ text: String) throws -> String {
        let file = try connected(server.port)
        defer { close(file) }
        _ = text.withCString { send(file, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        var buffer = [UInt8](repeating: 0, count: 8_192)
        let count = recv(file, &buffer, buffer.count, 0)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
}
