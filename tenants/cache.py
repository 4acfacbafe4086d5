"""The caches in Valkey speak JSON. Django's speaks pickle: who writes to Valkey then runs code in our processes."""

import json
from typing import Any

from django.core.cache.backends import redis


class NotJson(Exception):
    """What lies there is not ours: from before, or put there by somebody else."""


class JsonSerializer:
    """Numbers, words, lists and dicts by words come back as they went in; anything else is refused with a TypeError."""

    def dumps(self, value: Any) -> int | bytes:
        if type(value) is int:
            return value  # so that Valkey can count with it
        text = json.dumps(value, allow_nan=False)
        if json.loads(text) != value:
            raise TypeError(f"De cache bewaart alleen wat JSON kan, geen {type(value).__name__} zoals deze.")
        return text.encode()

    def loads(self, data: bytes) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise NotJson from error


class JsonCacheClient(redis.RedisCacheClient):
    """What is not JSON counts as not there."""

    def get(self, key: Any, default: Any) -> Any:
        try:
            return super().get(key, default)
        except NotJson:
            return default

    def get_many(self, keys: Any) -> dict[Any, Any]:
        missing = object()
        found = {key: self.get(key, missing) for key in keys}
        return {key: value for key, value in found.items() if value is not missing}


class JsonCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params | {"OPTIONS": {**params.get("OPTIONS", {}), "serializer": JsonSerializer}})
        self._class = JsonCacheClient
