"""What changes in an adopted plan because standard texts changed: data of a Plan, for its wijzigingsblad alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlanWijziging:
    """One text, in Markdown, as it was adopted (empty: it was not there) and as it becomes."""

    code: str
    plaats: str  # number and title of its paragraph
    titel: str
    oud: str
    nieuw: str
    redenen: tuple[str, ...]
    since: str  # the day from which a law counts, in words; empty: none is said
    bron: str
    bron_url: str
