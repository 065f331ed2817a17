import WeirDomain

/// A page of the console: its title, where it stands in the menu, and its content.
struct Page: Sendable {
    var title: Phrase
    /// What the title is about, from outside: an account's or site's name.
    var subject: String?
    var section: Section
    var styles: [Asset]
    var scripts: [Asset]
    /// Fills the width of the window: tables of many columns, drawings.
    var isWide = false
    var body: HTML

    /// - Parameters:
    ///   - subject: a value from outside that stands behind the title.
    ///   - styles: what this page needs beyond `console.css`; scripts beyond `console.js`.
    init(
        _ title: Phrase, _ subject: String? = nil, in section: Section, styles: [Asset] = [], scripts: [Asset] = [],
        isWide: Bool = false,
        @HTMLBuilder body: () -> HTML
    ) {
        self.title = title
        self.subject = subject
        self.section = section
        self.styles = styles
        self.scripts = scripts
        self.isWide = isWide
        self.body = body()
    }

    /// An entry of the menu.
    enum Section: String, CaseIterable, Sendable {
        case overview, queue, signatures, measures, appeals, search, rules, lists, sites, register, access
        /// Pages that stand beside the menu: signing in, one's own settings, errors.
        case none

        var link: Link? {
            switch self {
            case .overview: Link("/console")
            case .queue: Link("/console/queue")
            case .signatures: Link("/console/signatures")
            case .measures: Link("/console/measures")
            case .appeals: Link("/console/appeals")
            case .search: Link("/console/search")
            case .rules: Link("/console/rules")
            case .lists: Link("/console/lists")
            case .sites: Link("/console/sites")
            case .register: Link("/console/register")
            case .access: Link("/console/access")
            case .none: nil
            }
        }

        var phrase: Phrase {
            switch self {
            case .overview: Phrase("Overview", "总览")
            case .queue: Phrase("Queue", "案件队列")
            case .signatures: Phrase("Signatures", "复核签署")
            case .measures: Phrase("Measures", "措施")
            case .appeals: Phrase("Appeals", "申诉")
            case .search: Phrase("Search", "搜索")
            case .rules: Phrase("Rules", "规则")
            case .lists: Phrase("Lists", "名单")
            case .sites: Phrase("Sites", "网站")
            case .register: Phrase("Register", "登记簿")
            case .access: Phrase("Access", "权限")
            case .none: Phrase("", "")
            }
        }
    }
}

/// The frame around a page: menu, search, messages.
struct Layout {
    let console: Console
    let session: Session?
    /// The address of the page, to come back to.
    let path: String
    let waiting: Waiting

    func document(_ page: Page, _ message: Session.Message?) -> [UInt8] {
        let viewer = Viewer.current
        var scripts = [console.assets.link(.script)]
        for asset in page.scripts { scripts.append(console.assets.link(asset)) }
        let title = [page.title.text, page.subject].compactMap(\.self).joined(separator: " ") + " · Weir"
        var head = HTML.element("title", [], .plain(title))
        head += el("meta", .a("name", "viewport"), .a("content", "width=device-width, initial-scale=1"))
        head += el("meta", .a("name", "color-scheme"), .a("content", "light dark"))
        return HTML.document(
            [.a("lang", viewer.language.tag), .a("data-theme", viewer.theme)], scripts: scripts,
            styles: ([.style] + page.styles).map { console.assets.link($0) }, head: head, body: body(page, message))
    }

    private func body(_ page: Page, _ message: Session.Message?) -> HTML {
        el("body", .class(session == nil ? "outside" : page.isWide ? "wide" : "")) {
            a(Link("#main"), .class("skip")) { Phrase("Skip to the content", "跳到正文") }
            top(page)
            el("main", .id("main"), .a("tabindex", "-1")) {
                el("h1") {
                    page.title
                    if let subject = page.subject {
                        " "
                        foreign(subject)
                    }
                }
                if let message { said(message) }
                page.body
            }
            el("span", .id("end"), .flag("hidden"))
        }
    }

