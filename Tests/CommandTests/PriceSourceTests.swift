import Foundation
import Testing

/// Who hands board prices in, and what becomes of one that is far from the last.
@Suite(.program, .serialized) struct PriceSourceTests {
    private func office(_ options: [String] = []) async throws -> Office {
        let office = try Office(options: options)
        for (name, role) in [
            ("feed", "prices"), ("second", "prices"), ("plat", "integrator"), ("ann", "supervisor"),
        ] {
            try await office.hire(name, role)
        }
        return office
    }

    /// Times are minutes of a morning that is over.
    private func body(_ price: String, _ minute: Int) -> String {
        let at = Date.now.addingTimeInterval(Double(minute * 60 - 6 * 3_600)).ISO8601Format()
        return #"[{"at":"\#(at)","asset":"USDT","currency":"CNY","price":"\#(price)"}]"#
    }

    private func put(
        _ office: Office, _ person: String, _ price: String, _ minute: Int, _ query: String = ""
    ) async throws -> Int {
        try await office.ask(person, "PUT", "/v1/prices" + query, body(price, minute)).status
    }

    private func entries(_ office: Office, _ type: String) async throws -> [String] {
        try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body.split(separator: "\n")
            .map(String.init).filter { $0.contains("\"type\":\"\(type)\"") }
    }

