import Foundation
import Testing

@testable import WeirSites

/// Where `scripts/make-site-fixtures` has put pages and pictures; `make test` sets it.
let siteFixtures = ProcessInfo.processInfo.environment["WEIR_SITE_FIXTURES"]

extension Trait where Self == ConditionTrait {
    static var fixtures: Self {
        .enabled(if: siteFixtures != nil, "WEIR_SITE_FIXTURES is not set: see scripts/make-site-fixtures")
    }
}

func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

func finding(_ html: String) -> SiteFinding { SiteReader.finding(Array(html.utf8), address: "test") }

/// The finding of a saved page with the pictures that lie beside it.
func savedFinding(_ path: String) throws -> SiteFinding {
    let folder = (path as NSString).deletingLastPathComponent
    return SiteReader.finding(try read(path), address: path) { name in try? read(folder + "/" + name) }
}
