import Crypto
import Foundation
import WeirRegister

/// The mail address that a token names, as a digest: for telling whether somebody has been here, not for writing to
/// them.
struct SignOnAddress {
    /// Empty where it names none.
    let digest: String
    /// The same where the provider says that it has made sure of it; empty otherwise.
    let sure: String

    init(_ token: IDToken) {
        let text = (token.text("email") ?? "").lowercased().precomposedStringWithCanonicalMapping
        let isOne = !text.isEmpty && text.utf8.count <= 320
        digest = isOne ? Hex.text(SHA256.hash(data: Data(text.utf8))) : ""
        sure = token.isTrue("email_verified") ? digest : ""
    }
}
