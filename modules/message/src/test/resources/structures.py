# SPDX-License-Identifier: Apache-2.0
# Reads messages, each behind a line with the number of its octets, and prints what Python's email package finds in each: the parts, one a
# line, then the addresses of From and To, then "end". With the argument "cut", line breaks at the end of a part do not count.
import email
import email.policy
import email.utils
import sys
import zlib

source = sys.stdin.buffer
out = sys.stdout


def octets(text):
    body = text.encode("ascii", "surrogateescape")
    while sys.argv[1] == "cut" and body.endswith(b"\r\n"):
        body = body[:-2]
    return body


def leaf(part, kind, depth):
    payload = part.get_payload()
    body = octets(payload) if isinstance(payload, str) else b""
    name = part.get_filename()
    shown = "-" if name is None else email.utils.collapse_rfc2231_value(name).encode("utf-8", "replace").hex()
    print(depth, kind, len(body), zlib.crc32(body), shown, file=out)


def walk(part, depth):
    payload = part.get_payload()
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart" and not isinstance(payload, list):
        print(depth, kind, file=out)
        body = octets(payload)
        print(depth + 1, "text/plain", len(body), zlib.crc32(body), "-", file=out)
    elif isinstance(payload, list):
        print(depth, kind, file=out)
        for child in payload:
            walk(child, depth + 1)
    else:
        leaf(part, kind, depth)


while True:
    line = source.readline()
    if not line:
        break
    message = email.message_from_bytes(source.read(int(line)), policy=email.policy.compat32)
    walk(message, 0)
    for field in ("From", "To"):
        value = str(message.get(field, "")).replace("\r", "").replace("\n", "")
        for name, address in email.utils.getaddresses([value]):
            print(field, address, name, file=out)
    print("end", file=out)
