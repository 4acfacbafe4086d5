"""`make fleet`: 342 gemeenten are migrated while people work, with failures on purpose and a run that is killed."""
