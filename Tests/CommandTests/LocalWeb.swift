import Foundation
import Testing

/// A small web on this machine for the patrol: pages by host and path, from a folder; what is hostile it makes itself.
///
/// It listens where nothing else does, on 127.0.0.77, so that names can stand for whole sites without a port.
final class LocalWeb: Sendable {
    static let address = "127.0.0.77"

    let folder: Folder
    private let process: Process
    /// Where https is spoken; 0 where no certificate could be made.
    let securePort: Int

    /// - Returns: `nil` where this machine does not let us listen on port 80.
    init?(_ folder: Folder) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder.file("web"), withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", try folder.write("web.py", Self.program), folder.file("web"), Self.address,
            folder.file("cert.pem"),
        ]
        let out = Pipe()
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: out.fileHandleForReading.availableData, as: UTF8.self)
        securePort = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        guard !line.isEmpty else {
            print("skipped: no right to listen on port 80 here")
            return nil
        }
    }

    /// Not by asking: a child of a worker thread inherits blocked signals.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What a host shows; `/` is `index`.
    func page(_ host: String, _ name: String = "index", _ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("web/" + host), withIntermediateDirectories: true)
        try folder.write("web/\(host)/\(name)", text)
    }

    /// `--resolve` for hosts, and the address let through.
    func options(_ hosts: [String]) -> [String] {
        ["--allow", Self.address] + hosts.flatMap { ["--resolve", "\($0)=\(Self.address)"] }
    }

    private static let program = #"""
        import gzip, http.server, os, ssl, subprocess, sys, threading, time, zlib
        root, address, cert = sys.argv[1:4]
        bomb = gzip.compress(b"\0" * (64 << 20), 9)
        def chunk(kind, data):
            body = kind + data
            return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
        size = (30000).to_bytes(4, "big")
        giant = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + size + b"\x08\x02\0\0\0")
                 + chunk(b"IDAT", zlib.compress(b"\0" * (8 << 20))) + chunk(b"IEND", b""))
        square = (3900).to_bytes(4, "big")
        large = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", square + square + b"\x08\x02\0\0\0")
                 + chunk(b"IDAT", zlib.compress(b"\0" * ((3900 * 3 + 1) * 3900))) + chunk(b"IEND", b""))
        class Web(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *a): pass
            def send(self, body, status=200, kind="text/html; charset=utf-8", extra=()):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in extra: self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self):
                host = self.headers.get("Host", "").split(":")[0]
                if host.startswith("hostile") and self.path != "/robots.txt": return self.hostile(host)
                agent = self.headers.get("User-Agent", "")
                names = [self.path.strip("/").split("?")[0] or "index"]
                if "AlipayClient" in agent: names.insert(0, names[0] + "@phone")
                for name in names:
                    path = os.path.join(root, host, name.replace("/", "_"))
                    if os.path.isfile(path):
                        body = open(path, "rb").read()
                        return self.send(body, kind="image/png" if name.endswith(".ico") else "text/html; charset=utf-8")
                self.send(b"not here", 404)
            def hostile(self, host):
                kinds = ["big", "bomb", "header", "deep", "wide", "giant", "large", "pictures", "loop", "script", "poly"]
                kind = kinds[int("".join(c for c in host if c.isdigit()) or 0) % len(kinds)]
                if self.path.startswith("/giant"): return self.send(giant, kind="image/png")
                if self.path.startswith("/large"): return self.send(large, kind="image/png")
                text = "法币交易 USDT 支付宝 ".encode()
                if kind == "big": self.send(text * 90000)
                elif kind == "bomb": self.send(bomb, extra=[("Content-Encoding", "gzip")])
                elif kind == "header": self.send(b"x", extra=[("X-Big", "x" * (10 << 20))])
                elif kind == "deep": self.send(b"<div>" * 380000)
                elif kind == "wide": self.send(gzip.compress(b"<p><b>x</b></p>" * 640000), extra=[("Content-Encoding", "gzip")])
                elif kind == "giant": self.send(text + b"".join(b"<img src=/giant%d>" % i for i in range(40)))
                elif kind in ("large", "pictures"): self.send(text + b"".join(b"<img src=/large%d>" % i for i in range(40)))
                elif kind == "loop": self.send(b"", 302, extra=[("Location", "/again")])
                elif kind == "script": self.send(gzip.compress(b"<script>" + b"var a='\\u51fa'+'x'+String.fromCharCode(20986,21806);" * 180000 + b"</script>"), extra=[("Content-Encoding", "gzip")])
                else: self.send(giant[:4000] + b"<html><body>" + text * 1000, kind="text/html")
        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 128
            def handle_error(self, *a): pass
        plain = Server((address, 80), Web)
        port = 0
        names = "subjectAltName=DNS:one.example,DNS:two.example"
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=one.example",
            "-addext", names, "-keyout", cert + ".key", "-out", cert], capture_output=True)
        if made.returncode == 0:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(cert, cert + ".key")
            secure = Server((address, 0), Web)
            secure.socket = context.wrap_socket(secure.socket, server_side=True)
            port = secure.server_address[1]
            threading.Thread(target=secure.serve_forever, daemon=True).start()
        print(port, flush=True)
        plain.serve_forever()
        """#
}
