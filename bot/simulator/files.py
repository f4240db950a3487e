"""Files on the platform: what people sent (downloadCode, temporary link) and what the bot uploaded (mediaId)."""

from dataclasses import dataclass
from uuid import uuid4

from aiohttp import web

from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults

LINK_SECONDS = 3600
CHUNK = 1 << 16


@dataclass(frozen=True)
class Blob:
    """The bytes of a file, or only how many there are: then they are zeros."""

    name: str
    data: bytes = b""
    zeros: int = 0

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.zeros or len(self.data)

    async def respond(self, request: web.Request, name: str) -> web.StreamResponse:
        """Send it, piece by piece when it is only zeros."""
        if not self.zeros:
            return web.Response(body=self.data, headers=_headers(name))
        response = web.StreamResponse(headers={**_headers(name), "Content-Length": str(self.zeros)})
        await response.prepare(request)
        left = self.zeros
        while left:
            await response.write(bytes(min(CHUNK, left)))
            left -= min(CHUNK, left)
        return response


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }


class Files:
    """Every file and every temporary link."""

    def __init__(self, clock: SimulatedClock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._codes: dict[str, Blob] = {}
        self._media: dict[str, Blob] = {}
        self._links: dict[str, tuple[Blob, float]] = {}

    def sent_by_person(self, blob: Blob) -> str:
        """Keep a file somebody sent to the bot; its downloadCode."""
        code = f"{uuid4().hex}/{uuid4().hex[:8]}=="
        self._codes[code] = blob
        return code

    def link(self, code: str) -> str | None:
        """The path of a temporary link for a downloadCode; None when the code is wrong or has expired."""
        blob = self._codes.get(code)
        if blob is None or self._faults.expired_downloads:
            return None
        name = uuid4().hex
        until = self._clock.now().timestamp() + LINK_SECONDS
        self._links[name] = (blob, until)
        return f"/temp/{name}.file?Expires={int(until)}&OSSAccessKeyId=simulator&Signature={uuid4().hex}"

    def behind(self, name: str) -> Blob | None:
        """The file of a temporary link that has not expired."""
        blob, until = self._links.get(name, (None, 0.0))
        return blob if self._clock.now().timestamp() < until else None

    def uploaded(self, blob: Blob) -> str:
        """Keep a file of the bot; its mediaId."""
        media_id = f"@{uuid4().hex}"
        self._media[media_id] = blob
        return media_id

    def media(self, media_id: str) -> Blob | None:
        """The file of a mediaId."""
        return self._media.get(media_id)
