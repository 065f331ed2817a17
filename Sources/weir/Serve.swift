import ArgumentParser
import Foundation
import Synchronization
import WeirDomain
import WeirPatrol
import WeirRuntime
import WeirServer
import WeirStore

/// `weir serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the server: decides payments over HTTP, keeps journal and database, shows the live page.",
        discussion: """
            At the first start an API key and the console's first administrator are made, and key and password printed
            once. The console is at /console. Example:

              weir serve --data weir-data --listen 127.0.0.1:8080

            Options may stand in a file instead, by their names; those of the command line come first:

              {"data": "/var/lib/weir", "listen": "127.0.0.1:8080", "rail": "files:/var/lib/rail"}

            Only there stands how notifications of Alipay and WeChat Pay are known (see docs/formats.md):

              {"alipay": {"public_key": "alipay.pem", "app_id": "2016092101248425"}}
            """)

    @Option(
        help: """
            A JSON file with data, listen, rail, rail_answers, prices, price_jump, hours_ahead, oidc, model, \
            snapshot_every, alipay and wechat_pay.
            """)
    var config: String?
    @Option(help: "The data folder; made if it is missing. (default: weir-data)")
    var data: String?
    @Option(help: "HOST:PORT to listen on. (default: 127.0.0.1:8080)")
    var listen: String?
    @Option(
        help: """
            Where measures are ordered: an http(s) address (Standard Webhooks; the secret is in WEIR_RAIL_SECRET), \
            files:FOLDER, or simulated; simulated:lost=300,doubled=300,delayed=300,longest=20000 loses, doubles and \
            delays so many of a thousand messages, for as many milliseconds at the most. Without it the rail \
            fetches its orders from /v1/rail/orders, and answers them at /v1/rail/answers with a key of the role rail, \
            or signed in the Standard Webhooks form with the secret in WEIR_RAIL_ANSWER_SECRET.
            """)
    var rail: String?
    @Option(
        help: """
            Who answers orders at /v1/rail/answers: rail for the rail alone; integrators for whoever hands payments \
            in as well, and the administrator. (default: rail)
            """)
    var railAnswers: String?
    @Option(
        help: """
            Who hands board prices in at /v1/prices: integrators for whoever hands payments in, and for keys of the \
            role prices; feeds for these and the administrator's alone. (default: integrators)
            """)
    var prices: String?
    @Option(
        help: """
            By how many hundredths a price may differ from those of the hour before until a second source, or a \
            person, says that it is so; 0 for any. (default: \(PriceSources.usualJump))
            """)
    var priceJump: Int?
    @Option(
        help: """
            By how many hours a payment may be dated ahead of this machine's clock and be taken in; 0 for any. \
            (default: \(PaymentClock.usualHours))
            """)
    var hoursAhead: Int?

    @Option(
        help: """
            Sign people in over an OpenID provider too: a JSON file with issuer, client_id, address and roles (see \
            docs/console.md); also in WEIR_OIDC. The client's secret is in WEIR_OIDC_SECRET.
            """)
    var oidc: String?

    @Option(
        help: """
            Ask this model of weir train as one further kind of evidence; the folder keeps it. A folder that has \
            another one is not served: see 'weir model'.
            """)
    var model: String?

    @Option(
        help: """
            Have a snapshot written after so many inputs, by a second process; 0 for only when stopping. \
            (default: 3000000)
            """)
    var snapshotEvery: UInt64?

    func run() async throws {
        let settings = try ServeSettings(path: config)
        let data = data ?? settings.data ?? "weir-data"
        let listen = listen ?? settings.listen ?? "127.0.0.1:8080"
        let snapshotEvery = snapshotEvery ?? settings.snapshotEvery ?? 3_000_000
        guard var options = Server.Options(listen: listen) else {
            throw Failure.wrongUse("--listen: '\(listen)' is not HOST:PORT")
        }
        let keys = data + "/authorities.json"
        if FileManager.default.fileExists(atPath: keys) {
            do { options.authorities = try SignedOrder.keys(keys) } catch {
                throw Failure.environment(error.description)
            }
        }
        let environment = ProcessInfo.processInfo.environment
        if let file = oidc ?? settings.oidc ?? environment["WEIR_OIDC"] {
            do {
                options.signOn = try SignOnSettings(path: file, secret: environment["WEIR_OIDC_SECRET"])
            } catch { throw Failure.environment("--oidc: \(error)") }
        }
        options.alipay = settings.rails.alipay
        options.weChatPay = settings.rails.weChatPay
        options.rail = try (rail ?? settings.rail).map { try Self.adapter($0) }
        options.railAnswers = try Self.answers(
            railAnswers ?? settings.railAnswers ?? "rail", environment["WEIR_RAIL_ANSWER_SECRET"],
            ordering: environment["WEIR_RAIL_SECRET"])
        options.prices = try Self.sources(
            prices ?? settings.prices ?? "integrators", jump: priceJump ?? settings.priceJump ?? PriceSources.usualJump)
        options.hoursAhead = try Self.ahead(hoursAhead ?? settings.hoursAhead ?? PaymentClock.usualHours)
        let desk = try RunningDesk.open(data, snapshotEvery: snapshotEvery)
        defer { desk.close() }
        if let model = model ?? settings.model { try await FittedModel.begin(model, desk) }
        let made = try RunningDesk.announceFirstKey(desk)
        let host = options.host
        let hasRun = Mutex(false)
        options.onRunning = { port in
            hasRun.withLock { $0 = true }
            Terminal.note("weir: serving on http://\(host):\(port) (data in \(data))")
        }
        do {
            try await RunningDesk.serve(desk, options)
        } catch {
            if !hasRun.withLock({ $0 }) { RunningDesk.takeBack(made, desk) }
            throw error
        }
    }
}

