import Foundation
import WeirDomain

/// Whose word counts at the console's door besides passwords: an OpenID provider, and which of its groups have which
/// role.
///
/// A JSON file: `issuer`, `client_id`, `address` (where people reach this server), `roles` (a list of `claim` and
/// `role`; the first that fits counts), and where they differ from the usual `name`, `scopes`, `name_claim`,
/// `role_claim`. The client's secret comes from `WEIR_OIDC_SECRET`, so that the file may lie with other settings.
public struct SignOnSettings: Sendable {
    /// What is wrong with the file, in words.
    public struct Flaw: Error, CustomStringConvertible {
        public let description: String
    }

    let issuer: String
    let clientID: String
    let secret: String?
    /// Where the provider sends people back to.
    let back: String
    let name: String
    let scopes: String
    let nameClaim: String
    let roleClaim: [String]
    let roles: [(claim: String, role: Role)]

    private struct File: Decodable {
        struct Entry: Decodable {
            var claim: String
            var role: String
        }

        var issuer: String
        var client: String
        var address: String
        var roles: [Entry]
        var name: String?
        var scopes: String?
        var nameClaim: String?
        var roleClaim: String?

        enum CodingKeys: String, CodingKey {
            case issuer, address, roles, name, scopes
            case client = "client_id"
            case nameClaim = "name_claim"
            case roleClaim = "role_claim"
        }
    }

    public init(path: String, secret: String?) throws(Flaw) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Flaw(description: "\(path): cannot be read")
        }
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: data) } catch {
            throw Flaw(description: "\(path): \(Self.words(error))")
        }
        for (field, address) in [("issuer", file.issuer), ("address", file.address)] where !Self.isSafe(address) {
            throw Flaw(
                description: "\(path): \(field) '\(address)' is no https address (http is taken for this machine only)")
        }
        guard !file.client.isEmpty else { throw Flaw(description: "\(path): client_id is empty") }
        guard !file.roles.isEmpty else { throw Flaw(description: "\(path): roles is empty: nobody could sign in") }
        var roles: [(claim: String, role: Role)] = []
        for entry in file.roles {
            guard let role = Role(name: entry.role), !role.isProgram else {
                throw Flaw(
                    description: "\(path): roles: '\(entry.role)' is none of "
                        + Role.allCases.filter { !$0.isProgram }.map(\.name).joined(separator: ", "))
            }
            roles.append((entry.claim, role))
        }
        issuer = file.issuer
        clientID = file.client
        self.secret = secret.flatMap { $0.isEmpty ? nil : $0 }
        let address = file.address.hasSuffix("/") ? String(file.address.dropLast()) : file.address
        back = address + "/console/sign-in/oidc/back"
        name = file.name ?? URL(string: file.issuer)?.host() ?? file.issuer
        scopes = file.scopes ?? "openid profile email"
        nameClaim = file.nameClaim ?? "email"
        roleClaim = (file.roleClaim ?? "roles").split(separator: ".").map(String.init)
        self.roles = roles
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "\(key.stringValue) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) has the wrong type"
        default: "is no JSON object"
        }
    }

    /// Over TLS, or to this machine itself.
    static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty, url.user() == nil,
            url.fragment() == nil
        else { return false }
        let isHere = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        return url.scheme == "https" || (url.scheme == "http" && isHere)
    }
}
