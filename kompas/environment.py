"""The environment as settings read it: a value that means nothing is named, in place of taken for something else."""

from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

Day = tuple[int, int]  # month and day of each year
YES, NO = ("on", "true", "yes", "1", "ja", "aan"), ("off", "false", "no", "0", "nee", "uit", "")


class Environment(environ.Env):
    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        """Of `on` and `off`. Whoever types `aann` must not get a Kompas without https."""
        value = self.str(var, default=default)
        if isinstance(value, bool):
            return value
        if value.strip().lower() not in YES + NO:
            raise ImproperlyConfigured(f"{var} is {value!r}: kies on of off.")
        return value.strip().lower() in YES

    def int(self, var: str, default: Any = environ.Env.NOTSET) -> int:
        """A whole number from 0 on."""
        value = self.str(var, default=default)
        if not str(value).strip().isdecimal():
            raise ImproperlyConfigured(f"{var} is {value!r}: geef een heel getal vanaf 0.")
        return int(value)

    def choice(self, var: str, choices: tuple[str, ...]) -> str:
        """One of these; the first when nothing is said."""
        value = str(self.str(var, default=choices[0]))
        if value not in choices:
            raise ImproperlyConfigured(f"{var} is {value!r}: kies {' of '.join(choices)}.")
        return value

    def networks(self, var: str) -> tuple[IPv4Network | IPv6Network, ...]:
        """Such as `10.20.0.0/16`, with commas between; none when nothing is said."""
        try:
            return tuple(map(ip_network, self.list(var, default=[])))
        except ValueError:
            raise ImproperlyConfigured(f"{var} is een lijst met netwerken, zoals 10.20.0.0/16.") from None

    def day(self, var: str, default: str) -> Day:
        """Such as `10-01`."""
        value = str(self.str(var, default=default))
        try:
            found = date.fromisoformat(f"2000-{value}")
        except ValueError:
            raise ImproperlyConfigured(f"{var} is {value!r}: geef maand en dag, zoals 10-01.") from None
        return found.month, found.day
