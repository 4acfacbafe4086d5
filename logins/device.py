"""A browser and a system in words, out of what a browser says of itself. Coarse on purpose, without version or model:
it says "not my telephone" to who reads it, and cannot tell one telephone from another."""

# The first that is found counts: many a browser names the one that it descends from too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "een Mac"),
    ("CrOS", "een Chromebook"),
    ("Linux", "Linux"),
)
UNKNOWN = "onbekend apparaat"


def device_of(user_agent: str) -> str:
    """`Firefox op Windows`; one of some seventy answers, whatever was sent."""
    browser = next((word for sign, word in BROWSERS if sign in user_agent), "")
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} op {system}"
    return browser or (f"andere browser op {system}" if system else UNKNOWN)
