"""The door besides passwords: an OpenID provider, truthful and lying; and sessions that outlive the server."""

import re
import time
import urllib.parse
import urllib.request

from office import Visitor, expect
from provider import CLIENT


class Stopped(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def at_the_provider(place):
    """Follows the way there, and answers the way back."""
    try:
        urllib.request.build_opener(Stopped).open(place, timeout=20)
    except urllib.error.HTTPError as answer:
        return urllib.parse.urlsplit(answer.headers["Location"])
    raise AssertionError("the provider sends nobody back")


def sign_on(office, change_back=lambda back: back, visitor=None):
    """The whole way: to the provider and back. Answers the visitor and the last page."""
    visitor = visitor or Visitor(office)
    visitor.get("/console/sign-in")
    leave = visitor.get("/console/sign-in/oidc?next=/console/queue")
    expect(leave.status == 303, f"nobody is sent to the provider: {leave.status} {leave.body[-400:]}")
    back = at_the_provider(leave.header("location"))
    answer = visitor.get(change_back(f"{back.path}?{back.query}"))
    return visitor, answer


def is_in(visitor):
    return visitor.get("/console/queue").status == 200


def check_somebody_signs_in_over_a_provider(office):
    provider = office.provider
    provider.reset()
    provider.user = {"sub": "u-17", "email": "zhang@bank.example", "email_verified": True,
                     "realm_access": {"roles": ["offline", "weir-analysts"]}}
    page = Visitor(office).get("/console/sign-in").body
    expect("/console/sign-in/oidc" in page and "The Bank" in page, "the sign-in does not offer it")
    visitor, answer = sign_on(office)
    expect(answer.status == 303 and answer.header("location") == "/console/queue", f"back: {answer.status} {answer.body[-400:]}")
    expect(is_in(visitor), "signed in, and not in")
    expect("zhang@bank.example" in visitor.get("/console/me").body, "the name is not shown")
    asked = provider.asked[-1]
    expect(asked["response_type"] == "code" and asked["code_challenge_method"] == "S256" and asked["client_id"] == CLIENT
           and len(asked["state"]) >= 32 and len(asked["nonce"]) >= 32, f"asked for: {asked}")
    expect(visitor.post("/console/me/password", {"old": "", "new": "x" * 20, "again": "x" * 20}).status == 422,
           "a password for somebody who has none")
    other = Visitor(office, "zhang@bank.example")
    expect(other.sign_in("").status == 401, "an empty password opens")
    # An elliptic key of the same provider, and another role, which ends what was open.
    provider.sign_with = "ec"
    provider.user["realm_access"] = {"roles": ["weir-supervisors"]}
    second, answer = sign_on(office)
    expect(answer.status == 303 and is_in(second), "the second key is not taken")
    expect(not is_in(visitor), "a session of the old role goes on")
    expect(second.get("/console/rules/edit").status == 200, "the new role does not count")
    # Another name there is the same person here; no role any more is the end.
    provider.user.update(email="zhang.wei@bank.example")
    third, _ = sign_on(office)
    expect("zhang@bank.example" in third.get("/console/me").body, "a new name makes a new person")
    # Whoever takes access away here is told that it does not last while the provider gives it.
    asked = office.visitors["admin"].post("/console/access/people/zhang%40bank.example/remove", {}).body
    expect("next sign-in: take the role" in asked, "removing says nothing of the provider")
    provider.user["realm_access"] = {"roles": ["offline"]}
    stranger, answer = sign_on(office)
    expect(answer.status == 403 and not is_in(stranger), f"without a role: {answer.status}")
    expect(not is_in(third), "whoever has lost the role is still in")
    expect("zhang@bank.example" not in office.visitors["admin"].get("/console/access").body, "still on the list")


def check_who_comes_back_is_who_they_were(office):
    """Another name at the provider makes nobody a second person, and another account nobody the first one."""
    provider = office.provider
    provider.reset()
    roles = {"in": {"roles": ["weir-supervisors"]}, "out": {"roles": ["offline"]}}
    provider.user = {"sub": "u-31", "email": "lin@bank.example", "email_verified": True, "realm_access": roles["in"]}

    def comes_as(name):
        visitor, answer = sign_on(office)
        expect(answer.status == 303 and is_in(visitor), f"{name}: {answer.status} {answer.body[-300:]}")
        expect(name in visitor.get("/console/me").body, f"comes in as somebody else than {name}")
        return visitor

    def goes():
        provider.user["realm_access"] = roles["out"]
        expect(sign_on(office)[1].status == 403, "in without a role")
        provider.user["realm_access"] = roles["in"]

    comes_as("lin@bank.example")
    goes()
    # The same account under another name.
    provider.user["email"] = "lin.bo@bank.example"
    comes_as("lin@bank.example")
    waiting = "a provider that called somebody else so"
    expect(waiting not in office.visitors["admin"].get("/console/signatures").body, "an account that was here waits")
    # Another account with the address of one that is here, and of one that was.
    provider.user["sub"] = "u-32"
    second, answer = sign_on(office)
    expect(answer.status == 403 and not is_in(second), f"an address that is somebody's: {answer.status}")
    provider.user["sub"] = "u-31"
    goes()
    provider.user["sub"] = "u-32"
    comes_as("lin@bank.example")
    expect(waiting in office.visitors["admin"].get("/console/signatures").body, "another account does not wait")
    goes()
    return "4 ways back"


LIES = [
    ("a nonce of another sign-in", lambda c: {**c, "nonce": "0" * 64}),
    ("no nonce", lambda c: {k: v for k, v in c.items() if k != "nonce"}),
    ("another audience", lambda c: {**c, "aud": "somebody-else"}),
    ("an audience among others without azp", lambda c: {**c, "aud": [CLIENT, "somebody-else"]}),
    ("another party", lambda c: {**c, "azp": "somebody-else"}),
    ("another issuer", lambda c: {**c, "iss": c["iss"] + "/evil"}),
    ("long expired", lambda c: {**c, "exp": c["iat"] - 3_600}),
    ("no end", lambda c: {k: v for k, v in c.items() if k != "exp"}),
    ("of tomorrow", lambda c: {**c, "iat": c["iat"] + 86_400}),
    ("not good yet", lambda c: {**c, "nbf": c["iat"] + 86_400}),
    ("of nobody", lambda c: {**c, "sub": ""}),
]
HEADERS = [
    ("no algorithm at all", {"alg": "none"}), ("the algorithm None", {"alg": "None"}),
    ("the public key as a secret", {"alg": "HS256"}), ("a key that is not there", {"kid": "three"}),
    ("another kind of key", {"kid": "two"}), ("conditions", {"crit": ["exp"]}),
]


def check_a_lying_provider_lets_nobody_in(office):
    provider, tried = office.provider, 0
    provider.reset()
    provider.user = {"sub": "u-99", "email": "eve@bank.example", "email_verified": True,
                     "realm_access": {"roles": ["weir-supervisors"]}}

    def refused(words, change_back=lambda back: back, status=401):
        nonlocal tried
        visitor, answer = sign_on(office, change_back)
        expect(answer.status == status, f"{words}: {answer.status} {answer.body[-300:]}")
        expect(not is_in(visitor), f"{words}: signed in")
        tried += 1

    for words, lie in LIES:
        provider.reset()
        provider.lie = lie
        refused(words)
    for words, header in HEADERS:
        provider.reset()
        provider.header = header
        refused(words)
        if header.get("alg", "").lower() == "none":
            provider.strip_signature = True
            refused(words + ", without a signature")
    provider.reset()
    provider.sign_with = "other"
    refused("a foreign key under a known name")
    provider.reset()
    provider.strip_signature = True
    refused("no signature")
    provider.reset()
    for words, change in (
            ("another state", lambda back: re.sub(r"state=[^&]+", "state=" + "0" * 64, back)),
            ("no state", lambda back: re.sub(r"&state=[^&]+", "", back)),
            ("no code", lambda back: re.sub(r"code=[^&]+&", "", back)),
            ("another issuer's answer", lambda back: re.sub(r"iss=[^&]+", "iss=http%3A%2F%2Fevil.invalid", back)),
            ("an error", lambda back: back + "&error=access_denied")):
        refused(words, change)
    refused("an invented code", lambda back: re.sub(r"code=[^&]+", "code=invented", back), status=502)
    # Names that are somebody's, or not confirmed.
    provider.user["email"] = "analyst-1"
    refused("the name of somebody with a password", status=403)
    provider.user.update(email="eve@bank.example", email_verified=False)
    refused("an address that nobody has confirmed", status=403)
    provider.user.update(email="eve\u202e@bank.example", email_verified=True)
    refused("a name that hides", status=403)
    provider.user["email"] = "eve@bank.example"
    # What was good once is not good again, nor in another browser.
    kept = []
    visitor, answer = sign_on(office, lambda back: kept.append(back) or back)
    expect(answer.status == 303 and is_in(visitor), f"the truth is refused: {answer.status} {answer.body[-300:]}")
    for again in (Visitor(office), visitor):
        answer = again.get(kept[0])
        expect(answer.status == 401, f"a way back that was used: {answer.status}")
    victim = Visitor(office)
    attacker = Visitor(office)
    back = at_the_provider(attacker.get("/console/sign-in/oidc").header("location"))
    answer = victim.get(f"{back.path}?{back.query}")
    expect(answer.status == 401 and not is_in(victim), "a sign-in that was begun in another browser")
    return f"{tried + 3} attacks"


def check_sessions_outlive_the_server(office):
    visitor = office.visitors["analyst"]
    visitor.get("/console/queue")
    token, gone = visitor.last_token, Visitor(office, "regulator-1")
    gone.sign_in(office.passwords["regulator"])
    left = dict(gone.cookies)
    gone.get("/console")
    gone.post("/console/sign-out", {})
    office.process.terminate()
    office.process.wait(timeout=60)
    begin = time.monotonic()
    office.serve()
    expect(visitor.get("/console/queue").status == 200, "a restart signs people out")
    expect(visitor.last_token == token, "forms from before the restart are stale")
    answer = visitor.post("/console/cases/1/comment", {"text": "after the restart"})
    expect(answer.status == 303, f"a form after the restart: {answer.status}")
    gone.cookies = left
    expect(gone.get("/console").status == 303, "a session that was ended comes back")
    with open(office.data + "/people.db", "rb") as file:
        stored = file.read()
    expect(visitor.cookies["weir_session"].encode() not in stored, "the file holds a session's id")
    expect(bytes.fromhex(visitor.cookies["weir_session"]) not in stored, "the file holds a session's id")
    expect(token.encode() not in stored, "the file holds the token of forms")
    return f"{time.monotonic() - begin:.1f} s"


CHECKS = [
    check_somebody_signs_in_over_a_provider, check_who_comes_back_is_who_they_were,
    check_a_lying_provider_lets_nobody_in, check_sessions_outlive_the_server,
]
