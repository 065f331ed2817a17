import WeirDomain
import WeirStore

/// All pages of the console. Add yours here.
struct ConsolePages: Sendable {
    let documents: Documents
    let screenshots: Screenshots
    let cases: CaseFile
    let reports: ReportStore
    let again: OrderAgain
    let latest: LatestDecisions

    func add(to router: ConsoleRouter) {
        SignInRoutes().add(to: router)
        SignOnRoutes().add(to: router)
        SettingsRoutes().add(to: router)
        OverviewRoutes(latest: latest).add(to: router)
        QueueRoutes().add(to: router)
        MeasurePages(again: again).add(to: router)
        AppealPages(files: cases).add(to: router)
        SearchPages().add(to: router)
        RulePages().add(to: router)
        ListPages().add(to: router)
        ListEntryPages().add(to: router)
        AccessPages().add(to: router)
        StoryRoutes(files: cases, documents: documents, screenshots: screenshots, reports: reports).add(to: router)
        SitePages(screenshots: screenshots).add(to: router)
    }
}
