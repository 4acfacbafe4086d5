"""Proof that no gemeente sees another: docs/isolation.md says how it works and how to run it."""
