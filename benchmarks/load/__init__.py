"""`make load`: the last day before a deadline, on a whole Kompas as production has it, in steps until it is full.

mix.py is what people do, ramp.py how often, parts.py what it costs of the machine, beside.py what goes wrong meanwhile.
"""
