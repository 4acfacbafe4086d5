"""From the Markdown of a passage to HTML that is safe to print: an allow-list, whatever was typed."""

from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


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


MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    .enable(["table", "smartquotes"])
    .disable(["code", "fence", "lheading", "hr", "image", "reference", "html_block", "html_inline"])
)
MARKDOWN.core.ruler.after("block", "tame_headings", tame_headings)
MARKDOWN.core.ruler.after("tame_headings", "label_cells", label_cells)
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h4", "table", "thead", "tbody", "tr", "th", "td"}


def markdown(tekst: str) -> SafeString:
    """Paragraphs, lists, emphasis, links, tables and ### headings; all else comes out as text or not at all."""
    clean = nh3.clean(
        MARKDOWN.render(tekst),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "td": {"data-label"}},
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
