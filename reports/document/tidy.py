import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0c-\x1f\x7f]")


def tidy(text: str) -> str:
    """What was pasted, without characters that no font can print; Word's soft line break becomes a real one."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\x0b", "\n")).strip()
