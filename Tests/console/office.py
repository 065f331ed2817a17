"""A server with traffic in it, people of every role, and their ways in: plain HTTP and a browser."""

import base64
import hashlib
import hmac
import html
import http.client
import json
import os
import re
import socket
import struct
import subprocess
import tempfile
import time
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

from provider import CLIENT, SECRET, Provider

ROOT = Path(__file__).resolve().parents[2]
WEIR = os.environ.get("WEIR_BIN", str(ROOT / ".build/release/weir"))
# Whose life is played: also for those who ask who is what in it.
TOWN = ("--accounts", "1200", "--days", "10", "--seed", "8")
ROLES = ("integrator", "analyst", "supervisor", "compliance", "regulator", "admin")


class Failed(AssertionError):
    """What was expected and did not happen, in words."""


def expect(condition, words):
    if not condition:
        raise Failed(words)


def one_time_code(secret, at):
    """RFC 6238, worked out here and not by the program under test."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.bytes = status, headers, body
        self.body = body.decode("utf-8", "replace")

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def token(self):
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.body)
        return found.group(1) if found else ""


class Visitor:
    """Somebody with a browser's cookies, without a browser."""

    def __init__(self, office, name=""):
        self.office, self.name, self.cookies, self.last_token = office, name, {}, ""

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.office.port, timeout=60)
        given = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        if body is not None and not isinstance(body, (bytes, str)):
            body = urllib.parse.urlencode(body)
            given["Content-Type"] = "application/x-www-form-urlencoded"
        given.update(headers or {})
        connection.request(method, path, body.encode() if isinstance(body, str) else body, given)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        connection.close()
        for key, value in answer.headers:
            if key.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                kept = rest.split(";")[0]
                if kept:
                    self.cookies[name] = kept
                else:
                    self.cookies.pop(name, None)
        if answer.token:
            self.last_token = answer.token
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, fields, **more):
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        return self.ask("POST", path, [("csrf", self.last_token)] + pairs, **more)

    def sign_in(self, password, code=""):
        self.get("/console/sign-in")
        return self.post("/console/sign-in", {"name": self.name, "password": password, "code": code})


class Tags(HTMLParser):
    """What a page is made of, as a browser's parser would see it."""

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = {}, set(), []
        self.links = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction"):
                self.links.append(value or "")

    def handle_data(self, data):
        self.text.append(data)


class Office:
    """Plays some days of traffic into a folder, hires people, serves."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="weir-console-")
        self.data = self.folder.name + "/data"
        self.passwords = {}
        self.visitors = {}
        self.example = ""
        self.process = None
        self.port = 0
        self.provider = Provider()

    def open(self):
        self.run("demo", "--recorded", "--once", "--data", self.data, "--listen", "127.0.0.1:0", "--rate", "30000", *TOWN)
        self.announced = re.findall(r"transfers of (\S+) suspended \(([^)]*)\)", self.noted)
        for role in ROLES:
            self.passwords[role] = self.run(
                "access", "add", "--data", self.data, "--name", role + "-1", "--role", role, "--console").strip()
        self.key = self.run(
            "access", "add", "--data", self.data, "--name", "switch", "--role", "integrator").strip()
        self.serve()
        for role in ROLES:
            self.hire(role)

    def run(self, *arguments):
        ran = subprocess.run([WEIR, *arguments], capture_output=True, text=True, timeout=300)
        expect(ran.returncode == 0, f"weir {' '.join(arguments)} ended with {ran.returncode}: {ran.stderr[-500:]}")
        self.noted = ran.stderr
        return ran.stdout

    def serve(self):
        # The same port again: the provider sends people back there.
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        settings = self.folder.name + "/oidc.json"
        Path(settings).write_text(json.dumps({
            "issuer": self.provider.issuer, "client_id": CLIENT, "address": self.address, "name": "The Bank",
            "role_claim": "realm_access.roles", "roles": [
                {"claim": "weir-supervisors", "role": "supervisor"}, {"claim": "weir-analysts", "role": "analyst"}]}))
        self.process = subprocess.Popen(
            [WEIR, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", "--rail", "simulated",
             "--oidc", settings], stderr=subprocess.PIPE, text=True, env={**os.environ, "WEIR_OIDC_SECRET": SECRET})
        said = ""
        for line in self.process.stderr:
            said += line
            if re.search(r"serving on http://127\.0\.0\.1:(\d+)", line):
                # Nobody reads on: the pipe must not fill up.
                self.said = said
                break
        expect("serving on" in said, f"the server did not start: {said}")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def hire(self, role):
        """The first sign-in, which asks for a password of one's own."""
        visitor = Visitor(self, role + "-1")
        answer = visitor.sign_in(self.passwords[role])
        expect(answer.status == 303, f"{role} could not sign in: {answer.status} {answer.body[-300:]}")
        expect(visitor.get("/console/queue").header("location") == "/console/me", "a one-time password goes further")
        visitor.get("/console/me")
        own = f"four plain {role[:2]} words"
        answer = visitor.post(
            "/console/me/password", {"old": self.passwords[role], "new": own, "again": own})
        expect(answer.status == 303, f"{role} could not choose a password: {answer.status}")
        self.passwords[role] = own
        visitor.get("/console/me")
        self.visitors[role] = visitor

    def pay(self, lines):
        """Hands payments in; answers their decisions."""
        visitor = Visitor(self)
        answer = visitor.ask(
            "POST", "/v1/payments:batch", "\n".join(json.dumps(line) for line in lines) + "\n",
            {"Authorization": "Bearer " + self.key, "Content-Type": "application/x-ndjson"})
        expect(answer.status == 200, f"payments were refused: {answer.status} {answer.body[:300]}")
        return [json.loads(line) for line in answer.body.splitlines()]

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)
        self.provider.close()
        self.folder.cleanup()


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def rule_set(office, name):
    """The sound set of one rule that the editor begins with, under another name."""
    if not office.example:
        body = office.visitors["supervisor"].get("/console/rules/edit").body
        found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", body, re.S)
        expect(found, "the editor begins with no example")
        office.example = html.unescape(found.group(1)).rstrip("\n") + "\n"
    return office.example.replace("set: my-rules", f"set: {name}")
