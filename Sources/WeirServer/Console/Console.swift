import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// What all pages of the console share.
struct Console: Sendable {
    let acting: Acting
    let people: PeopleStore
    let sessions: Sessions
    let looks: LookNotes
    /// Who signs people in besides passwords.
    let provider: SignOnProvider?
    let brake = SignInBrake()
    let passwords = PasswordWorker()
    let assets = ConsoleAssets()
    let doors = Doors()
    let caseCache = CaseCache()
    let profiles = AlertProfiles()
    /// The time that deadlines go by: that of the payments, for simulated traffic.
    let now: @Sendable () -> Instant
}

extension Console {
    /// Reads what pages go through before anybody asks for one: the first after a start would wait for all of it.
    func warm() async {
        try? await caseCache.refresh(acting)
        _ = try? profiles.latest(acting.desk.store)
    }

    /// Whether somebody's row is what it was when their word was checked: a role or a password that has gone since lets
    /// nobody in. Asked after the session has begun, so that a change which comes later ends it.
    func isStill(_ person: ConsolePerson) throws -> Bool {
        guard let now = try people.person(person.name) else { return false }
        return now.role == person.role && now.password == person.password && now.subject == person.subject
    }
}

/// Every route of the console with the roles that it is for.
final class Doors: Sendable {
    struct Door: Sendable {
        var method: String
        var path: String
        var roles: Roles
    }

    private let list = Mutex<[Door]>([])

    func add(_ method: String, _ path: String, _ roles: Roles) {
        list.withLock { $0.append(Door(method: method, path: path, roles: roles)) }
    }

    /// Routes of the API, for the table of who may do what.
    func addOutside(_ method: String, _ path: String, _ roles: Set<Role>, isOpen: Bool) {
        let path = path.replacing("{", with: ":").replacing("}", with: "")
        list.withLock { $0.append(Door(method: method, path: path, roles: Roles(roles: roles, isOpen: isOpen))) }
    }

    var all: [Door] { list.withLock { $0 } }

    /// Whether a page is there, and for that role.
    func opens(_ link: Link, to role: Role) -> Bool {
        list.withLock { $0.contains { $0.method == "GET" && $0.path == link.text && $0.roles.contains(role) } }
    }
}

/// Registers pages. A route cannot be added without the roles that it is for.
struct ConsoleRouter {
    let console: Console
    let router: Router<WeirContext>

    typealias Handler = @Sendable (Visit) async throws -> Reply

    /// A page.
    func get(_ path: String, _ roles: Roles, _ handler: @escaping Handler) {
        console.doors.add("GET", path, roles)
        router.get(RouterPath(path)) { [console] request, context in
            try await console.answer(request, context, roles, isPost: false, handler)
        }
    }

    /// A form's target. The session's token is checked before the handler is called.
    func post(_ path: String, _ roles: Roles, _ handler: @escaping Handler) {
        console.doors.add("POST", path, roles)
        router.post(RouterPath(path)) { [console] request, context in
            try await console.answer(request, context, roles, isPost: true, handler)
        }
    }
}

extension Console {
    /// The name of the cookie whose value stands for the session's token before there is a session.
    static let before = "weir_before"

    func answer(
        _ request: Request, _ context: WeirContext, _ roles: Roles, isPost: Bool, _ handler: ConsoleRouter.Handler
    ) async throws -> Response {
        let id = request.cookies[Sessions.cookie]?.value ?? ""
        let session = sessions.find(id, at: ServerClock.now)
        guard roles.isOpen || session.map({ roles.contains($0.role) }) ?? false else {
            // What somebody may not see is not there for them.
            throw Problem.notFound("")
        }
        var form = FormFields()
        if isPost {
            form = try await fields(request)
            let wanted = session?.token ?? request.cookies[Self.before]?.value ?? ""
            guard !wanted.isEmpty, form["csrf"] == wanted, Self.comesFromHere(request) else {
                throw Problem(
                    .forbidden, "stale_form", "This form is not good any more",
                    detail: "Go back, load the page again and send it once more.")
            }
        }
        let visit = Visit(
            console: self, request: request, parameters: context.parameters, address: context.address,
            sessionID: id, session: session, form: form)
        return try await respond(visit, try await handler(visit))
    }

    private func fields(_ request: Request) async throws -> FormFields {
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("multipart/form-data") {
            let body = try await request.whole(
                upTo: ConsoleLimits.fileFormBytes, "A file may have \(Limits.documentBodyBytes) bytes.")
            return try FormFields(MultipartForm.parts(Data(body.readableBytesView), type))
        }
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            throw Problem(.unsupportedMediaType, "no_form", "This is no form")
        }
        let body = try await request.whole(upTo: ConsoleLimits.formBytes)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw Acting.invalid(nil, "The form is not UTF-8")
        }
        return try FormFields(text)
    }

    /// Browsers say where a form comes from; another site's is refused, whatever it carries.
    private static func comesFromHere(_ request: Request) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin] else { return true }
        guard let host = request.head.authority else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    // MARK: Answers

    func respond(_ visit: Visit, _ reply: Reply) async throws -> Response {
        switch reply {
        case .page(let page): return page.response(.ok, visit, await visit.waiting())
        case .refused(let status, let page): return page.response(status, visit, await visit.waiting())
        case .see(let link):
            return Response(status: .seeOther, headers: [.location: link.text, .cacheControl: "no-store"])
        case .response(let response): return response
        }
    }
}

extension Page {
    func response(_ status: HTTPResponse.Status, _ visit: Visit, _ waiting: Waiting) -> Response {
        let message = visit.console.sessions.takeMessage(visit.sessionID)
        return response(status, visit.console, visit.session, visit.request, message, waiting)
    }

    func response(
        _ status: HTTPResponse.Status, _ console: Console, _ session: Session?, _ request: Request,
        _ message: Session.Message? = nil, _ waiting: Waiting = Waiting()
    ) -> Response {
        let layout = Layout(
            console: console, session: session, path: request.uri.description, waiting: waiting)
        return Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .vary: "Cookie"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: layout.document(self, message))))
    }
}

/// What the server knows of a connection besides the request.
struct WeirContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end, without its port.
    let address: String

    init(source: Source) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
