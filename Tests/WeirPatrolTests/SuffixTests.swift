import Testing
import WeirLists

@testable import WeirPatrol

@Suite struct SuffixTests {
    /// With Debian's own list, where it is there: what many share is refused, what one has is not.
    @Test(.enabled(if: SystemSuffixes.list != nil, "publicsuffix is not installed"))
    func theSystemsListIsRead() throws {
        let list = try #require(SystemSuffixes.list)
        for name in ["compute.amazonaws.com", "kawasaki.jp", "r2.dev", "com.cn", "github.io", "s3.amazonaws.com"] {
            #expect(list.objection(try #require(HostName(name)), .suffix) != nil, "\(name)")
        }
        for name in ["okx.com", "binance.com", "gate.io", "evil.github.io", "city.kawasaki.jp", "shop.com.cn"] {
            #expect(list.objection(try #require(HostName(name)), .suffix) == nil, "\(name)")
        }
    }
}
