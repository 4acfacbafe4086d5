"""What redacteuren edit of this app: redactie finds it here."""

from sjablonen import tekst_soort  # noqa: F401
