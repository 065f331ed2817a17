"""Makes saved pages for the site scanner's tests: trade boards and cashiers, and honest pages that look like them.

    python3 make_pages.py FOLDER [SEED]

Writes FOLDER/trade/*.html and FOLDER/honest/*.html with the pictures that they show. Everything in them is invented.
"""

import base64
import hashlib
import io
import os
import random
import sys

import qrcode

from honest_pages import HONEST
from trade_pages import TRADE


class Maker:
    """Draws names, numbers and codes; writes pictures beside the page."""

    def __init__(self, folder, seed):
        self.folder, self.r, self.pictures = folder, random.Random(seed), 0

    def pick(self, *items):
        return self.r.choice(items)

    def digits(self, n):
        return "".join(self.r.choice("0123456789") for _ in range(n))

    def word(self, n):
        return "".join(self.r.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(n))

    def price(self):
        return f"{self.r.uniform(6.7, 7.4):.2f}"

    def money(self, low=100, high=50000):
        return f"{self.r.randint(low, high)}.{self.r.choice(['00', '00', '98', '50'])}"

    def name(self):
        return self.pick("李", "王", "张", "刘", "陈", "杨", "赵") + self.pick("*", "**", "小明", "建国", "丽", "伟")

    def merchant(self):
        return self.pick("诚信", "极速", "老张", "安心", "币圈", "金牌", "稳健") + self.pick("商行", "U商", "承兑", "小店", "888")

    def phone(self):
        return "1" + self.pick("38", "59", "86", "77") + self.digits(8)

    def card(self):
        body = "62" + self.pick("2202", "1700", "2848", "2262") + self.digits(12)
        total = sum((d * 2 - 9 if d * 2 > 9 else d * 2) if i % 2 == 0 else d
                    for i, d in enumerate(int(c) for c in reversed(body)))
        return body + str((10 - total % 10) % 10)

    def base58(self, version):
        body = bytes([version]) + self.r.randbytes(20)
        body += hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4]
        number, out = int.from_bytes(body, "big"), ""
        while number:
            number, rest = divmod(number, 58)
            out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[rest] + out
        return "1" * (len(body) - len(body.lstrip(b"\0"))) + out

    def tron(self):
        return self.base58(0x41)

    def ether(self):
        return "0x" + "".join(self.r.choice("0123456789abcdef") for _ in range(40))

    def alipay(self):
        return "https://qr.alipay.com/" + self.pick("fkx", "tsx") + self.word(18)

    def wechat(self):
        return "wxp://f2f0" + self.word(36)

    def image(self, text):
        out = io.BytesIO()
        qrcode.make(text, box_size=self.pick(4, 6, 8)).save(out)
        return out.getvalue()

    def qr(self, text, alt=""):
        """An img element: a file beside the page, or in line."""
        if self.r.random() < 0.4:
            data = base64.b64encode(self.image(text)).decode()
            return f'<img src="data:image/png;base64,{data}" alt="{alt}">'
        self.pictures += 1
        name = f"img-{self.pictures}-{self.word(4)}.png"
        with open(os.path.join(self.folder, name), "wb") as out:
            out.write(self.image(text))
        return f'<img class="qrcode" src="{name}" alt="{alt}">'


def main(folder, seed=7):
    for kind, pages in [("trade", TRADE), ("honest", HONEST)]:
        path = os.path.join(folder, kind)
        os.makedirs(path, exist_ok=True)
        for number, (make, times) in enumerate(pages):
            for turn in range(times):
                m = Maker(path, f"{seed}-{kind}-{number}-{turn}")
                m.pictures = number * 100 + turn * 10
                text = make(m)
                charset = "gbk" if "charset=gb" in text[:600].lower() else "utf-8"
                with open(os.path.join(path, f"{make.__name__}-{turn}.html"), "wb") as out:
                    out.write(text.encode(charset, "replace"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7)
