import Foundation
import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// `/healthz`, `/readyz`, `/metrics`, `/openapi.json`.
struct OperationRoutes<Context: RequestContext>: Sendable {
    let desk: Desk
    let patrol: PatrolWatch
    let notifications: NotificationCounts
    /// The time that orders are given in.
    let now: @Sendable () -> Instant

    func add(to router: Router<Context>) {
        router.get("/healthz") { _, _ in self.health() }
        router.get("/readyz") { _, _ in self.ready() }
        // Those who only look whether it is there ask so.
        router.head("/healthz") { _, _ in self.health().createHeadResponse() }
        router.head("/readyz") { _, _ in self.ready().createHeadResponse() }
        router.get("/v1/state") { _, _ in try await self.state() }
        router.get("/metrics") { _, _ in
            let time = self.now()
            let open = await self.desk.read { OpenWork($0, now: time) }
            return Response.text(self.metrics(open), type: "text/plain; version=0.0.4")
        }
        router.get("/openapi.json") { _, _ in Response.json(PackageResources.openapi_json) }
    }

    private func health() -> Response { Response.json(Array(#"{"status":"ok"}"#.utf8)) }

    private func ready() -> Response {
        let status = desk.status
        let facts = desk.store.facts
        var database = JSONObject()
        database.put("sqlite", facts.sqliteVersion)
        database.put("journal_mode", facts.journalMode)
        database.put("synchronous", facts.synchronous)
        database.put("wal_reset_bug_in_this_version", facts.hasWALResetBug)
        database.put("writing_connections", 1)
        database.put("projected", Int(status.projected))
        if let trouble = status.projectionTrouble { database.put("trouble", trouble) }
        var object = JSONObject()
        object.put("status", status.trouble == nil ? "ready" : "not ready")
        if let trouble = status.trouble { object.put("trouble", trouble) }
        object.put("sequence", Int(status.sequence))
        object.put("queued", status.queued)
        object.put("set_aside", status.setAside)
        object.put("rules_version", status.rulesVersion)
        if let trial = status.trialVersion { object.put("trial_version", trial) }
        object.put("version", json: version)
        object.put("database", json: database.closed)
        var register = JSONObject()
        register.put("entries", status.registerEntries)
        register.put("through", Int(status.registered))
        if let trouble = status.registerTrouble { register.put("trouble", trouble) }
        object.put("register", json: register.closed)
        let damaged = damagedFiles
        if !damaged.isEmpty {
            object.put(
                "damaged",
                json: JSONObject.array(
                    damaged.map { found in
                        var file = JSONObject()
                        file.put("file", found.name)
                        file.put("what", found.words)
                        return file.closed
                    }))
        }
        if let patrol = patrol.latest {
            var seen = JSONObject()
            seen.put("asked_at", patrol.at)
            seen.put("lock", patrol.lock)
            object.put("patrol", json: seen.closed)
        }
        return Response.json(object.closed, status: status.trouble == nil ? .ok : .serviceUnavailable)
    }

    /// What has been found damaged since the start of the small files of the data folder.
    private var damagedFiles: [DataDamage.File] {
        desk.noteMended()
        return desk.damage.files
    }

    /// What decides, and what the journal has of other versions.
    private var version: [UInt8] {
        let foreign = desk.foreign
        var object = JSONObject()
        object.put("decides", Engine.semantics)
        guard foreign.through > 0 else { return object.closed }
        object.put("others", foreign.names)
        object.put("others_through", Int(foreign.through))
        object.put("measures_that_differ", foreign.differing)
        object.put("differences", foreign.differences)
        return object.closed
    }

    /// The digest of the state, for comparing with what `weir replay` says of the journal. Payments wait while it is
    /// worked out: a second for some ten million accounts.
    private func state() async throws -> Response {
        guard let (hash, decided) = await desk.read({ ($0.stateHash, $0.counters.decided) }) else {
            throw Problem.unavailable("The server is stopping.", retrySeconds: 5)
        }
        var object = JSONObject()
        object.put("decided", decided)
        object.put("state_hash", String(hash, radix: 16))
        return Response.json(object.closed)
    }

    // MARK: Metrics in the Prometheus text form

    /// - Parameter open: `nil` where the engine cannot be asked at the moment.
    private func metrics(_ open: OpenWork?) -> String {
        let status = desk.status
        var text = ""
        func metric(_ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: String)]) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
            for (labels, value) in values { text += "\(name)\(labels) \(value)\n" }
        }
        metric(
            "weir_decisions_total", "counter", "Payments decided since the beginning of the journal.",
            Outcome.allCases.map { ("{decision=\"\($0.name)\"}", String(status.outcomes[Int($0.rawValue)])) })
        metric(
            "weir_notifications_total", "counter", "Notifications of payment rails since the start, by outcome.",
            notifications.all)
        // Each is there from the beginning: otherwise its first time would be no increase.
        let raised = desk.register.alarms
        metric(
            "weir_alarms_total", "counter", "How often somebody was called since the start, by what for.",
            Set(RegisterWords.alarms).union(raised.keys).sorted().map { name in
                ("{alarm=\"\(name)\"}", String(raised[name] ?? 0))
            })
        let plain: [(String, String, String, Int)] = [
            (
                "weir_repeated_payments_total", "counter", "Payments handed in again with the same content.",
                status.duplicates
            ),
            ("weir_refused_payments_total", "counter", "Payments refused since the start.", desk.refused.count),
            ("weir_conflicting_payments_total", "counter", "Payments with the id of another one.", status.conflicts),
            ("weir_alerts_total", "counter", "Alerts raised.", status.alerts),
            ("weir_measures_total", "counter", "Measures taken.", status.measures),
            ("weir_accounts", "gauge", "Accounts seen.", status.accounts),
            ("weir_queued_inputs", "gauge", "Inputs waiting for the journal.", status.queued),
            ("weir_journal_sequence", "gauge", "Last durable input.", Int(status.sequence)),
            ("weir_indexed_payments", "gauge", "Payments that the index finds.", status.indexed),
            ("weir_register_entries", "gauge", "Entries of the register.", status.registerEntries),
            ("weir_registered_sequence", "gauge", "Last input in the register.", Int(status.registered)),
            (
                "weir_register_ready", "gauge", "1 when the register can be written.",
                status.registerTrouble == nil ? 1 : 0
            ),
            ("weir_projected_sequence", "gauge", "Last input in the database.", Int(status.projected)),
            (
                "weir_damaged_files", "gauge", "Small files of the data folder found damaged since the start.",
                damagedFiles.count
            ),
            ("weir_set_aside_inputs", "gauge", "Inputs refused because they stop the program.", status.setAside),
            (
                "weir_measures_that_differ", "gauge", "Measures that are not what a version before had.",
                desk.foreign.differing
            ),
            ("weir_ready", "gauge", "1 when payments are taken in.", status.trouble == nil ? 1 : 0),
            (
                "weir_patrol_locked", "gauge",
                "1 when the patrol that asked last is shut off from files; 0 when it is not, or none has asked.",
                patrol.latest?.isLocked ?? false ? 1 : 0
            ),
        ]
        for (name, type, help, value) in plain + Self.waiting(open) { metric(name, type, help, [("", String(value))]) }
        text += histogram(status.latency)
        return text
    }

