"""Ways to write an address that must not be reached, as found in the reports of broken guards."""

from collections.abc import Iterator

# Hosts that are, or that some reader takes for, a place inside.
HOSTS = (
    # this machine, spelled plainly and otherwise
    "127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "127.1", "127.0.1", "127.000.000.001",
    "0177.0.0.1", "0177.1", "017700000001", "0x7f.0.0.1", "0x7f.1", "0x7f000001", "0X7F000001",
    "2130706433", "4294967296", "127.0.0.1.", "127.0.0.01", "0x7f.0x0.0x0.0x1", "0177.0x0.0.1",
    "127.0x1", "00000127.0.0.1", "0x00000000000007f000001", "0", "0.0.0.0", "00.0", "0x0", "0.0",
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "ip6-localhost",
    "ip6-loopback", "printer", "router", "kubernetes", "metadata", "fileserver.local",
    "db.internal",
    "metadata.google.internal", "wiki.corp", "nas.home", "router.lan", "x.home.arpa",
    "host.intranet", "1.0.0.127.in-addr.arpa",
    # private and special IPv4
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255",
    "169.254.169.254", "169.254.0.1", "169.254.170.2", "100.64.0.1", "100.100.100.200",
    "100.127.255.255", "192.0.0.1", "192.0.0.170", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.88.99.1", "168.63.129.16", "0xa9fea9fe", "2852039166",
    "0251.0376.0251.0376", "169.254.43518", "0xA9.0xFE.0xA9.0xFE", "10.1", "0xa000001", "167772161",
    "3232235521",
    # scripts and dots that are folded into the plain ones
    "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "１２７.0.0.1",
    "①②⑦.0.0.1", "１２７．０．０．１",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "ｌｏｃａｌｈｏｓｔ", "loc\u00adalhost", "local\u200bhost", "localhost\u3002",
    "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "0ⅹ7f.1", "ſocalhost",
    # encoded, and with what a reader may cut off
    "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "%6c%6fcalhost", "127.0.0.1%00.example.org",
    "127.0.0.1%20", "127.0.0.1%09", "localhost%2eexample.org", "127.0.0.1,example.org",
    "127.0.0.1;example.org", "127.0.0.1 .example.org", "example.org\\@127.0.0.1", "-127.0.0.1",
    "127..0.0.1", ".127.0.0.1", "127.0.0.1..", "[127.0.0.1]", "{127.0.0.1}", "", "..", "*",
    # IPv6
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0001]",
    "[::1%25lo]", "[::1%lo]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd00::1]",
    "[fd00:ec2::254]", "[fec0::1]", "[feff::1]", "[ff02::1]", "[ff0e::1]", "[2001:db8::1]",
    "[2001::1]", "[2001:0:7f00:1::]", "[2001:10::1]", "[2001:2::1]", "[3fff::1]", "[3ffe::1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:8.8.8.8]",
    "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::8.8.8.8]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2002:a00:1::]", "[2002:808:808::]", "[100::1]",
    "[5f00::1]", "[::ffff:0x7f.1]", "[::1", "::1", "[::1]]", "[[::1]]",
    "[::1].example.org", "[v1.a]",
)  # fmt: skip


def whole_urls(port: int) -> Iterator[str]:
    """Each host at a port, and whole addresses whose danger is not in the host alone."""
    for host in HOSTS:
        yield f"http://{host}:{port}/x"
    inside = f"127.0.0.1:{port}"
    yield from (
        f"http://user@{inside}/x",
        f"http://user:pass@{inside}/x",
        f"http://example.org@{inside}/x",
        f"http://example.org%40{inside}/x",
        f"http://example.org:80@{inside}/x",
        f"http://{inside}@example.org:0/x",
        f"http://{inside}\\@example.org/x",
        f"http://example.org\\@{inside}/x",
        f"http:\\\\{inside}/x",
        f"http:/{inside}/x",
        f"http:{inside}/x",
        f"http:///{inside}/x",
        f"//{inside}/x",
        f"{inside}/x",
        f"\thttp://{inside}/x",
        f"ht\ttp://{inside}/x",
        f"http://127.0.0\n.1:{port}/x",
        f"http://{inside}\r\nHost: example.org/x",
        f"http://{inside}\x00.example.org/x",
        f"HTTP://{inside}/x",
        f"http://{inside}#@example.org/",
        f"http://{inside}?@example.org/",
        f"  http://{inside}/x  ",
        f"\ufeffhttp://{inside}/x",
        f"https://{inside}/x",
        f"ftp://{inside}/x",
        f"gopher://{inside}/x",
        f"file:///{inside}/x",
        f"file:///etc/passwd?{inside}",
        f"dict://{inside}/x",
        f"ws://{inside}/x",
        f"jar:http://{inside}!/x",
        f"data:text/plain,{inside}",
        f"unix:/run/docker.sock:{inside}",
        f"http+unix://{inside}/x",
        f"view-source:http://{inside}/",
        f"javascript:fetch('http://{inside}/')",
        "http://example.org:22/",
        "http://example.org:25/",
        "http://example.org:6379/",
        "http://example.org:11211/",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:-80/",
        "http://example.org:８０/",
        "http://example.org:080/",
        "http://example.org:/",
        "",
        "http://",
        "https://?",
    )
