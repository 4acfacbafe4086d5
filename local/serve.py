"""`make serve`: the demo with a web server that starts anew at each change of the code, and shows details of errors."""

import sys

from local import demo
from local.stack import Stack


class Serving(Stack):
    """As the demo, on the same data. The worker and the clock run what they started with."""

    def start_web(self) -> None:
        arguments = ["manage.py", "runserver", f"127.0.0.1:{self.port}"]
        env = {**self.env, "KOMPAS_DEBUG": "on"}
        self._spawn("web", "De website", arguments, env=env, to_log=False)


if __name__ == "__main__":
    sys.exit(demo.main(Serving))
