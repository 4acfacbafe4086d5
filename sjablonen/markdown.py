"""From the Markdown of a passage to HTML that is safe to print: an allow-list, whatever was typed."""

import re
from functools import lru_cache
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from saving.signs import readable


def is_no_number(state: StateBlock, line: int) -> bool:
    """Whether a line begins with a number that is too large for a list: `1985. was een jaar` keeps its year."""
    begin = state.bMarks[line] + state.tShift[line]
    found = NUMBER.match(state.src[begin : begin + 10])
    return bool(found and int(found[0]) > HIGHEST)


def list_of_few(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return not is_no_number(state, line) and list_block(state, line, end, silent)


def end_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Such a line also ends the list before it, where it would have been the next number."""
    return silent and is_no_number(state, line)


def tame_headings(state: StateCore) -> None:
    """`###` stands below the section, so it is an h4; every other heading comes out as the text it was typed as."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        inline, close = tokens[index + 1], tokens[index + 2]
        if token.markup == "###" and token.level == 0 and inline.content:
            token.tag = close.tag = "h4"
            continue
        inline.content = f"{token.markup} {inline.content}"
        token.type, close.type = "paragraph_open", "paragraph_close"
        token.tag = close.tag = "p"


def label_cells(state: StateCore) -> None:
    """Each cell names its column, for the narrow screen where a row becomes a list."""
    labels: list[str] = []
    column = 0
    for token, following in pairwise(state.tokens):
        if token.type == "table_open":
            labels = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            labels.append(following.content.replace("*", ""))
        elif token.type == "td_open":
            token.attrs = {"data-label": labels[column]}
            column += 1


def weigh_columns(state: StateCore) -> None:
    """Each column gets a width by what stands in it: finding that out took WeasyPrint minutes for one long cell."""
    heads: list[Token] = []
    lengths: list[int] = []
    column = 0
    for token, following in zip(state.tokens, [*state.tokens[1:], Token("", "", 0)], strict=False):
        if token.type == "table_open":
            heads, lengths = [], []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            heads.append(token)
            lengths.append(len(following.content))
        elif token.type == "td_open":
            lengths[column] = max(lengths[column], len(following.content))
            column += 1
        elif token.type == "table_close":
            weights = [max(NARROWEST, min(WIDEST, length)) ** 0.5 for length in lengths]
            for head, weight in zip(heads, weights, strict=True):
                head.attrs = {"class": f"plan-width-{max(1, round(TWENTIETHS * weight / sum(weights)))}"}


NUMBER, HIGHEST = re.compile(r"[0-9]{1,9}(?=[.)])"), 100
# Characters in the longest cell of a column, beyond which it gets no narrower or wider; its width is in steps of 5%.
NARROWEST, WIDEST, TWENTIETHS = 6, 400, 20
MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    .enable(["table", "smartquotes"])
    .disable(["code", "fence", "lheading", "hr", "image", "reference", "html_block", "html_inline"])
)
MARKDOWN.block.ruler.at("list", list_of_few, {"alt": ["paragraph", "reference", "blockquote"]})
MARKDOWN.block.ruler.before("list", "end_list", end_list, {"alt": ["list"]})
MARKDOWN.core.ruler.after("block", "tame_headings", tame_headings)
MARKDOWN.core.ruler.after("tame_headings", "label_cells", label_cells)
MARKDOWN.core.ruler.after("label_cells", "weigh_columns", weigh_columns)
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h4", "table", "thead", "tbody", "tr", "th", "td"}


@lru_cache(maxsize=1_000)  # every page of a plan asks for all its texts again, most of them the country's
def markdown(tekst: str) -> SafeString:
    """Paragraphs, lists, emphasis, links, tables and ### headings; all else comes out as text or not at all."""
    clean = nh3.clean(
        readable(MARKDOWN.render(tekst.encode(errors="replace").decode())),  # nh3 breaks on half a surrogate pair
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "td": {"data-label"}, "th": {"class"}},
        set_tag_attribute_values={"th": {"scope": "col"}, "table": {"class": "plan-table plan-table--own"}},
        url_schemes={"https", "mailto"},
        attribute_filter=absolute,
        link_rel=None,
    )
    return mark_safe(clean)  # noqa: S308 - the allow-list above makes it safe


def absolute(tag: str, attribute: str, value: str) -> str | None:
    """A link that leads nowhere from paper is no link; and nh3 lets a title through everywhere."""
    relative = attribute == "href" and not value.lower().startswith(("https://", "mailto:"))
    return None if relative or attribute == "title" else value
