"""What keeps out who knows a password alone, who would act alone for all gemeenten, and who visits a demo elsewhere."""

from tests.isolatie.mutant import Mutant

SECOND_STEP = ("tests/normen/test_second_step.py",)
TWO_PEOPLE = ("tests/metingen/test_verzoeken.py",)
CLICK = ("tests/demo/test_views.py",)

STEPS = [
    Mutant(
        "A gemeente opens after a second step alone",
        "accounts/middleware.py",
        "            elif request.user.has_second_step:\n",
        "            elif True:\n",
        SECOND_STEP,
    ),
    Mutant(
        "… and so does the public host, but for one's own login",
        "accounts/second_step.py",
        "    return request.gemeente is None and request.path_info.startswith(OWN_LOGIN)\n",
        "    return request.gemeente is None\n",
        SECOND_STEP,
    ),
    Mutant(
        "Recovery codes alone are no second step",
        "accounts/migrations/0017_entrance.py",
        " AND a.type <> 'recovery_codes'",
        "",
        SECOND_STEP,
        changes_database=True,
    ),
    Mutant(
        "Who asked something of all gemeenten cannot confirm it",
        "metingen/verzoek_actions.py",
        "    if verzoek.created_by == by.pk:\n",
        "    if False:\n",
        TWO_PEOPLE,
    ),
    Mutant(
        "A request that was withdrawn or ran out is not done",
        "metingen/verzoek_actions.py",
        "    if not Rondeverzoek.objects.waiting().filter(pk=verzoek.pk).update(**done):\n",
        "    if not Rondeverzoek.objects.filter(pk=verzoek.pk).update(**done):\n",
        TWO_PEOPLE,
    ),
    Mutant(
        "No click logs in outside a demo",
        "demo/views.py",
        "    person = role.person(slug) if role and is_demo() and (",
        "    person = role.person(slug) if role and (",
        CLICK,
    ),
    Mutant(
        "… nor as somebody who is not as the demo made her",
        "demo/views.py",
        "    if not is_made_by_demo(person):\n",
        "    if False:\n",
        CLICK,
    ),
]
