import Foundation
import Testing
import WeirRuntime
import WeirServer

/// The document that others build clients from says what the server answers, no less and no more.
@Suite struct RouteTests {
    private struct Document: Decodable {
        struct Operation: Decodable {
            var summary: String?
            var responses: [String: Response]
        }
        struct Response: Decodable {}

        var paths: [String: [String: Operation]]
    }

    @Test func theDocumentHasEveryRoute() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-routes-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try Desk.open(Desk.Options(directory: folder))
        defer { desk.close() }
        let document = try JSONDecoder().decode(Document.self, from: Data(Server.openAPI))
        let written = Set(document.paths.flatMap { path, operations in operations.keys.map { "\($0) \(path)" } })
        let routes = Set(try Server(desk: desk, options: Server.Options()).routeTable)
        #expect(routes.count > 60)
        #expect(routes.subtracting(written).isEmpty, "not in the document: \(routes.subtracting(written).sorted())")
        #expect(written.subtracting(routes).isEmpty, "not answered: \(written.subtracting(routes).sorted())")
        for (path, operations) in document.paths {
            for (method, operation) in operations {
                #expect(operation.summary?.hasSuffix(".") == true, "\(method) \(path): says nothing of itself")
                #expect(operation.responses["200"] != nil, "\(method) \(path)")
            }
        }
    }
}
