"""What keeps a login by way of an identity provider to what that may open."""

from tests.isolatie.mutant import Mutant

OPENS, LOGIN = ("tests/inlogdiensten/test_what_opens.py",), ("tests/inlogdiensten/test_login.py",)
SETUP, FETCH = ("tests/inlogdiensten/test_setup.py",), ("tests/inlogdiensten/test_fetching.py",)
TOKENS, FETCHING = "inlogdiensten/tokens.py", "inlogdiensten/fetching.py"

INLOG = [
    Mutant(
        "A login by way of a provider opens what accepted it",
        "accounts/migrations/0017_entrance.py",
        " WHERE o.inlogdienst_id = via AND {same_place})",
        " WHERE o.inlogdienst_id = via)",
        OPENS,
        changes_database=True,
    ),
    Mutant(
        "A row of a session says what its data says",
        "accounts/sessions.py",
        "return data if said == kept else {}",
        "return data",
        OPENS,
    ),
    Mutant(
        "Who came by way of one makes no other way in",
        "accounts/second_step.py",
        "if came and (alone or request.user.withheld or request.session.get(SECOND_STEP)):",
        "if False:",
        OPENS,
    ),
    Mutant(
        "An id_token is signed by its provider",
        TOKENS,
        '            options={"require"',
        '            options={"verify_signature": False, "verify_exp": True, "verify_aud": True, "require"',
        LOGIN,
    ),
    Mutant("… for this login", TOKENS, "if not hmac.compare_digest(", "if False and not hmac.compare_digest(", LOGIN),
    Mutant(
        "Nothing inside is fetched",
        "inlogdiensten/addresses.py",
        "if not addresses or not all(is_allowed(address) for address in addresses):",
        "if not addresses:",
        FETCH,
    ),
    Mutant(
        "Only what was approved is fetched",
        "inlogdiensten/addresses.py",
        "    if parts.netloc.lower() not in hosts:\n",
        "    if False:\n",
        FETCH,
    ),
    Mutant(
        "What changes is approved anew",
        "inlogdiensten/migrations/0004_ended.py",
        "        NEW.approved_at := NULL;\n        NEW.approved_by := NULL;\n",
        "",
        SETUP,
        changes_database=True,
    ),
    Mutant(
        "Nobody approves his own, says the database",
        "inlogdiensten/migrations/0002_what_opens.py",
        "            AND d.set_up_by IS DISTINCT FROM beheerder AND",
        "            AND",
        SETUP,
        changes_database=True,
    ),
]