extension Serve {
    /// - Parameter ordering: the secret that orders are signed with.
    private static func answers(_ who: String, _ secret: String?, ordering: String?) throws -> RailAnswers {
        guard ["rail", "integrators"].contains(who) else {
            throw Failure.wrongUse("--rail-answers: '\(who)' is neither rail nor integrators")
        }
        guard let answers = RailAnswers(secret: secret ?? "", fromIntegrators: who == "integrators") else {
            throw Failure.environment("WEIR_RAIL_ANSWER_SECRET is no secret as Standard Webhooks writes it (whsec_…)")
        }
        // What is signed here would be taken for the rail's word.
        if let secret, !secret.isEmpty, secret == ordering {
            throw Failure.environment("WEIR_RAIL_ANSWER_SECRET is the secret that orders are signed with: give another")
        }
        return answers
    }

    private static func sources(_ who: String, jump: Int) throws -> PriceSources {
        guard ["feeds", "integrators"].contains(who) else {
            throw Failure.wrongUse("--prices: '\(who)' is neither feeds nor integrators")
        }
        guard (0...1_000).contains(jump) else {
            throw Failure.wrongUse("--price-jump: \(jump) is not from 0 to 1000")
        }
        return PriceSources(fromIntegrators: who == "integrators", jump: jump)
    }

    private static func ahead(_ hours: Int) throws -> Int {
        guard (0...PaymentClock.mostHours).contains(hours) else {
            throw Failure.wrongUse("--hours-ahead: \(hours) is not from 0 to \(PaymentClock.mostHours)")
        }
        return hours
    }

    private static func adapter(_ text: String) throws -> any RailAdapter {
        if text == "simulated" { return SimulatedRailAdapter() }
        if text.hasPrefix("simulated:") {
            guard let weather = SimulatedRail.Weather(text.dropFirst(10)) else {
                throw Failure.wrongUse(
                    "--rail: '\(text)' is not like simulated:lost=300,doubled=300,delayed=300,longest=20000")
            }
            return SimulatedRailAdapter(weather: weather)
        }
        if text.hasPrefix("files:") {
            do { return try FileDrop(String(text.dropFirst(6))) } catch { throw Failure.environment("\(error)") }
        }
        let secret = ProcessInfo.processInfo.environment["WEIR_RAIL_SECRET"] ?? ""
        guard let rail = WebhookRail(address: text, secret: secret) else {
            throw Failure.wrongUse(
                "--rail: '\(text)' is neither an http(s) address with a secret (whsec_…) in WEIR_RAIL_SECRET, nor "
                    + "files:FOLDER, nor simulated")
        }
        return rail
    }
}

/// What `serve` and `demo` share.
enum RunningDesk {
    static func open(_ directory: String, snapshotEvery: UInt64 = 0) throws -> Desk {
        do {
            var options = Desk.Options(directory: directory)
            options.log = { Terminal.note("weir: \($0)") }
            options.snapshotProgram = "/proc/self/exe"
            options.snapshotEvery = snapshotEvery
            let desk = try Desk.open(options)
            if desk.status.sequence > 0 { Terminal.note("weir: \(desk.recovery)") }
            let facts = desk.store.facts
            Terminal.note(
                "weir: SQLite \(facts.sqliteVersion), journal_mode \(facts.journalMode), synchronous "
                    + "\(facts.synchronous)\(facts.hasWALResetBug ? "; it has the WAL-reset bug" : ""); one connection "
                    + "writes and checkpoints")
            return desk
        } catch {
            throw Failure.environment("\(error)")
        }
    }

    /// - Returns: what there is for the first time.
    static func announceFirstKey(_ desk: Desk) throws -> (key: Bool, password: Bool) {
        var made = (key: false, password: false)
        do {
            let now = Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
            if let key = try AccessKeys.makeFirst(desk.store, at: now) {
                Terminal.note("weir: the first API key, shown only now: \(key)")
                made.key = true
            }
            if let first = try ConsolePeople.makeFirst(desk.directory) {
                Terminal.note(
                    "weir: the console's first administrator is '\(first.name)', one-time password, shown only now: "
                        + first.password)
                made.password = true
            }
        } catch {
            throw Failure.environment("\(error)")
        }
        return made
    }

    /// Where the server could not begin, nobody may have kept what was shown once: the next start makes it anew.
    static func takeBack(_ made: (key: Bool, password: Bool), _ desk: Desk) {
        guard made.key || made.password else { return }
        if made.key { _ = try? desk.store.removeKeys(of: "admin") }
        if made.password { _ = try? ConsolePeople.remove(desk.directory, "admin") }
        Terminal.note("weir: what was shown above is void, for the server could not begin; the next start shows others")
    }

    static func serve(_ desk: Desk, _ options: Server.Options) async throws {
        do {
            try await Server(desk: desk, options: options).run()
        } catch let error as Server.Failure {
            throw Failure.environment(error.description)
        } catch {
            let isUnknown = "\(error)".contains("UnknownHost")
            throw Failure.environment(
                "\(options.host):\(options.port): " + (isUnknown ? "this machine has no such address" : "\(error)"))
        }
    }
}
