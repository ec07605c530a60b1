"""Who gets in while no key has been made: this machine, by a loopback name, and nobody else."""

from __future__ import annotations

import ipaddress

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import problem


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class LoopbackOnly:
    """Refuses every request that does not come from this machine, or names another host.

    The `Host` counts too: a page from elsewhere could make a browser on this machine ask.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http":
            client = scope.get("client")
            host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
            name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
            if (client is not None and not is_loopback(client[0])) or not is_loopback(name):
                refusal = problem(403, "no key has been made, so brug answers only on this machine's own addresses")
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)
