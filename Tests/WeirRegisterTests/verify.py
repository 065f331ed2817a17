"""Verifies a Weir register export, written from RFC 6962, RFC 8032 and C2SP signed-note alone: hashlib and integers.

    verify.py EXPORT [KEY]           all checkpoints and entries
    verify.py inclusion SIZE ROOT INDEX LEAF PROOF...
    verify.py consistency OLD OLDROOT NEW NEWROOT PROOF...

Hashes are in base64. Exit 0 when sound, 1 when not.
"""
import base64
import hashlib
import sys

# RFC 8032 section 5.1, Ed25519: verification only.
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
Q = 2**252 + 27742317777372353535851937790883648493


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P:
        return None
    return P - x if (x & 1) != sign else x


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    e, i, j, k = f - e, h - g, h + g, f + e
    return (e * i % P, j * k % P, i * j % P, e * k % P)


def multiply(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def ed25519(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = decompress(public), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# RFC 6962 section 2.1.
def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def mth(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node(mth(hashes[:k]), mth(hashes[k:]))


def root_from_path(index, size, leaf, path):
    """The root that an audit path leads to, by unfolding the definition of PATH."""
    if size == 1:
        return leaf if not path else None
    if not path:
        return None
    k = 1
    while k * 2 < size:
        k *= 2
    if index < k:
        below = root_from_path(index, k, leaf, path[:-1])
        return below and node(below, path[-1])
    below = root_from_path(index - k, size - k, leaf, path[:-1])
    return below and node(path[-1], below)


def roots_from_proof(old, new, proof, whole, old_root):
    """Both roots that a consistency proof leads to, by unfolding the definition of SUBPROOF."""
    if old == new:
        if whole:
            return (old_root, old_root) if not proof else None
        return (proof[0], proof[0]) if len(proof) == 1 else None
    if not proof:
        return None
    k = 1
    while k * 2 < new:
        k *= 2
    if old <= k:
        below = roots_from_proof(old, k, proof[:-1], whole, old_root)
        return below and (below[0], node(below[1], proof[-1]))
    below = roots_from_proof(old - k, new - k, proof[:-1], False, old_root)
    return below and (node(proof[-1], below[0]), node(proof[-1], below[1]))


# C2SP signed-note and tlog-checkpoint.
def read_key(text):
    name, key_id, data = text.split("+", 2)
    data = base64.b64decode(data, validate=True)
    assert data[0] == 1 and len(data) == 33, "is no Ed25519 key of a log"
    assert hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() == key_id, "the key's id is wrong"
    return name, data[1:], bytes.fromhex(key_id)


def checkpoint(note, key):
    name, public, key_id = key
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    good = False
    for line in signatures.splitlines():
        dash, signer, value = line.split(" ")
        value = base64.b64decode(value, validate=True)
        assert dash == "\u2014"
        if signer == name and value[:4] == key_id:
            assert ed25519(public, text.encode(), value[4:]), "a wrong signature"
            good = True
    assert good, "no signature of " + name
    origin, size, root = text.split("\n")[:3]
    assert origin == name, "a checkpoint of another log"
    assert size == str(int(size)), "a size that is not written as sizes are"
    return int(size), base64.b64decode(root, validate=True)


def export(path, key_text=None):
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    assert lines.pop() == b"" and lines[0] == b"weir-register-export 1", "is no export"
    assert lines[1].startswith(b"key "), "has no key"
    own = lines[1][4:].decode()
    assert key_text in (None, own), "another key"
    key = read_key(own)
    at, notes = 2, []
    while lines[at].startswith(b"checkpoint "):
        notes.append(checkpoint(base64.b64decode(lines[at][11:], validate=True).decode(), key))
        at += 1
    assert lines[at].startswith(b"entries "), "has no count"
    count, entries = int(lines[at][8:]), lines[at + 1 :]
    assert lines[at][8:] == b"%d" % count, "a count that is not written as counts are"
    assert count == len(entries) and notes and notes[-1][0] == count, "another number of entries"
    hashes = [leaf_hash(entry) for entry in entries]
    for size, root in notes:
        assert mth(hashes[:size]) == root, "the entries are not those that were signed at %d" % size
    print("sound: %d entries, %d checkpoints" % (count, len(notes)))


def main(arguments):
    values = [base64.b64decode(a) if len(a) == 44 else a for a in arguments[1:]]
    if arguments[0] == "inclusion":
        assert root_from_path(int(values[2]), int(values[0]), values[3], values[4:]) == values[1], "not included"
    elif arguments[0] == "consistency":
        found = roots_from_proof(int(values[0]), int(values[2]), values[4:], True, values[1])
        assert found == (values[1], values[3]), "not consistent"
    else:
        export(*arguments)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (AssertionError, ValueError, IndexError) as error:
        print("unsound: %s" % error)
        sys.exit(1)
