import Foundation
import Glibc
import Synchronization
import WeirSites

/// Gives a browser what it asks for, one answer at a time: where a redirect leads it asks again.
public protocol PageSource: Sendable {
    func answer(_ address: String) async throws -> FetchedPage
}

/// What a browser made of a page.
public struct RenderedPage: Sendable {
    /// Where it ended up.
    public var address: String
    /// What it shows, as HTML.
    public var html: [UInt8]
    /// A picture of it: PNG.
    public var picture: [UInt8]
    /// Pictures that it fetched, by address.
    public var pictures: [String: [UInt8]]
    /// What it asked for, and what became of that.
    public var requests: [String]
    public var milliseconds: Int
}

/// Has pages rendered by Debian's Chromium. The browser is in a network of its own with nothing in it: whatever it asks
/// for comes over the pipe to the guarded fetcher, which looks at every address. One browser for one page.
public final class PageRenderer: Sendable {
    private let source: any PageSource
    private let seconds: Int

    /// Why pages cannot be rendered here; `nil` where they can.
    public static func objection() -> String? {
        guard FileManager.default.isExecutableFile(atPath: standard) else {
            return "there is no \(standard): install Debian's package chromium"
        }
        return LockedProgram.objection
    }

    static let standard = "/usr/bin/chromium"

    /// - Parameter source: gives what the page asks for: a guarded fetcher, or saved files.
    public init(_ source: any PageSource, seconds: Int? = nil) {
        self.source = source
        self.seconds = seconds ?? SiteLimits.renderSeconds
    }

    public func render(_ address: String) async throws -> RenderedPage {
        let target = try WebTarget(address)
        return try await WorkSlots.browsers.seated { try await self.render(target) }
    }

    private func render(_ target: WebTarget) async throws -> RenderedPage {
        let start = ContinuousClock.now
        let browser = try LockedProgram.start(.browser)
        let tools = DevTools(browser)
        defer {
            browser.end()
            tools.outgoing.close()
        }
        let deadline = start + .seconds(seconds)
        // What hangs in a write to a browser that reads no more is freed by its end.
        let watch = Task {
            try await Task.sleep(until: deadline, clock: .continuous)
            browser.kill()
        }
        defer { watch.cancel() }
        let visit = BrowserVisit(tools, source, deadline)
        var page: RenderedPage
        do { page = try await visit.look(at: target) } catch {
            let isLate = ContinuousClock.now >= deadline
            let why = isLate ? "took longer than \(seconds) s" : browser.ended ?? ""
            throw RenderFlaw("\(target.host): \(why.isEmpty ? "\(error)" : "rendering \(why)")")
        }
        page.milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        return page
    }

    /// No scripts of our own, no extensions, nothing that asks for more than the page.
    static let options = [
        "--headless", "--remote-debugging-pipe", "--user-data-dir=%folder%/profile", "--disable-gpu",
        "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-breakpad", "--mute-audio", "--no-pings",
        "--hide-scrollbars", "--disable-site-isolation-trials", "--renderer-process-limit=1",
        "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,OptimizationHints",
        "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--js-flags=--max-old-space-size=256",
        "--lang=zh-CN", "--accept-lang=zh-CN,zh,en", "--window-size=1280,1600",
        "--user-agent=\(GuardedFetcher.browserAgent)", "about:blank",
    ]
}

/// One page in one browser.
private final class BrowserVisit {
    private let tools: DevTools
    private let deadline: ContinuousClock.Instant
    private let desk: RequestDesk

    init(_ tools: DevTools, _ source: any PageSource, _ deadline: ContinuousClock.Instant) {
        self.tools = tools
        self.deadline = deadline
        desk = RequestDesk(source, tools.outgoing)
    }

    func look(at target: WebTarget) async throws -> RenderedPage {
        let made = try await tools.call("Target.createTarget", ["url": "about:blank"], until: deadline)
        guard let id = made.targetId else { throw RenderFlaw("the browser opened no page") }
        let attached = try await tools.call(
            "Target.attachToTarget", ["targetId": id, "flatten": true], until: deadline)
        guard let session = attached.sessionId else { throw RenderFlaw("the browser let nobody in") }
        tools.onEvent = { [desk, outgoing = tools.outgoing] message in
            guard let session = message.sessionId else { return }
            switch message.method {
            case "Fetch.requestPaused": desk.take(message, session)
            case "Page.javascriptDialogOpening":
                outgoing.tell("Page.handleJavaScriptDialog", ["accept": false], session: session)
            default: break
            }
        }
        func ask(_ method: String, _ params: [String: Any] = [:]) async throws -> DevToolsMessage.Result {
            try await tools.call(method, params, session: session, until: deadline)
        }
        _ = try await tools.call("Browser.setDownloadBehavior", ["behavior": "deny"], until: deadline)
        _ = try await ask("Page.enable")
        _ = try await ask("Fetch.enable", ["patterns": [["urlPattern": "*"]]])
        _ = try await ask("Page.navigate", ["url": target.text])
        try await settle(ask)
        return try await take(ask)
    }

