import Foundation
import HTTPTypes
import Hummingbird
import WeirDomain
import WeirEngine
import WeirRuntime

/// One request of somebody who has signed in: who, what they ask for, and the ways to answer.
struct Visit: Sendable {
    let console: Console
    let request: Request
    let parameters: Parameters
    let address: String
    /// The session's id and figures; before signing in there are none.
    let sessionID: String
    let session: Session?
    let form: FormFields

    /// Who it is; behind the door there is always somebody.
    var person: Person { Person(name: session?.person ?? "", role: session?.role ?? .integrator) }
    var acting: Acting { console.acting }
    var desk: Desk { console.acting.desk }
    /// The time that deadlines go by.
    var now: Instant { console.now() }

    /// A part of the path, decoded.
    func parameter(_ name: String) -> String { parameters.get(name)?.removingPercentEncoding ?? "" }

    /// A number in the path; anything else is not there.
    func number(_ name: String) throws -> Int {
        guard let number = Int(parameter(name)), number >= 1 else { throw Problem.notFound("") }
        return number
    }

    /// A field of the query; `nil` where it is empty.
    func query(_ name: String) -> String? {
        guard let value = request.uri.queryParameters.get(name), !value.isEmpty else { return nil }
        return value
    }

    /// All values of a field of the query that is there several times.
    func queries(_ name: String) -> [String] { request.uri.queryParameters.getAll(name).filter { !$0.isEmpty } }

    /// A field of the form that must be there.
    func need(_ name: String) throws -> String { try Acting.need(form[name], name) }

    // MARK: Acting

    /// An act of this person.
    func act(_ verb: ActRequest.Verb) -> ActRequest {
        ActRequest(verb, at: acting.now(), by: person.name, role: person.role)
    }

    /// Has an act taken in, as the API does; returns once the register has it.
    func submit(_ act: ActRequest) async throws { try await acting.submit(act) }

    func read<R: Sendable>(_ body: @escaping @Sendable (borrowing Engine) -> R) async throws -> R {
        try await acting.read(body)
    }

    /// Cases and measures as they are now, kept beside the engine.
    func caseCache() async throws -> CaseCache {
        try await console.caseCache.refresh(acting)
        return console.caseCache
    }

    /// Notes that this person looked at an account: at most once an hour, without a reason.
    func looked(at account: String, _ what: String) async {
        await console.looks.note(act(.look), account, what)
    }

    // MARK: Answering

    /// Says something on the next page.
    func say(_ words: Phrase, isGood: Bool = true, about: Link? = nil, undo: Session.Message.Undo? = nil) {
        console.sessions.change(sessionID) {
            $0.message = Session.Message(words: words, isGood: isGood, about: about, undo: undo)
        }
    }

    /// The page to go back to after a form: where it says, otherwise `other`.
    func back(or other: Link) -> Reply { .see(form["back"].flatMap { Link(returning: $0) } ?? other) }

    /// Personal data: as it is once it has been asked for with a reason, otherwise its ends only.
    func personal(_ text: String, of account: String) -> HTML {
        if session?.uncovered.contains(account) ?? false { return foreign(text) }
        return Personal.covered(text)
    }

    func isUncovered(_ account: String) -> Bool { session?.uncovered.contains(account) ?? false }
}

/// Personal data that has not been asked for.
enum Personal {
    /// Says that something is there, and nothing of it.
    static func covered(_ text: String) -> HTML {
        if text.isEmpty { return span(.class("none")) { "–" } }
        return span(.class("covered"), .title(Phrase("covered; ask for it with a reason", "已隐去；说明理由后可查看").text)) {
            "••••"
        }
    }

    /// The form that asks for it.
    static func ask(_ account: String, back: Link) -> HTML {
        form(post: Link("/console/uncover"), .class("inline")) {
            hidden("account", account)
            hidden("back", back.text)
            field(Phrase("Why you need to see personal data", "查看个人信息的理由"), "reason", .flag("required"))
            button(Phrase("Show personal data", "显示个人信息"), "plain")
        }
    }
}

/// What a route answers with.
enum Reply: Sendable {
    case page(Page)
    /// A page with another status.
    case refused(HTTPResponse.Status, Page)
    /// Go there, after a form.
    case see(Link)
    /// Something else than a page.
    case response(Response)
}

/// The fields of a form; the same name may come several times.
struct FormFields: Sendable {
    private var fields: [(name: String, value: String)] = []
    /// By the name of the field.
    var files: [String: File] = [:]

    init() {}

    init(_ body: String) throws {
        guard !body.isEmpty else { return }
        let parts = body.split(separator: "&")
        guard parts.count <= ConsoleLimits.formFields else {
            throw Acting.invalid(nil, "The form has more than \(ConsoleLimits.formFields) fields")
        }
        for part in parts {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func decoded(_ text: Substring?) -> String? {
                (text ?? "").replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = decoded(pair.first), let value = decoded(pair.count > 1 ? pair[1] : nil) else {
                throw Acting.invalid(nil, "The form is not encoded as forms are")
            }
            append(name, value)
        }
    }

    /// Forms send line ends as CR LF.
    mutating func append(_ name: String, _ value: String) {
        fields.append((name, value.replacing("\r\n", with: "\n")))
    }

    /// The first value of a name; `nil` where it is missing or empty.
    subscript(_ name: String) -> String? {
        fields.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}
