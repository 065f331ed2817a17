import Testing

@testable import WeirPatrol

@Suite struct RobotsTests {
    @Test func theLongestRuleDecides() {
        let rules = RobotsRules(
            """
            User-agent: *
            Disallow: /private
            Allow: /private/open$
            Crawl-delay: 7

            User-agent: other
            Disallow: /
            """)
        #expect(rules.allows("/") && !rules.allows("/private/x") && rules.allows("/private/open") && rules.delay == 7)
        #expect(!rules.allows("/private/open2"))
        let own = RobotsRules("User-agent: *\nDisallow: /\nUser-agent: WeirPatrol\nDisallow: /*.php\n")
        #expect(own.allows("/a.html") && !own.allows("/x/y.php?z"))
        #expect(RobotsRules("nonsense").allows("/"))
    }
}
