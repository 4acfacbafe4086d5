"""The codes of the app of the demo's people, as their phones would show them. Without Django, and one at a time."""

import hmac
import time
from base64 import b32decode
from collections import defaultdict

from demo.known import TOTP_SECRET

PERIOD = 30  # seconds
USED: defaultdict[str, set[int]] = defaultdict(set)


def code_of(secret: str = TOTP_SECRET, period: int | None = None) -> str:
    """RFC 6238; of now, unless another period is given."""
    moment = int(time.time()) // PERIOD if period is None else period
    digest = hmac.digest(b32decode(secret), moment.to_bytes(8), "sha1")
    start = digest[-1] & 15
    return f"{int.from_bytes(digest[start : start + 4]) % 2**31 % 10**6:06}"


def unused_code(email: str) -> str:
    """For who logs in more than once: a code counts once, and the next one is valid half a minute too early."""
    while True:
        now = int(time.time()) // PERIOD
        for period in (now, now + 1):
            if period not in USED[email]:
                USED[email].add(period)
                return code_of(period=period)
        time.sleep(1)
