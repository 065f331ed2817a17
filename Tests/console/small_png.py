"""A picture of a page with at most 256 colours: a third of the bytes, and nobody sees it. Standard library only."""

import struct
import zlib
from collections import Counter


def rows(data):
    """Pixels of a PNG of eight bits a channel without interlacing, row by row, as chromium writes it."""
    place, packed, width, channels = 8, b"", 0, 3
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place:place + 8])
        body = data[place + 8:place + 8 + size]
        if kind == b"IHDR":
            width, _, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            if depth != 8 or colour not in (2, 6) or interlaced:
                raise ValueError("no picture as chromium takes them")
            channels = 3 if colour == 2 else 4
        if kind == b"IDAT":
            packed += body
        place += 12 + size
    raw, stride, above = zlib.decompress(packed), width * channels, bytearray(width * channels)
    for start in range(0, len(raw), stride + 1):
        line = unfiltered(raw[start], bytearray(raw[start + 1:start + 1 + stride]), above, channels)
        yield [tuple(line[i:i + 3]) for i in range(0, stride, channels)]
        above = line


def unfiltered(kind, line, above, channels):
    for i in range(len(line) if kind else 0):
        left = line[i - channels] if i >= channels else 0
        if kind == 1:
            line[i] = (line[i] + left) & 255
        elif kind == 2:
            line[i] = (line[i] + above[i]) & 255
        elif kind == 3:
            line[i] = (line[i] + (left + above[i]) // 2) & 255
        else:
            corner = above[i - channels] if i >= channels else 0
            guess = left + above[i] - corner
            near = min((abs(guess - left), 0, left), (abs(guess - above[i]), 1, above[i]), (abs(guess - corner), 2, corner))
            line[i] = (line[i] + near[2]) & 255
    return line


def palette(counts):
    """The most frequent colours, none too near to a more frequent one."""
    chosen = []
    for least in (300, 100, 30, 0):
        for colour, _ in counts.most_common(6_000):
            if len(chosen) == 256:
                return chosen
            if all(far(colour, other) > least for other in chosen):
                chosen.append(colour)
    return chosen


def far(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other))


def smaller(data):
    picture = list(rows(data))
    counts = Counter(colour for row in picture for colour in row)
    colours = palette(counts)
    nearest = {colour: min(range(len(colours)), key=lambda i: far(colour, colours[i])) for colour in counts}
    raw = b"".join(b"\0" + bytes(nearest[colour] for colour in row) for row in picture)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", len(picture[0]), len(picture), 8, 3, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", bytes(sum(colours, ())))
            + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))
