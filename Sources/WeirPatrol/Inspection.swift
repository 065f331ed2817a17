public import WeirSites

/// A page fetched and read, with its pictures.
public struct Inspection: Sendable {
    public var page: FetchedPage
    public var finding: SiteFinding

    /// Fetches a page and the pictures it shows, as far as the bounds go.
    public static func of(_ address: String, with fetcher: GuardedFetcher) async throws -> Inspection {
        let fetched = try await fetcher.fetch(address)
        let page = SiteReader.page(fetched.bytes, address: fetched.address, charset: fetched.charset)
        var pictures: [String: [UInt8]] = [:]
        if let base = try? WebTarget(fetched.address) {
            for reference in page.references where reference.kind == .picture && pictures.count < mostPictures {
                guard !reference.address.hasPrefix("data:"), pictures[reference.address] == nil,
                    let target = try? base.following(reference.address)
                else { continue }
                pictures[reference.address] = (try? await fetcher.fetch(target.text))?.bytes ?? []
            }
        }
        return Inspection(
            page: fetched, finding: SiteReader.finding(page) { pictures[$0].flatMap { $0.isEmpty ? nil : $0 } })
    }

    /// Pictures fetched for one page: codes are among the first.
    private static let mostPictures = 12
}
