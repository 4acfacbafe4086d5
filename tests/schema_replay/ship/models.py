"""Nothing: the migrations are written by hand and are all that the scenarios need."""
