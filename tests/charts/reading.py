"""What a drawn chart shows: its shapes and words, read back from the markup."""

import lxml.html


def tree(markup):
    return lxml.html.fromstring(f"<div>{markup}</div>")


def drawings(figure):
    """Of each drawing that is read out, what is said and what is drawn."""
    return [(each.get("aria-label"), each) for each in tree(figure.drawing).xpath("//svg[@role='img']")]


def numbers(drawn):
    """The letters within a drawing."""
    return [each.text_content() for each in drawn.xpath(".//text")]


def blocks(drawn):
    """Of each block its fill, where it begins and how wide it is, in percents of the width."""
    return [
        (each.get("fill").split("vlak-")[1].split(")")[0], float(each.get("x")[:-1]), float(each.get("width")[:-1]))
        for each in drawn.xpath(".//rect")
    ]


def of_kind(drawn, kind):
    return drawn.xpath(f".//*[contains(concat(' ', @class, ' '), ' k-plot__{kind} ')]")
