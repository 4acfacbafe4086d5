"""Functions of the owner, by who may call them. Each stands in a migration, and checks for itself who asks."""

# What a gemeente may have done by the owner: functions that check for themselves who asks.
FUNCTIONS = (
    "inlogdienst_approve(uuid, uuid, timestamp with time zone)",
    "uitnodiging_add(uuid, text, text[], date, text)",
    "uitnodiging_resend(uuid, uuid)",
    "uitnodiging_withdraw(uuid, uuid)",
    "toegang_set(uuid, uuid, text[], date)",
    "toegang_end(uuid, uuid, date)",
    "gebruiker_reset(uuid, uuid)",
    "gebruiker_anonymise(uuid, uuid)",
    "logboek_remove_old()",
    "wissing_count(text, uuid[])",
    "wissing_files()",
    "wissing_file(text, uuid)",
    "wissing_apply(uuid, text, uuid[], text[])",
    "wissing_rehash(uuid, text)",
    "wissing_rehash_indiening(uuid, text)",
    "openbaar_wiped(uuid)",
    "wissing_tell(uuid, text[], date)",
    "wissing_expire()",
)
# What the platform may have done by the owner, as those; and what it asks with its own rights, at every request.
PLATFORM_FUNCTIONS = (
    "logins_remove_old()",
    "beheer_remove_old()",
    "tenants_end_writes()",
    "entrance(text, text, timestamp with time zone, date)",
    "toegang_of(uuid, uuid, boolean, date)",
)
# What those call; in a copy that was put back, everybody may.
INNER_FUNCTIONS = (
    "toegang_today()",
    "toegang_mine(uuid)",
    "toegang_agreed(uuid)",
    "uitnodiging_mail(uuid)",
    "toegang_keep_beheerder(uuid, uuid, date)",
    "toegang_whole(uuid, uuid, uuid)",
    "wissing_pattern(text)",
    "wissing_text(text, text)",
    "wissing_machine(text, text)",
    "wissing_json(jsonb, text, text)",
    "wissing_strings(jsonb)",
    "wissing_tables(text)",
    "wissing_columns(text)",
    "wissing_files_of(text)",
    "wissing_rows(regclass, text, text, text, uuid[])",
    "wissing_run(text, text, uuid[], boolean)",
    "wissing_left(text, text, uuid[])",
    "wissing_hold(text)",
    "wissing_mine()",
)