    private func said(_ message: Session.Message) -> HTML {
        div(.class("said \(message.isGood ? "good" : "bad")"), .a("role", "status")) {
            p {
                if let about = message.about { a(about) { message.words } } else { message.words }
            }
            if let undo = message.undo {
                form(post: undo.to, .class("inline")) {
                    for (name, value) in undo.fields { hidden(name, value) }
                    button(Phrase("Undo", "撤销"), "plain")
                }
            }
        }
    }

    private func top(_ page: Page) -> HTML {
        el("header", .class("top")) {
            a(Link("/console"), .class("brand"), .label(Phrase("Weir, overview", "Weir，总览").text)) {
                Self.mark
                "Weir"
            }
            if let session {
                el("nav", .label(Phrase("Main", "主菜单").text)) {
                    ul {
                        for section in Page.Section.allCases {
                            if let link = section.link, console.doors.opens(link, to: session.role) {
                                li { entry(section, link, isCurrent: section == page.section) }
                            }
                        }
                    }
                }
                if console.doors.opens(Link("/console/search"), to: session.role) { find }
                own(session)
            } else {
                languages
            }
        }
    }

    private func entry(_ section: Page.Section, _ link: Link, isCurrent: Bool) -> HTML {
        var words = HTML.text(section.phrase.text)
        let count = waiting[section]
        if count > 0 {
            words += .text(" ")
            words += span(.class("count")) {
                number(count)
                span(.class("unseen")) { Phrase(" waiting for you", " 项待您处理") }
            }
        }
        return .element("a", [.href(link)] + (isCurrent ? [.a("aria-current", "page")] : []), words)
    }

    private var find: HTML {
        form(get: Link("/console/search"), .class("find"), .a("role", "search")) {
            el("label", .a("for", "find"), .class("unseen")) { Phrase("Search everything", "全局搜索") }
            el(
                "input", .a("type", "search"), .a("name", "q"), .id("find"), .a("dir", "auto"),
                .a("aria-keyshortcuts", "/"), .a("placeholder", Phrase("Account, payment, site", "账户、支付、网站").text))
            HTML.element(
                "button", [.a("type", "submit"), .class("button plain"), .label(Phrase("Search", "搜索").text)],
                Self.glass)
        }
    }

    /// What is the person's own: language, theme, password, way out.
    private func own(_ session: Session) -> HTML {
        el("details", .class("own")) {
            el("summary") {
                foreign(session.person)
                span(.class("quiet role")) { session.role.phrase }
            }
            div(.class("sheet")) {
                p(.class("quiet")) {
                    foreign(session.person)
                    ", "
                    session.role.phrase
                }
                form(post: Link("/console/settings"), .class("settings")) {
                    hidden("back", path)
                    choice(
                        Phrase("Language", "语言"), "language",
                        Language.allCases.map { ($0.rawValue, Phrase(same: $0.name)) },
                        chosen: Viewer.current.language.rawValue)
                    choice(
                        Phrase("Theme", "主题"), "theme",
                        [
                            ("auto", Phrase("as the system", "跟随系统")), ("light", Phrase("light", "浅色")),
                            ("dark", Phrase("dark", "深色")),
                        ], chosen: Viewer.current.theme)
                    button(Phrase("Apply", "应用"), "plain")
                }
                a(Link("/console/me")) { Phrase("Password, codes, sessions", "密码、验证码与会话") }
                form(post: Link("/console/sign-out")) { button(Phrase("Sign out", "退出登录"), "plain") }
            }
        }
    }

    private var languages: HTML {
        div(.class("languages")) {
            for language in Language.allCases {
                .element(
                    "a",
                    [
                        .href(Link("/console/sign-in").query("language", language.rawValue)),
                        .a("lang", language.tag),
                    ], .text(language.name))
            }
        }
    }

    private static var glass: HTML {
        el("svg", .class("glass"), .a("viewBox", "0 0 20 20"), .a("aria-hidden", "true")) {
            el("path", .a("d", "M8.5 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M12.7 12.7 17 17"))
        }
    }

    private static var mark: HTML {
        el("svg", .class("mark"), .a("viewBox", "0 0 32 24"), .a("aria-hidden", "true")) {
            el("path", .class("water"), .a("d", "M1 7h14c7 0 4 11 11 11h5M1 12h10M1 17h10"))
            el("path", .class("gate"), .a("d", "M15 3v18"))
        }
    }
}
