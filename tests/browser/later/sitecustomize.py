"""Python reads this at its start, by PYTHONPATH: the process lives so many seconds later than the machine."""

import os
import time

import time_machine

time_machine.travel(time.time() + float(os.environ["KOMPAS_SECONDS_LATER"]), tick=True).start()
