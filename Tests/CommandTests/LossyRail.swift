import Foundation
import Testing

/// A rail behind a webhook, in another language: it checks signatures by the Standard Webhooks form, loses a third of
/// what comes before doing it and a third of its answers after, and does each order once.
final class LossyRail: Sendable {
    static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

    let port: Int
    private let process: Process
    private let path: String

    struct Log {
        var arrivals = 0
        /// How often each order was done.
        var effects: [String: Int] = [:]
        /// Messages that were not as they should be.
        var wrong: [String] = []
    }

    init(_ folder: Folder, seed: Int) throws {
        path = folder.file("rail.log")
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", try folder.write("rail.py", Self.program), path, Self.secret, "\(seed)"]
        let out = Pipe()
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: out.fileHandleForReading.availableData, as: UTF8.self)
        port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        #expect(port > 0)
    }

    /// Not by asking: a child of a worker thread inherits blocked signals.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func log() -> Log {
        var log = Log()
        for line in ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            switch parts[0] {
            case "arrived": log.arrivals += 1
            case "done": log.effects[parts[1], default: 0] += 1
            default: log.wrong.append(String(line))
            }
        }
        return log
    }

    private static let program = """
        import base64, hashlib, hmac, http.server, json, random, sys, threading, time
        path, secret, seed = sys.argv[1], base64.b64decode(sys.argv[2][6:]), int(sys.argv[3])
        dice, known, bodies, lock = random.Random(seed), {}, {}, threading.Lock()
        log = open(path, "w", buffering=1)
        class Rail(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *a): pass
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    log.write("arrived\\n")
                    chance = dice.random()
                    if chance < 0.33:
                        self.close_connection = True
                        return
                    key, at = self.headers["Webhook-Id"], self.headers["Webhook-Timestamp"]
                    sign = hmac.new(secret, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()
                    good = self.headers["Webhook-Signature"] == "v1," + base64.b64encode(sign).decode()
                    if not good or abs(time.time() - int(at)) > 300: log.write(f"unsigned {key}\\n")
                    order = json.loads(body)
                    if order["order"] != key: log.write(f"misnamed {key}\\n")
                    if bodies.setdefault(key, body) != body: log.write(f"changed {key}\\n")
                    measure, version = order["measure"], order["version"]
                    if version > known.get(measure, 0):
                        known[measure] = version
                        log.write(f"done {measure}/{version}\\n")
                    lost = chance < 0.66
                if lost:
                    self.close_connection = True
                    return
                if chance > 0.9: time.sleep(0.3)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rail)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
