"""A server on a real loopback socket that answers as a test scripts it, and counts who came."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.egress.addresses import Policy

CONNECTION_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]


Script = Callable[[Asked], Iterable[bytes]]


@dataclass(slots=True)
class Server:
    """What a test sees of it: `connects` counts every connection, `asked` every whole request."""

    port: int
    script: Script
    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    connects: int = 0
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def policy(self) -> Policy:
        """What lets this server, and nothing else of this machine, be reached."""
        return Policy.parse(f"{self.host}:{self.port}")

    def url(self, path: str = "/") -> str:
        """The address of a path here."""
        return f"http://{self.host}:{self.port}{path}"


@contextmanager
def serving(
    script: Script, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """A server until the block ends; its script yields the bytes to send, as they are."""
    with socket.create_server((host, port), backlog=512) as listener:
        server = Server(listener.getsockname()[1], script, host, tls)
        thread = threading.Thread(target=_accept, args=(listener, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            # Wakes the thread that waits for the next connection.
            with socket.create_connection(listener.getsockname()):
                thread.join(CONNECTION_SECONDS)


def answering(
    body: bytes = b"",
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    chunked: int = 0,
    length: int | None = None,
) -> list[bytes]:
    """An answer; `chunked` is the size of its chunks, `length` what it says of its length."""
    lines = [f"HTTP/1.1 {status} Scripted"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if chunked:
        lines.append("Transfer-Encoding: chunked")
        pieces = [body[at : at + chunked] for at in range(0, len(body), chunked)]
        packed = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces] + [b"0\r\n\r\n"]
    else:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
        packed = [body]
    return ["\r\n".join([*lines, "", ""]).encode("utf-8"), *packed]


def always(answer: list[bytes]) -> Script:
    """A script that gives one answer to everybody."""
    return lambda _: answer


def by_path(answers: Mapping[str, list[bytes]]) -> Script:
    """A script with one answer for each path; of others it says that they are not there."""
    return lambda asked: answers.get(asked.path, answering(b"no such path", status=404))


def dripping(server: Callable[[], Server], head: bytes, every: float = 0.02) -> Iterator[bytes]:
    """A byte now and then, for ever: no single read ever takes long."""
    yield head
    while not server().closing.wait(every):
        yield b"."


def _accept(listener: socket.socket, server: Server) -> None:
    while True:
        connection, _ = listener.accept()
        if server.closing.is_set():
            connection.close()
            return
        server.connects += 1
        threading.Thread(target=_serve, args=(connection, server), daemon=True).start()


def _serve(connection: socket.socket, server: Server) -> None:
    with connection:
        connection.settimeout(CONNECTION_SECONDS)
        try:
            speaking = connection
            if server.tls is not None:
                speaking = server.tls.wrap_socket(connection, server_side=True)
            asked = _read(speaking)
            if asked is None:
                return
            server.asked.append(asked)
            for piece in server.script(asked):
                speaking.sendall(piece)
        except OSError:
            # Whoever asked has gone, as most of these tests want it.
            return


def _read(connection: socket.socket) -> Asked | None:
    got = b""
    while b"\r\n\r\n" not in got:
        more = connection.recv(65536)
        if not more:
            return None
        got += more
    first, *lines = got.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    return Asked(method, path, headers)
