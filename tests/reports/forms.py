"""A plan as a file, and what is in it."""

import base64
from dataclasses import replace
from html.parser import HTMLParser

from demo.answers import FOLDER
from printing.logo import read_logo
from reports.document.plan import PlanHuisstijl
from reports.files.formats import FORMS

SKIP_LINK = ["Naar", "de", "tekst", "van", "het", "plan"]
SVG = (FOLDER / "voorbeeldstad-logo.svg").read_bytes()
ALT = 'Logo van "Voorbeeldstad" & co'


def make(formaat, plan):
    form = FORMS[formaat]
    return form.make(plan, form.html(plan), lambda: None)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.addresses = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href", "action"}]


def look(content, **changes):
    logo = read_logo(content)
    made = PlanHuisstijl(base64.b64encode(logo.content).decode(), logo.mimetype, ALT, "#1d4f91")
    return replace(made, **changes)
