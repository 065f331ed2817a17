import WeirDomain
import WeirEngine
import WeirLists
import WeirStore

/// The part of a case about sites.
struct CaseSites: Sendable {
    let found: Case
    let story: AccountStory
    /// Sites with findings that the account on show has to do with.
    let sites: [SiteView]
    let screenshots: Screenshots

    /// Sites that show the account's codes or over which it was paid: what the patrol found, and pictures of the file.
    var html: HTML {
        let ties = Ties(story.records).ties.filter { $0.isSite && $0.accounts.contains(story.account) }
        let pictures = found.files.filter { Documents.isPicture($0.name) }.suffix(Self.picturesShown)
        return HTML()
            + (ties.isEmpty && pictures.isEmpty && sites.isEmpty
                ? empty(
                    Phrase(
                        "No site showed this account's code. The patrol's findings stand here, with its picture of the "
                            + "page where it was rendered, and pictures that people put into the file.",
                        "没有网站展示该账户的收款码。巡查结果、巡查所拍网页截图及人工存入案卷的图片会显示在这里。"))
                : HTML())
            + findings(story.account)
            + ul {
                for tie in ties {
                    li {
                        a(Link("/console/sites", tie.name)) { code(tie.name) }
                        Phrase(
                            ": " + Written.plural(tie.payments, "payment", "payments"), "：\(tie.payments) 笔")
                    }
                }
            }
            + div(.class("shots")) {
                for picture in pictures {
                    el("figure") {
                        a(Link("/console/documents", picture.hash)) {
                            HTML.element(
                                "img",
                                [
                                    .src(Link("/console/documents", picture.hash)),
                                    .a("alt", HiddenText.visible(picture.name)),
                                    .a("loading", "lazy"), .a("width", 480), .a("height", 300),
                                ], HTML())
                        }
                        el("figcaption") {
                            foreign(picture.name)
                            " · "
                            a(Link("/console/documents", picture.hash)) { Phrase("the whole picture", "完整图片") }
                        }
                    }
                }
            }
    }

    /// About how high it is, in pixels.
    var height: Int {
        let ties = Ties(story.records).ties.filter { $0.isSite && $0.accounts.contains(story.account) }
        // Two in a row, each as high as the style sheet has it, with a line below.
        let pictures = (min(Self.picturesShown, found.files.count { Documents.isPicture($0.name) }) + 1) / 2 * 300
        let pages = sites.prefix(Self.sitesShown).reduce(0) { $0 + 30 + 70 * min($1.pages.count, Self.pagesShown) }
        return max(40, ties.count * 22 + pictures + pages)
    }

    private static let picturesShown = 4
    private static let sitesShown = 6
    private static let pagesShown = 3

    @HTMLBuilder
    private func findings(_ account: String) -> HTML {
        for site in sites.prefix(Self.sitesShown) {
            p {
                a(Link("/console/sites", site.host)) { code(site.host) }
                " "
                badge(Phrase("score \(site.score)", "评分 \(site.score)"), site.score > 0 ? "bad" : "quiet")
                if site.elsewhere.contains(account) {
                    " "
                    badge(Phrase("it registered other sites than this", "登记的是其他网站"), "warn")
                }
            }
            ul {
                for page in site.pages.sorted(by: { ($1.score, $0.address) < ($0.score, $1.address) }).prefix(
                    Self.pagesShown)
                {
                    li {
                        code(page.address)
                        if page.accounts.contains(account) {
                            " "
                            Phrase("shows a code of this account", "展示该账户的收款码")
                            for lead in page.leads.prefix(Self.pagesShown) {
                                " "
                                span(.class("quiet")) {
                                    SiteWords.lead(lead.kind)
                                    " "
                                    code(lead.value)
                                }
                            }
                        }
                        span(.class("quiet")) {
                            " · "
                            Phrase("found ", "发现于 ")
                            moment(page.at)
                            " · "
                            Phrase("kept by the patrol as ", "巡查存证 ")
                            code(String(page.evidence.prefix(16)))
                        }
                        screenshots.shown(of: page)
                    }
                }
            }
        }
    }
}
