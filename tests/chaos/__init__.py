"""`make chaos`: parts of a running Kompas are killed while people save answers and ask for reports.

faults.py breaks, people.py works and remembers what was promised to it, verdict.py holds the database to that.
"""
