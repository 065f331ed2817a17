"""Makes pictures with QR codes as payment pages show them, and says what each holds.

    python3 make_qr.py FOLDER [SEED] [EACH]

Writes FOLDER/<class>-<number>.<png|jpg|webp|gif> and FOLDER/expected.tsv: file, then what its codes say.
"""

import math
import os
import random
import sys

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFilter

KINDS = [
    lambda r: "https://qr.alipay.com/" + r.choice(["fkx", "tsx", "bax"]) + word(r, 21),
    lambda r: "HTTPS://QR.ALIPAY.COM/FKX" + word(r, 20).upper(),
    lambda r: "wxp://f2f0" + word(r, 38),
    lambda r: "weixin://wxpay/bizpayurl?pr=" + word(r, 9),
    lambda r: "https://i.qianbao.qq.com/wallet/sqrcode.htm?m=tenpay&a=1&u=" + digits(r, 9) + "&n=" + word(r, 6),
    lambda r: "https://qr.95516.com/00010000/" + digits(r, 30),
]


def word(r, n):
    return "".join(r.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(n))


def digits(r, n):
    return "".join(r.choice("0123456789") for _ in range(n))


def code(text, box=8, border=4, level="M", dark="black", light="white"):
    levels = {"L": 1, "M": 0, "Q": 3, "H": 2}
    qr = qrcode.QRCode(error_correction=levels[level], box_size=box, border=border)
    qr.add_data(text)
    qr.make(fit=True)
    return qr.make_image(fill_color=dark, back_color=light).convert("RGB")


def plain(r, text):
    return code(text, box=r.randint(4, 12))


def rotated(r, text):
    image = code(text, box=r.randint(5, 9))
    return image.rotate(r.uniform(1, 359), expand=True, fillcolor="white", resample=Image.BICUBIC)


def small(r, text):
    image = code(text, box=8, border=r.choice([2, 4]))
    modules = image.width / 8
    size = int(modules * r.uniform(2.0, 3.0))
    return image.resize((size, size), Image.LANCZOS)


def coloured(r, text):
    pairs = [("#1677ff", "white"), ("#07c160", "white"), ("#c0392b", "#fff3e0"), ("#1a2b6d", "#ffe9a8"),
             ("#5b2c83", "#e8f5e9"), ("#0b5345", "#fdebd0"), ("#ff6a00", "white"), ("#333333", "#9ad1ff")]
    dark, light = r.choice(pairs)
    image = code(text, box=r.randint(5, 9), dark=dark, light=light)
    if r.random() < 0.3:
        poster = Image.new("RGB", (image.width + 160, image.height + 220), r.choice(["#1677ff", "#07c160", "#ff7a45"]))
        poster.paste(image, (80, 120))
        return poster
    return image


def logo(r, text):
    image = code(text, box=r.randint(6, 10), level="H")
    side = int(image.width * r.uniform(0.14, 0.2))
    spot = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(spot)
    draw.rounded_rectangle((3, 3, side - 4, side - 4), side // 5, fill=r.choice(["#1677ff", "#07c160", "#e53935"]))
    draw.text((side // 3, side // 3), "P", fill="white")
    image.paste(spot, ((image.width - side) // 2, (image.height - side) // 2))
    return image


def several(r, texts):
    codes = [code(t, box=r.randint(4, 7)) for t in texts]
    gap = 30
    columns = 2 if len(codes) > 2 else len(codes)
    cell = max(c.width for c in codes) + gap
    rows = math.ceil(len(codes) / columns)
    sheet = Image.new("RGB", (cell * columns + gap, cell * rows + gap), "white")
    for i, c in enumerate(codes):
        sheet.paste(c, (gap + (i % columns) * cell, gap + (i // columns) * cell))
    return sheet


def screen(r, text):
    """A photograph of a screen: a little askew, striped, blurred, noisy, compressed."""
    image = code(text, box=r.randint(8, 11), border=5)
    page = Image.new("RGB", (image.width + 220, image.height + 260), r.choice(["#f5f5f5", "#e8f0fe", "white"]))
    page.paste(image, (110, 150))
    w, h = page.size
    d = 0.06
    corners = [r.uniform(0, d) * w, r.uniform(0, d) * h, r.uniform(0, d) * w, h - r.uniform(0, d) * h,
               w - r.uniform(0, d) * w, h - r.uniform(0, d) * h, w - r.uniform(0, d) * w, r.uniform(0, d) * h]
    page = page.transform((w, h), Image.QUAD, corners, Image.BICUBIC)
    page = page.rotate(r.uniform(-12, 12), expand=True, fillcolor="#303030", resample=Image.BICUBIC)
    w, h = page.size
    stripes = Image.new("L", (w, h))
    period, angle = r.uniform(3, 7), r.uniform(-0.3, 0.3)
    row = stripes.load()
    for y in range(h):
        for x in range(w):
            row[x, y] = int(235 + 20 * math.sin((y + angle * x) * 2 * math.pi / period))
    page = ImageChops.multiply(page, Image.merge("RGB", (stripes, stripes, stripes)))
    page = page.filter(ImageFilter.GaussianBlur(r.uniform(0.6, 1.4)))
    noise = Image.effect_noise((w, h), r.uniform(8, 20)).convert("RGB")
    return Image.blend(page, noise, 0.12)


CLASSES = [plain, rotated, small, coloured, logo, several, screen]


def main(folder, seed=1, each=30):
    os.makedirs(folder, exist_ok=True)
    r = random.Random(seed)
    with open(os.path.join(folder, "expected.tsv"), "w", encoding="utf-8") as out:
        for make in CLASSES:
            for n in range(each):
                count = r.randint(2, 4) if make is several else 1
                texts = [r.choice(KINDS)(r) for _ in range(count)]
                image = make(r, texts if make is several else texts[0])
                ending = "jpg" if make is screen else r.choice(["png", "png", "jpg", "webp", "gif"])
                name = f"{make.__name__}-{n:02}.{ending}"
                options = {"quality": r.randint(55, 85)} if ending in ("jpg", "webp") else {}
                image.save(os.path.join(folder, name), **options)
                out.write("\t".join([name, *texts]) + "\n")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(arguments[0], *(int(a) for a in arguments[1:3]))
