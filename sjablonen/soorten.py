"""What of this app is edited in redactie/, which looks for it here."""

import sjablonen.keuzelijst_soorten
import sjablonen.tekst_soort  # noqa: F401  registers them, as the one above
