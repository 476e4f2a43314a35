"""How the portal and its render server speak: one JSON head and one body, each with a length."""

import json
import socket
import struct

LENGTHS = struct.Struct("!QQ")


def send(end: socket.socket, head: dict, body: bytes) -> None:
    text = json.dumps(head).encode()
    end.sendall(LENGTHS.pack(len(text), len(body)) + text)
    end.sendall(body)


def receive(end: socket.socket) -> tuple[dict, bytes] | None:
    """The next message, or nothing when the other side is gone."""
    lengths = _exactly(end, LENGTHS.size)
    if lengths is None:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    head, body = _exactly(end, head_size), _exactly(end, body_size)
    if head is None or body is None:
        return None
    return json.loads(head), bytes(body)


def _exactly(end: socket.socket, size: int) -> bytearray | None:
    got = bytearray()
    while len(got) < size:
        try:
            piece = end.recv(min(size - len(got), 1 << 20))
        except ConnectionResetError:
            return None
        if not piece:
            return None
        got += piece
    return got


def pack(parts, assets) -> tuple[dict, bytes]:
    """Lay HTML parts and assets end to end; the head says how to cut them apart again."""
    pieces = [part.encode("utf-8", "replace") for part in parts]
    head = {
        "parts": [len(piece) for piece in pieces],
        "assets": [[name, kind, len(data)] for name, (kind, data) in assets.items()],
    }
    return head, b"".join(pieces) + b"".join(data for _, data in assets.values())


def unpack(head: dict, body: bytes) -> tuple[tuple[str, ...], dict]:
    at, parts, assets = 0, [], {}
    for size in head["parts"]:
        parts.append(body[at : at + size].decode("utf-8"))
        at += size
    for name, kind, size in head["assets"]:
        assets[name] = (kind, body[at : at + size])
        at += size
    return tuple(parts), assets
