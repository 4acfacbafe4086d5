"""What a step of a meldroute says beside its sentence. Pure: the plan reads it too."""


def said_once(wat: str, wie: str) -> str:
    """`wie`, unless the sentence names it already: who reads the same words twice looks for what differs."""
    return "" if wie.strip().casefold() in wat.casefold() else wie
