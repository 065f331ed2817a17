"""What makers of pages share: pages of a few parts, and writing those of trade and the honest ones as the test of a
folder reads them, FOLDER/KIND/NAME.html."""
import os


def page(title, *parts, lang="zh"):
    """Parts that are no markup yet are paragraphs."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return (f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body>{body}</body></html>")


def write(folder, trade, honest):
    for kind, pages in (("trade", trade), ("honest", honest)):
        os.makedirs(os.path.join(folder, kind), exist_ok=True)
        for name, text in pages.items():
            with open(os.path.join(folder, kind, name + ".html"), "w", encoding="utf-8") as out:
                out.write(text)
