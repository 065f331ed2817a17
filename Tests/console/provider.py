"""A small OpenID provider that can be told to lie: for signing in over one, and for everything that must be refused."""

import base64
import hashlib
import http.server
import json
import secrets
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

CLIENT, SECRET = "weir-console", "a secret & more"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Provider:
    """Discovery, keys, sign-in and tokens. `user` is who signs in, `lie` changes the token before it is signed."""

    def __init__(self):
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.other = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.codes, self.asked, self.key_reads = {}, [], 0
        self.user = {}
        self.reset()
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                provider.get(self)

            def do_POST(self):
                provider.post(self)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realms/bank"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self):
        """Tells the truth again."""
        self.lie, self.header, self.sign_with = (lambda claims: claims), {}, "rsa"
        self.strip_signature = False

    def close(self):
        self.server.shutdown()

    def answer(self, request, status, body, headers=()):
        data = json.dumps(body).encode()
        request.send_response(status)
        for name, value in headers:
            request.send_header(name, value)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def get(self, request):
        path, _, query = request.path.partition("?")
        if path == "/realms/bank/.well-known/openid-configuration":
            return self.answer(request, 200, {
                "issuer": self.issuer, "authorization_endpoint": self.issuer + "/auth",
                "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"]})
        if path == "/realms/bank/keys":
            self.key_reads += 1
            numbers, point = self.rsa.public_key().public_numbers(), self.ec.public_key().public_numbers()
            return self.answer(request, 200, {"keys": [
                # Some providers name no algorithm.
                {"kty": "RSA", "kid": "one", "use": "sig", "n": number(numbers.n), "e": number(numbers.e)},
                {"kty": "EC", "kid": "two", "use": "sig", "alg": "ES256", "crv": "P-256",
                 "x": b64(point.x.to_bytes(32, "big")), "y": b64(point.y.to_bytes(32, "big"))}]})
        if path == "/realms/bank/auth":
            fields = dict(urllib.parse.parse_qsl(query))
            self.asked.append(fields)
            code = secrets.token_urlsafe(16)
            self.codes[code] = fields
            back = fields["redirect_uri"] + "?" + urllib.parse.urlencode(
                {"code": code, "state": fields["state"], "iss": self.issuer})
            return self.answer(request, 302, {}, [("Location", back)])
        return self.answer(request, 404, {})

    def post(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        fields = dict(urllib.parse.parse_qsl(body))
        name = f"{urllib.parse.quote(CLIENT, safe='')}:{urllib.parse.quote(SECRET, safe='')}"
        right = "Basic " + base64.b64encode(name.encode()).decode()
        # A code is good once (RFC 6749, 4.1.2).
        asked = self.codes.pop(fields.get("code", ""), None)
        proof = b64(hashlib.sha256(fields.get("code_verifier", "").encode()).digest())
        if (request.headers.get("Authorization") != right or asked is None or asked["code_challenge"] != proof
                or asked["code_challenge_method"] != "S256" or asked["redirect_uri"] != fields.get("redirect_uri")):
            return self.answer(request, 400, {"error": "invalid_grant"})
        self.answer(request, 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.token(asked)})

    def token(self, asked):
        now = int(time.time())
        claims = self.lie({
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.user})
        header = {"alg": "ES256" if self.sign_with == "ec" else "RS256", "typ": "JWT",
                  "kid": "two" if self.sign_with == "ec" else "one", **self.header}
        signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}"
        return signed + "." + ("" if self.strip_signature else b64(self.signature(signed.encode(), header["alg"])))

    def signature(self, data, algorithm):
        if algorithm == "HS256":
            # The public key taken for a shared secret: an old attack.
            import hmac
            numbers = self.rsa.public_key().public_numbers()
            return hmac.new(number(numbers.n).encode(), data, hashlib.sha256).digest()
        if self.sign_with == "ec":
            r, s = decode_dss_signature(self.ec.sign(data, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        key = self.other if self.sign_with == "other" else self.rsa
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
