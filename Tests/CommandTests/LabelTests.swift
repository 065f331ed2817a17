import Foundation
import Testing

/// What people found of cases, as labels.
@Suite(.program, .serialized) struct LabelTests {
    @Test func casesThatPeopleOpenedAreLabelsToo() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        let findings = ["dealer": "confirmed", "shop": "false_alarm", "riddle": "unclear"]
        for (place, account) in findings.keys.sorted().enumerated() {
            let opened = #"{"account":"\#(account)","reason":"a complaint"}"#
            #expect(try await office.ask("ann", "POST", "/v1/cases", opened).status == 200)
            let close = #"{"disposition":"\#(findings[account] ?? "")","reason":"looked at"}"#
            #expect(try await office.ask("ann", "POST", "/v1/cases/\(place + 1)/close", close).status == 200)
        }
        let labels = try await office.ask("ann", "GET", "/v1/reports/labels").body
        let lines = labels.split(separator: "\n").map(String.init)
        #expect(lines.first == "account,role,start_day")
        #expect(Set(lines.dropFirst()) == ["dealer,otc:unnamed,0", "shop,honest,"], "\(labels)")
        // The latest finding on an account counts.
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/reopen", #"{"reason":"was wrong"}"#).status == 200)
        let close = #"{"disposition":"false_alarm","reason":"it sells shoes"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/close", close).status == 200)
        #expect(try await office.ask("ann", "GET", "/v1/reports/labels").body.contains("dealer,honest,\n"))
    }
}
