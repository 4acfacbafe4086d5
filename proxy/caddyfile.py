"""The Caddyfile for a version of Caddy. One text, because what a proxy does to slow callers must not drift apart.

Plain Python without a package, so that whoever installs Caddy on a machine of her own can run it there.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "Caddyfile.in"
WRITTEN = FOLDER / "Caddyfile"  # for the image in docker-compose.yml
VERSION = "2.11.9"  # of that image

BUFFER = "26MB"  # somewhat more than the largest request, so that each is in it whole
NEWER = [f"request_buffers {BUFFER}", f"response_buffers {BUFFER}"]  # from 2.7 on
OLDER = ["buffer_requests", "buffer_responses", f"max_buffer_size {BUFFER}"]

# What a line of the log may say, by Caddy's names: of a request, and of a handshake. An address is cut off to its
# network, as in the log of who came in.
MASKED = ("request>remote_ip", "request>client_ip", "remote_ip", "remote")
LEFT_OUT = (
    *(f"request>{name}" for name in ("remote_addr", "remote_port", "headers", "tls")),
    *("resp_headers", "user_id", "headers", "remote_port"),
)
LOG = [
    "wrap json",
    "fields {",
    *(f"\t{name} ip_mask {{\n\t\tipv4 24\n\t\tipv6 48\n\t}}" for name in MASKED),
    *(f"\t{name} delete" for name in LEFT_OUT),
    r"	request>uri regexp ^(/[^/?]*).* $1",
    "}",
]
# As PERMISSIONS_POLICY in kompas/settings.py; tests/proxy compares what both send.
DENIED = """
    accelerometer autoplay browsing-topics camera clipboard-read compute-pressure display-capture encrypted-media
    fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer
    microphone midi otp-credentials payment picture-in-picture screen-wake-lock serial storage-access usb
    window-management xr-spatial-tracking
"""
OWN = ("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")


def write(version: str) -> str:
    """The text for Caddy `version`, such as "2.6.2". Raises ValueError for what is no version of Caddy 2."""
    major, minor = (int(part) for part in [*version.split("."), "", ""][:2])
    if major != 2:
        raise ValueError(f"Caddy {version}: only Caddy 2 is known here.")
    parts = {
        "version": [version],
        "buffers": NEWER if minor >= 7 else OLDER,
        "log": LOG,
        "features": [", ".join(sorted([*(f"{name}=()" for name in DENIED.split()), *OWN]))],
    }
    return "".join(filled(line, parts) for line in SOURCE.read_text(encoding="utf-8").splitlines(keepends=True))


def filled(line: str, parts: dict[str, list[str]]) -> str:
    """A part of several lines takes the indentation of the line on which it is named."""
    for name, lines in parts.items():
        indent = line[: len(line) - len(line.lstrip("\t"))]
        text = "\n".join(lines).replace("\n", f"\n{indent}")
        line = line.replace(f"[[{name}]]", text)
    return line
