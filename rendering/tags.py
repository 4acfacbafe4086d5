"""`{% include %}` and `{% url %}` as Django has them, without looking up each time what was found before.

A component is a template that is included with `only` and made of nothing but text, variables, addresses, `if`, `for`,
`with` and such templates. What it draws depends on what it is given and on nothing else (and addresses on the host). So
what was drawn for the same plain values (rendering/plain.py) is taken from memory, of this process alone, at most KEPT
per place where it is included. Whoever gives other values, such as a row or a form, gets it drawn anew.
"""

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Any

from django.template import Context, Library, Template
from django.template.base import Lexer, Parser, Token, TokenType
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.template.loader_tags import IncludeNode, do_include
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from rendering.plain import is_plain
from rendering.sizes import size_in_words

register = Library()
register.filter(size_in_words)

KEPT = 1_000
PURE_TAGS = {"if", "elif", "else", "endif", "for", "empty", "endfor", "with", "endwith", "url", "comment", "endcomment"}
MOVING_FILTERS = ("|timesince", "|timeuntil", "|random")  # of which the same value gives something else


def is_pure(template: Template, within: tuple[str | None, ...] = ()) -> bool:
    """Whether what it draws depends on nothing but its variables. `within`: what it is included by, so that it ends."""
    if template.name in within:
        return True
    if any(name in template.source for name in MOVING_FILTERS):
        return False
    for name, *words in tags_of(template):
        if name == "include":
            written_out = re.fullmatch(r"""(["'])([^.].*)\1""", words[0])
            if not written_out or not is_pure(template.engine.get_template(written_out[2]), (*within, template.name)):
                return False
        elif name not in PURE_TAGS:
            return False
    return True


def tags_of(template: Template) -> Iterator[list[str]]:
    """Each tag in words, but for those within a comment."""
    inside = False
    for token in Lexer(template.source).tokenize():
        words = token.split_contents() if token.token_type == TokenType.BLOCK else []
        if words and (not inside or words[0] == "endcomment"):
            inside = words[0] == "comment"
            yield words


class Include(IncludeNode):
    """Of a template whose name is written out; with a variable for a name it is Django's."""

    found: Template | None = None
    pure = False

    def render(self, context: Context) -> SafeString:
        if self.found is None:
            if not isinstance(self.template.var, str) or self.template.filters:
                return super().render(context)
            self.find(context)
        assert self.found is not None
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if not self.isolated_context:
            with context.push(**values):
                return self.found.render(context)
        if self.pure and context.autoescape and is_plain(given := list(values.values())):
            return self.kept(get_urlconf(), *given)
        return self.found.render(alone(context, values))

    def find(self, context: Context) -> None:
        assert context.template is not None
        template = context.template.engine.get_template(self.template.var)
        self.pure = self.isolated_context and is_pure(template)
        names = list(self.extra_context)

        def draw(urlconf: str | None, *values: Hashable) -> SafeString:
            return template.render(Context(dict(zip(names, values, strict=True))))

        # `typed`: 1 and True are equal, and a text that was declared safe equals one that was not.
        self.kept = lru_cache(maxsize=KEPT, typed=True)(draw)
        self.found = template


def alone(context: Context, values: dict[str, Any]) -> Context:
    """As `context.new(values)`, which copies all before it throws it away."""
    new = object.__new__(type(context))
    new.__dict__.update(context.__dict__)
    new.__dict__.pop("_processors_index", None)
    new.dicts = [{"True": True, "False": False, "None": None}, values]
    return new


class Address(URLNode):
    """Of a page, with plain values in its address. None of our apps stands twice under two names (`current_app`)."""

    def render(self, context: Context) -> str:
        args = [arg.resolve(context) for arg in self.args]
        kwargs = {name: arg.resolve(context) for name, arg in self.kwargs.items()}
        if not context.autoescape or not is_plain([*args, *kwargs.values()]):
            return super().render(context)
        try:
            found = address(get_urlconf(), self.view_name.resolve(context), tuple(kwargs), *args, *kwargs.values())
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return conditional_escape(found)
        context[self.asvar] = found
        return ""


@lru_cache(maxsize=4_000, typed=True)
def address(urlconf: Any, view: str, names: tuple[str, ...], *values: Any) -> str:
    """`names` are of the last of the values."""
    count = len(values) - len(names)
    return reverse(view, urlconf=urlconf, args=values[:count], kwargs=dict(zip(names, values[count:], strict=True)))


@register.tag
def include(parser: Parser, token: Token) -> Include:
    node = do_include(parser, token)
    return Include(node.template, extra_context=node.extra_context, isolated_context=node.isolated_context)


@register.tag
def url(parser: Parser, token: Token) -> Address:
    node = django_url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
