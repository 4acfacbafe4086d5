"""Signs that come along from Word, mail and phones, as what was meant by them. Knows nothing of Django or of fonts.

Word writes its bullets, arrows and ticks in fonts of their own (Symbol, Wingdings), with numbers that no other font
knows: what was a bullet there is a box elsewhere. Line and page breaks have numbers of their own there too.
"""

import re

BREAKS = "\x0b\x85\u2028\u2029"  # of a line, or of a paragraph
SIGNS = {
    **dict.fromkeys(map(ord, BREAKS), "\n"),
    **dict.fromkeys(map(ord, "\x07\x0c\x1c\x1d"), " "),  # end of a cell of a table, of a page, of a part
    **dict.fromkeys(map(ord, "\x1f\xad\ufffc"), ""),  # places to hyphenate, and where a picture was
    0x1E: "-",  # Word's hyphen that does not break
    **dict.fromkeys(range(0xF020, 0xF100), "•"),  # Symbol and Wingdings, as far as not named here
    **dict.fromkeys((0xF02D, 0xF0BE), "–"),
    **dict.fromkeys((0xF0AE, 0xF0E0, 0xF0E8, 0xF0F0), "→"),
    **dict.fromkeys((0xF0AC, 0xF0DF, 0xF0E7, 0xF0EF), "←"),
    **dict.fromkeys((0xF04A,), "☺"),
    **dict.fromkeys((0xF0FC,), "✓"),
    **dict.fromkeys((0xF0FB,), "✗"),
    **dict.fromkeys((0xF0FE,), "☑"),
    **dict.fromkeys(map(ord, "➢➤➔➜❖❑❒⬥⦁⮚⚫⬤◾"), "•"),
    **dict.fromkeys(map(ord, "✅"), "✓"),
    **dict.fromkeys(map(ord, "❌❎✖"), "✗"),
    ord("➡"): "→",
}
SPECIAL = re.compile(f"[{re.escape(''.join(map(chr, SIGNS)))}]")
MARKUP = re.compile(r"""<title>.*?</title>|<(?:"[^"]*"|'[^']*'|[^"'>])*>""", re.DOTALL)


def typed(text: str) -> str:
    """Plain text as its writer saw it, in signs that every font knows."""
    return text.translate(SIGNS)


def readable(html: str) -> str:
    """The same for HTML, where a line breaks only at a `<br>`; in a tag or a title it becomes a space."""
    if not SPECIAL.search(html):
        return html
    pieces, end = [], 0
    for found in MARKUP.finditer(html):
        pieces += [within(html[end : found.start()], "<br>"), within(found[0], " ")]
        end = found.end()
    return "".join([*pieces, within(html[end:], "<br>")])


def within(text: str, line_break: str) -> str:
    return re.sub(f"[{BREAKS}]", line_break, text).translate(SIGNS)
