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

    /// An appeal that was granted is a finding too: it outweighs a case from before it, and one from after it
    /// outweighs it.
    @Test func whatAnAppealHasReversedIsLearned() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("bob", "compliance"), ("shop", "integrator")] {
            try await office.hire(name, role)
        }
        func post(_ name: String, _ path: String, _ body: String) async throws {
            let answer = try await office.ask(name, "POST", path, body)
            #expect(answer.status == 200, "\(path): \(answer.body)")
        }
        func labels() async throws -> Set<String> {
            let lines = try await office.ask("ann", "GET", "/v1/reports/labels").body.split(separator: "\n")
            return Set(lines.dropFirst().map(String.init))
        }
        let found = #"{"disposition":"confirmed","reason":"coins"}"#
        try await post("ann", "/v1/cases", #"{"account":"tailor","reason":"a complaint"}"#)
        try await post("ann", "/v1/cases/1/close", found)
        #expect(try await labels() == ["tailor,otc:unnamed,0"])
        for (number, account) in [(1, "tailor"), (2, "baker"), (3, "payee")] {
            let kind = account == "payee" ? #""hold_payment","payment":"p1""# : #""suspend_transfers""#
            try await post("ann", "/v1/measures", #"{"account":"\#(account)","ground":"odd","kind":\#(kind)}"#)
            try await post("shop", "/v1/appeals", #"{"measure":\#(number),"account":"\#(account)","text":"no"}"#)
            try await post("bob", "/v1/appeals/\(number)/decide", #"{"decision":"reversed","reason":"honest"}"#)
        }
        #expect(try await labels() == ["tailor,honest,", "baker,honest,"])
        try await Task.sleep(for: .milliseconds(10))
        try await post("bob", "/v1/cases", #"{"account":"tailor","reason":"again"}"#)
        try await post("bob", "/v1/cases/2/close", found)
        #expect(try await labels() == ["tailor,otc:unnamed,0", "baker,honest,"])
    }
}
