"""A copy of everything, proved to be one: made, put back on an empty server, and put back for one gemeente."""
