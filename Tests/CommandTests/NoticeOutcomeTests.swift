import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What holders are told of how far a measure goes, and of its end, over HTTP with the built program.
@Suite(.program, .serialized) struct NoticeOutcomeTests {
    @Test func howFarALimitGoesIsTold() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("shop", "integrator")] { try await office.hire(name, role) }
        let limit = #"{"kind":"limit_collection","account":"m","ground":"odd","quota":"500.00","currency":"CNY"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", limit).status == 200)
        let told = try await office.ask("shop", "GET", "/v1/notices/1?language=en").body
        for said in ["at most 500.00 CNY a day", "A day is one of UTC", "another currency is declined", "a refund"] {
            #expect(told.contains(said), "\(said): \(told)")
        }
        let chinese = try await office.ask("shop", "GET", "/v1/notices/1?language=zh").body
        #expect(chinese.contains("每日按 UTC 计算") && chinese.contains("其他币种"), "\(chinese)")
    }

    /// What became of a held payment is told, and how to object where it was declined; of others which has ended.
    @Test func whatBecameOfItIsTold() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("shop", "integrator")] { try await office.hire(name, role) }
        for payment in ["p1", "p2"] {
            #expect(try await office.pay(payment, "buyer", "seller") == "allow")
            let hold = #"{"kind":"hold_payment","account":"seller","payment":"\#(payment)","ground":"odd"}"#
            #expect(try await office.ask("ann", "POST", "/v1/measures", hold).status == 200)
        }
        let warning = #"{"kind":"warn_payer","account":"seller","ground":"odd"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", warning).status == 200)
        for (path, body) in [
            ("1/settle", #"{"outcome":"declined","reason":"fraud"}"#), ("3/lift", #"{"reason":"was wrong"}"#),
            ("2/settle", #"{"outcome":"released","reason":"fine"}"#),
        ] {
            #expect(try await office.ask("ann", "POST", "/v1/measures/\(path)", body).status == 200)
        }
        func told(_ number: Int, _ language: String) async throws -> String {
            try await office.ask("shop", "GET", "/v1/notices/\(number)?language=\(language)").body
        }
        // Three that were imposed, then three that have ended.
        let declined = try await told(4, "en")
        #expect(declined.contains("The payment p1 was declined: its money goes back"), "\(declined)")
        #expect(declined.contains("You can object free of charge") && declined.contains("until:"), "\(declined)")
        #expect(!declined.contains("fraud"))
        let inChinese = try await told(4, "zh")
        #expect(inChinese.contains("付款 p1 已被拒绝") && inChinese.contains("申诉"), "\(inChinese)")
        let lifted = try await told(5, "en")
        #expect(lifted.contains("What has ended: Payers are warned before they pay you."), "\(lifted)")
        #expect(!lifted.contains("object"), "\(lifted)")
        let released = try await told(6, "en")
        #expect(released.contains("The payment p2 is no longer held: it goes on its way."), "\(released)")
        #expect(try await told(6, "zh").contains("付款 p2 不再保留"))
    }
}
