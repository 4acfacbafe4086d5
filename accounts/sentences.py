"""What allauth says when something is not right, in sentences of our own. Which: tests/saving/test_sentences.py."""

LATER = "Dit is te vaak geprobeerd. Wacht een paar minuten en probeer het dan nog eens."
TRIED = f"{LATER} Heb je een passkey, dan kun je daarmee wel meteen inloggen."
NO_LINK = "Deze link werkt niet meer. Vraag een nieuwe aan."
NOT_HERE = "Dit kan hier niet."

ACCOUNT = {
    "account_inactive": "Dit account is niet meer in gebruik.",
    "cannot_remove_primary_email": "Dit adres kan niet weg: je logt ermee in.",
    "duplicate_email": "Dit adres hoort al bij je account.",
    "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar.",
    "phone_password_mismatch": NOT_HERE,
    "email_taken": "Er is al een account met dit adres.",
    "enter_current_password": "Dit is niet je wachtwoord van nu.",
    "incorrect_code": "Deze code klopt niet.",
    "incorrect_password": "Dit wachtwoord klopt niet.",
    "invalid_or_expired_key": NO_LINK,
    "invalid_login": "Inloggen lukte niet.",
    "invalid_password_reset": NO_LINK,
    "max_email_addresses": NOT_HERE,
    "phone_taken": NOT_HERE,
    "too_many_login_attempts": TRIED,
    "unknown_email": "Er is geen account met dit adres.",
    "unknown_phone": NOT_HERE,
    "unverified_primary_email": NOT_HERE,
    "username_blacklisted": NOT_HERE,
    "username_password_mismatch": NOT_HERE,
    "username_taken": NOT_HERE,
    "select_only_one": "Kies er één.",
    "same_as_current": "Dit is hetzelfde als het was.",
    "rate_limited": LATER,
}
MFA = {
    "add_email_blocked": NOT_HERE,
    "cannot_delete_authenticator": "Dit kun je niet uitzetten.",
    "cannot_generate_recovery_codes": "Koppel eerst een code-app of een passkey. Daarna kun je herstelcodes maken.",
    "incorrect_code": "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code.",
    "unverified_email": NOT_HERE,
}
