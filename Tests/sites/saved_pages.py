"""Writes pages of trade and honest ones as the test of a folder reads them,
FOLDER/KIND/NAME.html."""
import os


def write(folder, trade, honest):
    for kind, pages in (("trade", trade), ("honest", honest)):
        os.makedirs(os.path.join(folder, kind), exist_ok=True)
        for name, text in pages.items():
            with open(os.path.join(folder, kind, name + ".html"), "w", encoding="utf-8") as out:
                out.write(text)