    private typealias Ask = (String, [String: Any]) async throws -> DevToolsMessage.Result

    /// Waits for the page, then lets its clocks run: what appears after some seconds is there at once.
    private func settle(_ ask: Ask) async throws {
        let patience = min(deadline, .now + .seconds(SiteLimits.seconds))
        _ = try await tools.wait(for: "Page.loadEventFired", until: patience)
        for _ in 0..<3 {
            tools.forget("Emulation.virtualTimeBudgetExpired")
            tools.forget("Page.frameNavigated")
            _ = try await ask(
                "Emulation.setVirtualTimePolicy",
                [
                    "policy": "pauseIfNetworkFetchesPending", "budget": 12_000,
                    "maxVirtualTimeTaskStarvationCount": 1_000,
                ])
            _ = try await tools.wait(
                for: "Emulation.virtualTimeBudgetExpired", until: min(deadline, .now + .seconds(SiteLimits.seconds)))
            // A page that has moved on begins anew.
            if !tools.events.contains("Page.frameNavigated") { return }
            _ = try await tools.wait(for: "Page.loadEventFired", until: min(deadline, .now + .seconds(2)))
        }
    }

    private func take(_ ask: Ask) async throws -> RenderedPage {
        let seen = try await ask("DOMSnapshot.captureSnapshot", ["computedStyles": PageSnapshot.styles])
        guard let documents = seen.documents, let strings = seen.strings else {
            throw RenderFlaw("the browser shows nothing")
        }
        var snapshot = PageSnapshot(documents, strings)
        let height = min(SiteLimits.renderedHeight, max(400, snapshot.height.isFinite ? snapshot.height : 400))
        let shot = try await ask(
            "Page.captureScreenshot",
            [
                "format": "png", "captureBeyondViewport": true,
                "clip": ["x": 0, "y": 0, "width": 1_280, "height": height, "scale": 1.5],
            ])
        let picture = shot.data.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } ?? []
        let (requests, pictures) = desk.asked
        return RenderedPage(
            address: snapshot.address, html: snapshot.html(), picture: picture, pictures: pictures,
            requests: requests, milliseconds: 0)
    }
}

/// Answers what the browser asks for: GET over http and https, through the guarded fetcher, within bounds.
private final class RequestDesk: Sendable {
    private struct State {
        var count = 0
        var bytes = 0
        var asked: [String] = []
        var pictures: [String: [UInt8]] = [:]
    }

    private let source: any PageSource
    private let outgoing: DevTools.Outgoing
    private let state = Mutex(State())

    init(_ source: any PageSource, _ outgoing: DevTools.Outgoing) {
        self.source = source
        self.outgoing = outgoing
    }

    var asked: ([String], [String: [UInt8]]) { state.withLock { ($0.asked, $0.pictures) } }

    /// What the server says that is none of the browser's business here.
    private static let dropped: Set<String> = [
        "set-cookie", "content-encoding", "content-length", "transfer-encoding", "connection", "alt-svc",
        "strict-transport-security", "content-disposition", "public-key-pins", "report-to", "nel",
    ]

    func take(_ message: DevToolsMessage, _ session: String) {
        guard let params = message.params, let id = params.requestId, let request = params.request else { return }
        let mayAsk = state.withLock { state in
            state.count += 1
            return state.count <= SiteLimits.renderedRequests && state.bytes <= SiteLimits.renderedBytes
        }
        guard mayAsk, request.method == "GET" || request.method == "HEAD" else {
            return refuse(id, session, request.url, mayAsk ? "is \(request.method)" : "is one too many")
        }
        Task {
            do {
                let page = try await source.answer(request.url)
                note(request.url, "\(page.status)", page)
                let headers = page.headers.filter { !Self.dropped.contains($0.name.lowercased()) }
                outgoing.tell(
                    "Fetch.fulfillRequest",
                    [
                        "requestId": id, "responseCode": page.status,
                        "responseHeaders": headers.map { ["name": $0.name, "value": $0.value] },
                        "body": Data(page.bytes).base64EncodedString(),
                    ], session: session)
            } catch {
                refuse(id, session, request.url, "\(error)")
            }
        }
    }

    private func refuse(_ id: String, _ session: String, _ address: String, _ why: String) {
        note(address, why, nil)
        // A page that would lead away to where nothing is stays where it is, and is seen.
        outgoing.tell("Fetch.failRequest", ["requestId": id, "errorReason": "Aborted"], session: session)
    }

    private func note(_ address: String, _ what: String, _ page: FetchedPage?) {
        let shown = address.hasPrefix("data:") ? "data:" : String(address.prefix(300))
        state.withLock { state in
            if state.asked.count < SiteLimits.renderedRequests { state.asked.append("\(shown) \(what)") }
            guard let page else { return }
            state.bytes += page.bytes.count
            if page.type.hasPrefix("image/"), page.bytes.count <= SiteLimits.pictureBytes,
                state.pictures.count < SiteLimits.pictures
            {
                state.pictures[address] = page.bytes
            }
        }
    }
}
