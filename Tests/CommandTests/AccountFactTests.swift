import Foundation
import Testing

/// What a platform tells a running server of its accounts.
@Suite(.program, .serialized) struct AccountFactTests {
    private static let rows = "account,kind,opened\nshop,merchant,2021-05-04\np1,person,\n"

    private func office() async throws -> Office {
        let office = try Office(options: ["--hours-ahead", "24"])
        try await office.hire("plat", "integrator")
        try await office.hire("ann", "supervisor")
        return office
    }

    private func told(_ office: Office) async throws -> [String] {
        try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body.split(separator: "\n")
            .map(String.init).filter { $0.contains(#""type":"accounts.told""#) }
    }

    @Test func whatIsNewIsKeptAndSaidInTheRegister() async throws {
        let office = try await office()
        let first = try await office.ask("plat", "PUT", "/v1/accounts", Self.rows)
        #expect(first.status == 200 && first.body == #"{"accepted":2,"changed":2}"#, "\(first.body)")
        let shop = try await office.ask("ann", "GET", "/v1/accounts/shop")
        #expect(shop.status == 200 && shop.body.contains(#""kind":"merchant""#), "\(shop.body)")
        // The same as lines of JSON says nothing new, also after a start.
        let lines = """
            {"account":"shop","kind":"merchant","opened":"2021-05-04","merchant_category":null}

            {"kind":"person","account":"p1"}
            """
        let same = try await office.ask("plat", "PUT", "/v1/accounts", lines)
        #expect(same.body == #"{"accepted":2,"changed":0}"#, "\(same.body)")
        try office.restart()
        let later = try await office.ask("plat", "PUT", "/v1/accounts", Self.rows)
        #expect(later.body == #"{"accepted":2,"changed":0}"#, "\(later.body)")
        let other = try await office.ask("plat", "PUT", "/v1/accounts", "account,kind\np1,merchant\nshop,merchant\n")
        #expect(other.body == #"{"accepted":2,"changed":1}"#, "\(other.body)")
        let entries = try await told(office)
        #expect(entries.count == 2, "\(entries)")
        #expect(entries.first?.contains(#""accounts":"2""#) == true, "\(entries)")
        #expect(entries.allSatisfy { $0.contains(#""role":"integrator""#) && !$0.contains("shop") }, "\(entries)")
    }

    @Test func whatDoesNotFitIsRefusedAsAWhole() async throws {
        let office = try await office()
        for (body, field, words) in [
            ("account,kind\na,person\nb,robot\n", "kind", "line 3: kind must be person or merchant"),
            ("account,kind\na,person\na,merchant\n", "account", "'a' is there twice"),
            (#"{"account":"a","kind":"person","opend":"2020-01-01"}"#, "opend", "line 1: opend is none of account"),
            (#"{"account":"a","kind":"person","kind":"merchant"}"#, "kind", "kind appears twice"),
            ("account,kind,opened\na,person,2199-01-01\n", "opened", "'a' would be opened only after today"),
            ("", nil, "is empty"), ("{}", "account", "line 1: account must have"),
        ] as [(String, String?, String)] {
            let answer = try await office.ask("plat", "PUT", "/v1/accounts", body)
            #expect(answer.status == 422 && answer.body.contains(words), "\(answer.body)")
            if let field { #expect(answer.body.contains(#""field":"\#(field)""#), "\(answer.body)") }
        }
        #expect(try await office.ask("ann", "GET", "/v1/accounts/a").status == 404)
        #expect(try await office.ask("ann", "PUT", "/v1//accounts/", Self.rows).status == 403)
        #expect(try await told(office).isEmpty)
    }
}
