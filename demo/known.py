"""How to log in as anybody of the demo; public on purpose. Without Django, for whoever tries the demo from outside."""

PASSWORD = "voorbeeld-wachtwoord"
# The second step is compulsory for everybody; this key gives the six digits of any authenticator app.
TOTP_SECRET = "KOMPASDEMOKOMPASDEMOKOMPASDEMO22"
SLUGS = ("stadskanaal", "voorbeeldstad", "voorbeelddijk", "voorbeeldwaard", "voorbeeldrecht")
