"""What redacteuren edit of this app: redactie finds it here."""

from sjablonen import kengetal_soort, keuzelijst_soorten, mail_soort, tekst_soort  # noqa: F401
