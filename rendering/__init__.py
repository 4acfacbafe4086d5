"""Django's templates and forms, drawn faster and to the same letter (docs/snelheid.md). Knows nothing of Kompas."""
