import Foundation

/// The payment platform of the demonstration: it tells holders what they are to be told. Without it every notice would
/// be one that never arrived.
struct DemoPlatform {
    let client: DemoClient
    private var last = 0

    init(_ client: DemoClient) { self.client = client }

    private struct Notices: Decodable {
        struct Item: Decodable {
            let id: Int
            let kind: String
        }
        let items: [Item]
    }

    private static let page = 200

    /// Hands on what has come since the last time.
    mutating func deliver() async throws {
        let said = Array(#"{"channel":"app","delivered":true}"#.utf8)
        while true {
            let path = "/v1/notices?limit=\(Self.page)&after=\(last)"
            let answer = try await client.request("GET", path, nil, nil)
            let items = try JSONDecoder().decode(Notices.self, from: Data(answer)).items
            // That a measure has ended holders see by themselves.
            for item in items where item.kind != "ended" {
                // A visitor may raise a wall meanwhile: then it is not told.
                let place = "/v1/notices/\(item.id)/delivery"
                let (status, answer) = try await client.ask("POST", place, "application/json", said)
                guard status == 200 || status == 404 else {
                    let words = String(decoding: answer.prefix(300), as: UTF8.self)
                    throw Failure.trouble("\(place) answered \(status): \(words)")
                }
            }
            last = items.last?.id ?? last
            if items.count < Self.page { return }
        }
    }
}
