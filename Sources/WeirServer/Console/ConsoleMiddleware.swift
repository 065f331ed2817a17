import HTTPTypes
import Hummingbird
import NIOCore
import WeirDomain

/// The door of the console: nobody comes in without a session, errors are pages, the viewer's language is set.
struct ConsoleMiddleware: RouterMiddleware {
    let console: Console

    typealias Context = WeirContext

    static let language = "weir_language"
    static let theme = "weir_theme"
    static let zone = "weir_zone"

    static func isConsole(_ path: String) -> Bool { path == "/console" || path.hasPrefix("/console/") }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard Self.isConsole(path) else {
            // The live page without a key leads to the console's door.
            if path == "/", isBrowser(request), request.cookies[AccessKeys.cookie] == nil,
                request.uri.queryParameters.get("key") == nil, session(request) == nil
            {
                return Self.see(Link("/console"))
            }
            return try await next(request, context)
        }
        let session = session(request)
        return try await Viewer.$current.withValue(viewer(request, session)) {
            do {
                if let place = wayIn(path, request, session) { return Self.see(place) }
                return try await next(request, context)
            } catch let problem as Problem {
                return page(problem, context).response(problem.status, console, session, request)
            } catch let error as HTTPError {
                let problem = Problem(error.status, "", error.status.reasonPhrase)
                return page(problem, context).response(error.status, console, session, request)
            } catch is NIOTooManyBytesError {
                let problem = Problem(.contentTooLarge, "too_large", "The body is too large")
                return page(problem, context).response(problem.status, console, session, request)
            }
        }
    }

    private func session(_ request: Request) -> Session? {
        guard let id = request.cookies[Sessions.cookie]?.value else { return nil }
        return console.sessions.find(id, at: ServerClock.now)
    }

    private func isBrowser(_ request: Request) -> Bool {
        request.method == .get && (request.headers[.accept] ?? "").contains("text/html")
            && request.headers[.authorization] == nil
    }

    /// Where somebody has to go first. It does not depend on whether the page exists.
    private func wayIn(_ path: String, _ request: Request, _ session: Session?) -> Link? {
        if path == "/console/sign-in" || path.hasPrefix("/console/sign-in/oidc") || path.hasPrefix("/console/assets/") {
            return nil
        }
        guard let session else { return signIn(path, request) }
        if session.mustChange, path != "/console/me", path != "/console/me/password", path != "/console/sign-out",
            path != "/console/settings"
        {
            return Link("/console/me")
        }
        return nil
    }

    /// The sign-in, which leads back: to the page, or to the page that a form was on. It says if a session has ended.
    private func signIn(_ path: String, _ request: Request) -> Link {
        let hadOne = !(request.cookies[Sessions.cookie]?.value ?? "").isEmpty
        let link = Link("/console/sign-in").query("ended", hadOne ? "1" : nil)
        guard request.method == .get else { return link.query("next", before(request)?.text) }
        return path == "/console" ? link : link.query("next", Link(returning: request.uri.description)?.text)
    }

    /// The page of this console that a form was sent from.
    private func before(_ request: Request) -> Link? {
        guard let name = HTTPField.Name("Referer"), let from = request.headers[name],
            let host = request.head.authority
        else { return nil }
        for start in ["http://" + host, "https://" + host] where from.hasPrefix(start + "/") {
            return Link(returning: String(from.dropFirst(start.count)))
        }
        return nil
    }

    private static func see(_ link: Link) -> Response {
        Response(status: .seeOther, headers: [.location: link.text, .cacheControl: "no-store"])
    }

    private func viewer(_ request: Request, _ session: Session?) -> Viewer {
        var viewer = Viewer()
        let asked = request.uri.queryParameters.get("language") ?? request.cookies[Self.language]?.value
        let accepted = (request.headers[.acceptLanguage] ?? "").lowercased()
        viewer.language = asked.flatMap { Language(rawValue: $0) } ?? (accepted.hasPrefix("zh") ? .zh : .en)
        if let theme = request.cookies[Self.theme]?.value, ["light", "dark"].contains(theme) { viewer.theme = theme }
        viewer.token = session?.token ?? ""
        if let minutes = request.cookies[Self.zone].flatMap({ Int64($0.value) }), (-840...840).contains(minutes) {
            viewer.zone = minutes * 60
        }
        return viewer
    }

    private static func words(_ problem: Problem) -> HTML {
        if problem.status == .contentTooLarge {
            return .text(
                Phrase(
                    "What you sent is too large: a file may have at most 1 MB.", "提交的内容过大：文件不得超过 1 MB。"
                ).text)
        }
        return .element("bdi", [.class("foreign written")], .text(RefusalWords.phrase(problem).text))
    }

    /// What went wrong, in words, and the way on. Absent and forbidden are the same page.
    private func page(_ problem: Problem, _ context: Context) -> Page {
        let isAbsent = problem.status == .notFound
        let title =
            isAbsent
            ? Phrase("Nothing is here", "此页不存在")
            : problem.status == .conflict
                ? Phrase("That is not possible", "无法执行") : Phrase("The request was refused", "请求被拒绝")
        return Page(title, in: .none) {
            if isAbsent {
                p { Phrase("There is no such page, or it is not for your role.", "没有这个页面，或您的角色无权查看。") }
            } else {
                p(.class("wrong")) { Self.words(problem) }
                let links = RefusalWords.links(problem.detail)
                if !links.isEmpty {
                    p {
                        for link in links {
                            a(link.to) { link.words }
                            " "
                        }
                    }
                }
                p {
                    Phrase(
                        "Nothing has been changed. Go back with your browser: what you wrote is still there.",
                        "没有任何更改。请用浏览器后退，您填写的内容仍在。")
                }
                p {
                    HTML.element(
                        "button",
                        [.a("type", "button"), .class("button scripted"), .a("data-refused", "yes")],
                        .text(Phrase("Back to what you wrote", "返回所填内容").text))
                }
                p(.class("quiet")) {
                    Phrase("Request ", "请求编号 ")
                    code(context.id)
                }
            }
            p { a(Link("/console")) { Phrase("To the overview", "返回总览") } }
        }
    }
}
