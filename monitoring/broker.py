"""Whether Valkey answers, asked impatiently: who looks must not wait for it."""

import logging

from celery import current_app

logger = logging.getLogger(__name__)
IMPATIENT = {"socket_connect_timeout": 2, "socket_timeout": 2}
QUEUE = "celery"


def waiting_messages() -> int | None:
    """How many hints no worker has taken yet; None when Valkey does not say."""
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            return int(connection.default_channel.client.llen(QUEUE))
    except Exception as error:  # noqa: BLE001  kombu and redis raise all kinds
        logger.warning("Valkey antwoordt niet: %s", type(error).__name__)
        return None
