"""What keeps a beheerder to her own people, and an account to whose it is."""

from tests.isolatie.mutant import Mutant

INVITING, MANAGING = "accounts/migrations/0011_invite_colleagues.py", "accounts/migrations/0012_manage_colleagues.py"
STAYING = "accounts/migrations/0014_a_beheerder_on_every_day.py"
TEST_ACTIONS = ("tests/mensen/test_actions.py",)
TEST_ACCEPTING = ("tests/accounts/test_uitnodiging_actions.py", "tests/accounts/test_uitnodiging_views.py")

PEOPLE = [
    Mutant(
        "Who asks for something about people is beheerder there today",
        INVITING,
        "            AND t.valid_from <= today AND coalesce(t.valid_until, today) >= today\n    ) THEN",
        "    ) THEN",
        TEST_ACTIONS,
        changes_database=True,
    ),
    Mutant(
        "… and of this gemeente",
        INVITING,
        "        WHERE t.gemeente_id = mine AND g.id = beheerder AND g.is_active AND t.functie = 'beheerder'",
        "        WHERE g.id = beheerder AND g.is_active AND t.functie = 'beheerder'",
        ("tests/mensen/test_actions.py",),
        changes_database=True,
    ),
    Mutant(
        "Nobody of a gemeente gets an account before her agreement",
        INVITING,
        "    IF NOT public.toegang_agreed(mine) THEN",
        "    IF false THEN",
        TEST_ACTIONS,
        changes_database=True,
    ),
    Mutant(
        "The last beheerder stays",
        STAYING,
        "            AND t.valid_from <= last + 1 AND coalesce(t.valid_until, 'infinity') >= own\n",
        "",
        TEST_ACTIONS,
        changes_database=True,
    ),
    Mutant(
        "A whole account is changed where all of it is",
        MANAGING,
        "    IF person = beheerder OR EXISTS (\n"
        "        SELECT FROM public.accounts_toegang t"
        " WHERE t.gebruiker_id = person AND t.gemeente_id IS DISTINCT FROM mine\n"
        "    ) OR NOT",
        "    IF person = beheerder OR NOT",
        TEST_ACTIONS,
        changes_database=True,
    ),
    Mutant(
        "A beheerder sees who works or worked for her own gemeente",
        "accounts/migrations/0016_claimed_email.py",
        "        AND current_user = current_database() || '_' || schema_name\n",
        "",
        TEST_ACTIONS,
        changes_database=True,
    ),
    Mutant(
        "A gemeente reads the invitations of her own",
        "tenants/rechten.py",
        '"accounts_uitnodiging": {"SELECT": f"USING ({OWN_GEMEENTE})"}',
        '"accounts_uitnodiging": {"SELECT": "USING (true)"}',
        TEST_ACTIONS,
        changes_database=True,
    ),
    Mutant(
        "An account is not found by its address",
        "accounts/uitnodiging_actions.py",
        "    except IntegrityError:\n        raise UitnodigingFout(HAS_ACCOUNT) from None\n",
        "    except IntegrityError:\n        return Gebruiker.objects.get(email=email)\n",
        TEST_ACCEPTING,
    ),
    Mutant(
        "An invitation that does not hold is not accepted",
        "accounts/uitnodiging_actions.py",
        "    if why := reason_against(uitnodiging):\n",
        "    if (why := reason_against(uitnodiging)) and False:\n",
        TEST_ACCEPTING,
    ),
    Mutant(
        "Who offered a plan does not note alone that it was adopted",
        "reports/versions/actions.py",
        "    if not alone and offered_by(versie) == by.pk:\n",
        "    if False:\n",
        ("tests/reports/versions/test_life.py",),
    ),
]
