from logins.actions import remove_old


def enforce_retention() -> dict[str, int]:
    """Remove what is older than 90 days. Runs nightly as the platform; safe to repeat."""
    return {"logins": remove_old()}
