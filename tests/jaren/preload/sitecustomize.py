"""Python reads this at its start, by PYTHONPATH. libfaketime 0.9.10 answers the sleep of Python 3.11 and newer, until a
moment of the monotonic clock, with "Invalid argument" when that clock is left alone; select it lets through."""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
