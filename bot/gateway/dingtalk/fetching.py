"""Fetches the file behind a link of the platform: bounded, without redirects, never from inside this network."""

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

import aiohttp

from bot.gateway.protocol import SendLater, SendRefused, TooLarge

CHUNK = 65536
TIMEOUT = aiohttp.ClientTimeout(total=120, connect=5)


async def fetch(session: aiohttp.ClientSession, url: str, origin: str, limit: int) -> bytes:
    """The bytes at `url`, a link that the platform at `origin` gave us; at most `limit` of them."""
    await _refuse_inward(url, origin)
    try:
        async with session.get(url, allow_redirects=False, timeout=TIMEOUT) as response:
            if response.status != 200:
                raise SendLater(f"file HTTP {response.status}", 2.0)
            return await _bounded(response, limit)
    except (TimeoutError, aiohttp.ClientError, ValueError) as problem:
        raise SendLater(type(problem).__name__, 2.0) from problem


async def _bounded(response: aiohttp.ClientResponse, limit: int) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        data += chunk
        if len(data) > limit:
            raise TooLarge(f"more than {limit} bytes")
    return bytes(data)


async def _refuse_inward(url: str, origin: str) -> None:
    """A link may lead to the open network, or to where the platform itself lives (an intranet, the simulator)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SendRefused("not a download link")
    home = await _kinds(urlsplit(origin).hostname or "")
    if not await _kinds(parts.hostname) <= home | {"global"}:
        raise SendRefused("download link leads inward")


async def _kinds(host: str) -> set[str]:
    """What kinds of address a host has: global, private, loopback, other."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise SendLater("host not found", 5.0) from problem
    return {_kind(str(one[4][0]).partition("%")[0]) for one in found}


def _kind(address: str) -> str:
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return "loopback"
    if found.is_link_local or found.is_multicast or found.is_reserved or found.is_unspecified:
        return "other"
    return "private" if found.is_private else "global"