    @Test func onlyAFeedHandsPricesIn() async throws {
        let office = try await office(["--prices", "feeds"])
        for person in ["plat", "ann"] { #expect(try await put(office, person, "6.85", 0) == 403, "\(person)") }
        #expect(try await office.ask("plat", "PUT", "/v1//prices/", body("6.85", 0)).status == 403)
        #expect(try await put(office, "feed", "6.85", 0) == 200)
        #expect(try await office.server.request("PUT", "/v1/prices", body("6.86", 1)).status == 200)
        for (method, path) in [
            ("GET", "/v1/measures"), ("GET", "/v1/accounts/x"), ("POST", "/v1/payments"), ("GET", "/v1/rail/orders"),
            ("GET", "/metrics"), ("GET", "/"), ("POST", "/v1/access"), ("POST", "/v1/appeals"), ("GET", "/v1/notices"),
        ] {
            #expect(try await office.ask("feed", method, path, method == "GET" ? nil : "{}").status == 403, "\(path)")
        }
    }

    /// Unsaid, keys that hand payments in hand in what these are read against.
    @Test func thePlatformsOwnKeysHandThemInUnlessToldOtherwise() async throws {
        let office = try await office(["--price-jump", "0"])
        #expect(try await put(office, "plat", "6.85", 0) == 200)
        #expect(try await put(office, "plat", "9.85", 1) == 200)
        #expect(try await put(office, "ann", "6.85", 2) == 403)
        for wrong in [["--prices", "anybody"], ["--price-jump", "5000"]] {
            let refused = try weir(["serve", "--data", office.folder.file("other")] + wrong)
            #expect(refused.status == 2 && refused.err.contains(wrong[0]), "\(refused.err)")
        }
    }

    /// One key alone takes no price far away, neither at once nor in small steps.
    @Test func anOddPriceNeedsASecondSource() async throws {
        let office = try await office()
        #expect(try await put(office, "feed", "6.85", 0) == 200)
        let odd = try await office.ask("feed", "PUT", "/v1/prices", body("9.85", 1))
        #expect(odd.status == 409 && odd.body.contains(#""code":"odd_price""#), "\(odd.body)")
        #expect(odd.body.contains("USDT in CNY would be 9.85") && odd.body.contains("was 6.85"), "\(odd.body)")
        #expect(try await put(office, "feed", "9.85", 2) == 409)
        let alarms = try await entries(office, "alarm.odd_price")
        #expect(alarms.count == 1 && alarms.allSatisfy { $0.contains(#""price":"9.85""#) }, "\(alarms)")
        #expect(alarms.allSatisfy { $0.contains(#""role":"prices""#) }, "\(alarms)")
        // Another source says something else, and then the same.
        #expect(try await put(office, "second", "12.00", 2) == 409)
        #expect(try await put(office, "feed", "9.85", 2) == 409)
        #expect(try await put(office, "second", "9.86", 2) == 200)
        // From then on it is the price.
        for minute in [3, 15, 50] { #expect(try await put(office, "feed", "9.90", minute) == 200, "\(minute)") }
        #expect(try await put(office, "feed", "6.85", 51) == 409)
    }

    /// What is dated ahead keeps out all true prices until then: no further than a month, which may come at once.
    @Test func nothingIsDatedAhead() async throws {
        let office = try await office()
        #expect(try await put(office, "feed", "6.85", 0) == 200)
        let ahead = try await office.ask("feed", "PUT", "/v1/prices", body("6.85", 40 * 1_440))
        #expect(ahead.status == 422 && ahead.body.contains("dated ahead"), "\(ahead.body)")
        #expect(try await put(office, "feed", "6.86", 360 + 5) == 200)
        let many = (0..<1_001).map { #"{"at":"2026-03-01T00:00:00Z","asset":"C\#($0)","currency":"CNY","price":"1"}"# }
        let refused = try await office.ask("feed", "PUT", "/v1/prices", "[" + many.joined(separator: ",") + "]")
        #expect(refused.status == 422 && refused.body.contains("1000 assets at once"), "\(refused.body)")
    }

    /// Within a month it is a mistake that can be taken back, by an administrator; whoever hands true prices in
    /// meanwhile is told that they are passed over.
    @Test func whatIsDatedAheadIsTakenBack() async throws {
        let office = try await office()
        #expect(try await put(office, "feed", "6.85", 0) == 200)
        #expect(try await put(office, "feed", "6.90", 20 * 1_440) == 200)
        let passed = try await office.ask("feed", "PUT", "/v1/prices", body("6.86", 300))
        #expect(passed.status == 200 && passed.body.contains(#""passed_over":1"#), "\(passed.body)")
        let from = Date.now.addingTimeInterval(86_400).ISO8601Format()
        let path = "/v1/prices?asset=USDT&currency=CNY&from=\(from)&reason=wrong"
        for person in ["feed", "plat", "ann"] {
            #expect(try await office.ask(person, "DELETE", path).status == 403, "\(person)")
        }
        #expect(try await office.server.request("DELETE", "/v1/prices?asset=USDT&currency=CNY").status == 422)
        let taken = try await office.server.request("DELETE", path)
        #expect(taken.status == 200 && taken.body.contains(#""price":"6.85""#), "\(taken.body)")
        #expect(try await office.server.request("DELETE", path).status == 404)
        let next = try await office.ask("feed", "PUT", "/v1/prices", body("6.87", 301))
        #expect(next.status == 200 && !next.body.contains("passed_over"), "\(next.body)")
        #expect(try await entries(office, "price.withdrawn").count == 1)
    }

    @Test func smallStepsAreNoWayAround() async throws {
        let office = try await office()
        for (price, time, status) in [
            ("6.85", 0, 200), ("7.50", 10, 200), ("8.10", 20, 200), ("8.40", 30, 409),
            // After an hour without any, half as much again at the most.
            ("12.60", 100, 409), ("9.00", 100, 200),
        ] {
            #expect(try await put(office, "feed", price, time) == status, "\(price) at \(time)")
        }
    }

    /// A person who may sign says that it is so, and stands in the register.
    @Test func aPersonConfirmsIt() async throws {
        let office = try await office()
        #expect(try await put(office, "feed", "6.85", 0) == 200)
        #expect(try await put(office, "feed", "9.85", 1, "?confirm=yes") == 403)
        let path = "/v1/prices?confirm=yes"
        #expect(try await office.server.request("PUT", path, body("9.85", 1)).status == 200)
        let confirmed = try await entries(office, "price.confirmed")
        #expect(confirmed.count == 1 && confirmed.allSatisfy { $0.contains(#""last":"6.85""#) }, "\(confirmed)")
        for minute in [2, 20] { #expect(try await put(office, "feed", "9.86", minute) == 200, "\(minute)") }
    }
}
