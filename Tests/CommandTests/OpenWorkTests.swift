import Foundation
import Testing

/// What waits for the rail and for people is seen, whoever brings the orders.
@Suite(.program, .serialized) struct OpenWorkTests {
    @Test func ordersThatARailFetchesAreCounted() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("till", "rail")] { try await office.hire(name, role) }
        func status() async throws -> String { try await office.ask("ann", "GET", "/v1/rail/status").body }
        #expect(try await status().contains(#""connected":false,"open":0,"overdue":0"#))
        for account in ["a", "b"] {
            let body = #"{"kind":"suspend_transfers","account":"\#(account)","ground":"odd","basis":"terms §4"}"#
            #expect(try await office.ask("ann", "POST", "/v1/measures", body).status == 200)
        }
        let appeal = #"{"measure":1,"account":"a","text":"I sell shoes"}"#
        #expect(try await office.ask("ann", "POST", "/v1/appeals", appeal).status == 200)
        let before = try await status()
        #expect(before.contains(#""connected":false,"open":2,"overdue":0,"oldest":"#), "\(before)")
        // Since when it has waited does not begin anew.
        try office.restart()
        #expect(try await status() == before)
        let metrics = try await office.server.request("GET", "/metrics").body
        for line in [
            "weir_rail_orders_open 2", "weir_rail_orders_overdue 0", "weir_appeals_open 1", "weir_appeals_overdue 0",
        ] {
            #expect(metrics.contains("\n\(line)\n"), "\(line)")
        }
        let done = #"{"measure":1,"version":1,"done":true}"#
        #expect(try await office.ask("till", "POST", "/v1/rail/answers", done).status == 200)
        #expect(try await status().contains(#""open":1"#))
        // The rate of reversals is a figure of the running server, and not of reports alone.
        try await office.hire("bob", "compliance")
        let wrong = #"{"decision":"reversed","reason":"shoes indeed"}"#
        #expect(try await office.ask("bob", "POST", "/v1/appeals/1/decide", wrong).status == 200)
        let after = try await office.server.request("GET", "/metrics").body
        for line in ["weir_appeals_decided_total 1", "weir_appeals_reversed_total 1", "weir_people_unvouched 0"] {
            #expect(after.contains("\n\(line)\n"), "\(line)")
        }
    }

    /// Of a field that is given twice the first one counted, and whoever else reads the act may take the second.
    @Test func anActSaysEachThingOnce() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        for second in [#""account":"b""#, #""\u0061ccount":"b""#] {
            let body = #"{"kind":"suspend_transfers","account":"a","ground":"odd",\#(second)}"#
            let answer = try await office.ask("ann", "POST", "/v1/measures", body)
            #expect(answer.status == 422 && answer.body.contains("account appears twice"), "\(answer.body)")
        }
        // Nor is what is mistyped, or says nothing, passed over.
        for (rest, said) in [
            (#""ground":"odd","untl":"2026-12-01T00:00:00Z""#, "untl is no field of a request"),
            (#""ground":" ""#, "ground is missing"),
            (#""ground":"odd","until":"2020-01-01T00:00:00Z""#, #""field":"until""#),
            (#""ground":"odd","until":"2099-01-01T00:00:00Z""#, #""field":"until""#),
            (#""ground":"odd","until":"2020-01-01T00:00:00Z""#, "until: would end before it begins"),
            (#""ground":"\#(String(repeating: "x", count: 9_000))""#, #""field":"ground""#),
        ] {
            let body = #"{"kind":"suspend_transfers","account":"a",\#(rest)}"#
            let answer = try await office.ask("ann", "POST", "/v1/measures", body)
            #expect(answer.status == 422 && answer.body.contains(said), "\(answer.body)")
        }
        #expect(try await office.ask("ann", "GET", "/v1/measures").body.contains(#""items":[]"#))
        // An account that no payment has named may be a slip: it is said, and stopped all the same.
        #expect(try await office.server.request("POST", "/v1/payments", payment("p1", payer: "x")).status == 200)
        for (account, isSeen) in [("x", true), ("ghost", false)] {
            let body = #"{"kind":"warn_payer","account":"\#(account)","ground":"odd"}"#
            let answer = try await office.ask("ann", "POST", "/v1/measures", body)
            #expect(answer.status == 200 && answer.body.contains(#""seen":false"#) == !isSeen, "\(answer.body)")
        }
    }

    /// The platform that hands the rail's answers in is told what the rail knows. The whole measure told it what people
    /// had written for one another, and, behind a wall, how an appeal was decided.
    @Test func anAnswerOfTheRailTellsNothingOfPeople() async throws {
        let office = try Office(options: ["--rail-answers", "integrators"])
        for (name, role) in [("ann", "supervisor"), ("bob", "compliance"), ("plat", "integrator")] {
            try await office.hire(name, role)
        }
        let body = #"{"kind":"suspend_transfers","account":"shop","ground":"tip of a colleague"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", body).status == 200)
        let done = #"{"measure":1,"version":1,"done":true}"#
        func answer() async throws -> String {
            try await office.ask("plat", "POST", "/v1/rail/answers", done).body
        }
        let first = try await answer()
        let order = #""state":"confirmed","order":{"version":1,"action":"impose","state":"done""#
        #expect(first.contains(order), "\(first)")
        let appeal = #"{"measure":1,"account":"shop","text":"I sell shoes"}"#
        #expect(try await office.ask("plat", "POST", "/v1/appeals", appeal).status == 200)
        let opened = #"{"account":"shop","reason":"odd"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases", opened).status == 200)
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/wall", #"{"reason":"art. 39"}"#).status == 200)
        let wrong = #"{"decision":"reversed","reason":"shoes indeed"}"#
        #expect(try await office.ask("bob", "POST", "/v1/appeals/1/decide", wrong).status == 200)
        for said in [first, try await answer()] {
            for word in ["colleague", "ann", "bob", "appeal", "shoes", "ended"] {
                #expect(!said.contains(word), "\(word): \(said)")
            }
        }
    }

    /// A platform fetches what it hands on, and says what has become of it.
    @Test func aPlatformSaysWhatBecomesOfNotices() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("plat", "integrator"), ("reg", "regulator")] {
            try await office.hire(name, role)
        }
        let body = #"{"kind":"suspend_transfers","account":"shop","ground":"odd"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", body).status == 200)
        // Who reads it at the console has told nobody.
        #expect(try await office.ask("ann", "GET", "/v1/notices/1").status == 200)
        #expect(try await !office.ask("plat", "GET", "/v1/notices").body.contains("fetched"))
        for _ in 0..<2 { #expect(try await office.ask("plat", "GET", "/v1/notices/1?language=zh").status == 200) }
        #expect(try await office.ask("plat", "GET", "/v1/notices").body.contains(#""fetched":""#))
        let failed = #"{"channel":"sms","delivered":false,"reason":"no such number"}"#
        for (person, status) in [("ann", 403), ("reg", 403), ("plat", 200)] {
            let answer = try await office.ask(person, "POST", "/v1/notices/1/delivery", failed)
            #expect(answer.status == status, "\(person): \(answer.body)")
        }
        #expect(try await office.ask("plat", "GET", "/v1/notices").body.contains(#""failure":"no such number""#))
        for wrong in ["{}", #"{"channel":"sms"}"#, #"{"delivered":true}"#, #"{"channel":"sms","delivered":false}"#] {
            #expect(try await office.ask("plat", "POST", "/v1/notices/1/delivery", wrong).status == 422, "\(wrong)")
        }
        #expect(try await office.ask("plat", "POST", "/v1/notices/9/delivery", failed).status == 404)
        let told = #"{"channel":"post","delivered":true}"#
        let answer = try await office.ask("plat", "POST", "/v1/notices/1/delivery", told).body
        #expect(answer.contains(#""channel":"post""#) && answer.contains(#""delivered":""#), "\(answer)")
        #expect(try await office.server.request("GET", "/metrics").body.contains("\nweir_notices_unread 0\n"))
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body.split(separator: "\n")
        for type in ["notice.fetched", "notice.failed", "notice.delivered"] {
            #expect(entries.count { $0.contains("\"type\":\"\(type)\"") } == 1, "\(type)")
        }
        #expect(!entries.contains { $0.contains("no such number") })
    }
}
