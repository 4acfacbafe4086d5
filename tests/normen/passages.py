"""What is sent to the views of the tweede lezer, of new texts and of old plans, as writes.py makes a Write of it."""

from collections.abc import Callable
from typing import Any

from tests.normen.lezer import a_remark, a_remark_put_away
from tests.normen.nieuw import a_new_text, a_text_since_the_adoption, a_text_that_was_seen
from tests.normen.oudplan import left_out
from tests.normen.world import World

TEXT = "Wij spreken af dat wie iets ziet weet waar dat te melden"
PASSAGES: tuple[tuple[str, dict[str, Any], Callable[[Any, World], dict[str, Any] | None]], ...] = (
    ("lezer.views.lezer_put_away", {}, a_remark),
    ("lezer.views.lezer_bring_back", {}, a_remark_put_away),
    ("nieuw.views.nieuw_seen", {}, a_new_text),
    ("nieuw.views.nieuw_restore", {}, a_new_text),
    ("nieuw.views.nieuw_leave", {}, a_text_since_the_adoption),
    ("nieuw.views.nieuw_bring_back", {}, a_text_that_was_seen),
    ("nieuw.views.nieuw_wijzigingsblad", {}, a_text_since_the_adoption),
    ("oudplan.views.oudplan_list", {"jaar": "2022", "tekst": TEXT}, lambda client, world: None),
    ("oudplan.views.oudplan_delete", {}, lambda client, world: None),
    ("oudplan.views.alinea_detail", {"version": "0", "wat": TEXT, "ambitie": "6"}, lambda client, world: None),
    ("oudplan.views.alinea_take", {}, lambda client, world: None),
    ("oudplan.views.alinea_leave", {}, lambda client, world: None),
    ("oudplan.views.alinea_reopen", {}, left_out),
)
