import Foundation
import Testing

/// What clients are generated from.
@Suite(.program) struct DescriptionTests {
    private typealias Object = [String: Any]

    /// All references within a value.
    private func references(_ value: Any) -> [String] {
        if let object = value as? Object {
            return object.flatMap { name, inner -> [String] in
                if name == "$ref", let text = inner as? String { return [text] }
                return references(inner)
            }
        }
        return (value as? [Any] ?? []).flatMap { references($0) }
    }

    @Test func theDescriptionIsWhole() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let text = try await server.request("GET", "/openapi.json", key: nil).body
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
        for reference in Set(references(document)) {
            var place: Any? = document
            for part in reference.split(separator: "/").dropFirst() { place = (place as? Object)?[String(part)] }
            #expect(place != nil, "\(reference)")
        }
        let keyless = [
            "/v1/payments", "/v1/payments:batch", "/v1/notifications/alipay", "/v1/notifications/wechat-pay",
        ]
        var posts = 0
        let paths = try #require(document["paths"] as? Object)
        for (path, operations) in paths {
            for (method, found) in operations as? Object ?? [:] {
                let operation = found as? Object ?? [:]
                let responses = operation["responses"] as? Object ?? [:]
                let isOpen = (operation["security"] as? [Any])?.isEmpty == true
                #expect(isOpen || responses["401"] != nil && responses["403"] != nil, "\(method) \(path)")
                let answer = references(responses["200"] ?? [Any]())
                #expect(path == "/openapi.json" || !answer.contains { $0.hasSuffix("/Object") }, "\(method) \(path)")
                guard method == "post", !keyless.contains(path) else { continue }
                posts += 1
                let names = references(operation["parameters"] ?? [Any]())
                #expect(names.contains { $0.hasSuffix("/idempotencyKey") }, "\(path)")
            }
        }
        #expect(posts > 30)
    }
}
