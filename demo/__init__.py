"""Demo data: Stadskanaal, as far as its public plan tells, and four gemeenten that do not exist."""