    private static func waiting(_ open: OpenWork?) -> [(String, String, String, Int)] {
        guard let open else { return [] }
        return [
            ("weir_rail_orders_open", "gauge", "Orders that the rail has not answered.", open.orders),
            (
                "weir_rail_orders_overdue", "gauge", "Orders that the rail has not answered for five minutes.",
                open.ordersOverdue
            ),
            ("weir_appeals_open", "gauge", "Appeals that nobody has decided.", open.appeals),
            ("weir_appeals_overdue", "gauge", "Appeals that should have been decided.", open.appealsOverdue),
            ("weir_appeals_decided_total", "counter", "Appeals that have been decided.", open.appealsDecided),
            (
                "weir_appeals_reversed_total", "counter", "Appeals by which a measure was found to be wrong.",
                open.appealsReversed
            ),
            (
                "weir_notices_unread", "gauge", "Notices that should have reached their holders, and have not.",
                open.noticesUnread
            ),
            (
                "weir_cases_escalated", "gauge", "Open cases that are overdue, or that somebody has escalated.",
                open.casesEscalated
            ),
            (
                "weir_stops_unasked", "gauge", "Accounts that rules stop and that nobody was asked about: too many.",
                open.stopsUnasked
            ),
            (
                "weir_people_unvouched", "gauge", "People who may sign and for whom nobody else has vouched.",
                open.unvouched
            ),
        ]
    }

    private func histogram(_ latency: LatencyHistogram) -> String {
        let name = "weir_decision_seconds"
        var text = "# HELP \(name) From arrival to durable answer.\n# TYPE \(name) histogram\n"
        var total = 0
        for (i, count) in latency.buckets.enumerated() {
            total += count
            // Every second octave is enough to plot from.
            guard i % 8 == 7, i < 100 else { continue }
            let bound = LatencyHistogram.upperBound(i) / 1e6
            text += "\(name)_bucket{le=\"\(bound)\"} \(total)\n"
        }
        text += "\(name)_bucket{le=\"+Inf\"} \(latency.count)\n"
        text += "\(name)_sum \(Double(latency.sumMicroseconds) / 1e6)\n\(name)_count \(latency.count)\n"
        return text
    }
}

/// The time of day, for what people do.
enum ServerClock {
    static var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) }
}
