# SPDX-License-Identifier: Apache-2.0
# Python's imaplib: every command it has, on one mailbox. Arguments: port, user, password, mailbox.
import imaplib
import ssl
import sys
import time

port, user, password, box = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
context = ssl._create_unverified_context()


def connect():
    return imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=context)


def same(found, expected):
    if found != expected:
        raise SystemExit("expected %r, found %r" % (expected, found))


def ok(answer):
    if answer[0] != "OK":
        raise SystemExit("answered %r" % (answer,))
    return answer[1]


first = connect()
ok(first.authenticate("PLAIN", lambda challenge: ("\0%s\0%s" % (user, password)).encode()))
same(first.logout()[0], "BYE")

m = connect()
ok(m.login(user, password))
same(ok(m.namespace()), [b'(("" ".")) NIL NIL'])
ok(m.create(box))
ok(m.subscribe(box))
same(len([line for line in ok(m.lsub()) if line.endswith(('"%s"' % box).encode())]), 1)
same(len([line for line in ok(m.list()) if line.endswith(('"%s"' % box).encode())]), 1)
ok(m.append(box, "(\\Seen $Label1)", imaplib.Time2Internaldate(time.time()),
            b"From: a@example.net\r\nSubject: hi\r\nMessage-ID: <1@x>\r\n\r\nhello\r\n"))
ok(m.append(box, None, None, b"From: b@example.net\r\nSubject: Re: hi\r\nReferences: <1@x>\r\n\r\nworld\r\n"))
same(ok(m.status(box, "(MESSAGES UNSEEN UIDNEXT)")), [('"%s" (MESSAGES 2 UNSEEN 1 UIDNEXT 3)' % box).encode()])
same(ok(m.select(box)), [b"2"])
ok(m.check())
ok(m.noop())
same(ok(m.search(None, "ALL")), [b"1 2"])
same(ok(m.search("UTF-8", "SUBJECT", '"re: HI"')), [b"2"])
same(ok(m.sort("(REVERSE FROM)", "UTF-8", "ALL")), [b"2 1"])
same(ok(m.thread("REFERENCES", "UTF-8", "ALL")), [b"(1 2)"])
same(ok(m.uid("SEARCH", "KEYWORD", "$Label1")), [b"1"])
same(ok(m.fetch("1", "(RFC822)"))[0][1], b"From: a@example.net\r\nSubject: hi\r\nMessage-ID: <1@x>\r\n\r\nhello\r\n")
same(ok(m.fetch("2", "(BODY.PEEK[TEXT])"))[0][1], b"world\r\n")
same(ok(m.fetch("2", "(UID ENVELOPE)")),
     [b'2 (UID 2 ENVELOPE (NIL "Re: hi" ((NIL NIL "b" "example.net")) ((NIL NIL "b" "example.net")) '
      b'((NIL NIL "b" "example.net")) NIL NIL NIL NIL NIL))'])
ok(m.store("2", "+FLAGS", "(\\Deleted)"))
ok(m.copy("1", box))
same(m.uid("COPY", "1", box + ".nowhere")[0], "NO")
same(ok(m.expunge())[0], b"2")
same(ok(m.uid("SEARCH", "ALL")), [b"1 3"])
ok(m.getquotaroot(box))
ok(m.unselect())
same(ok(m.select(box, readonly=True)), [b"2"])
same(m.store("1", "+FLAGS", "\\Flagged")[0], "NO")
ok(m.close())
ok(m.rename(box, box + "2"))
ok(m.unsubscribe(box))
ok(m.delete(box + "2"))
ok(m.enable("UTF8=ACCEPT"))
ok(m.create('"%s-日本"' % box))
same(ok(m.select('"%s-日本"' % box)), [b"0"])
m.literal = "語".encode()
same(ok(m.search(None, "SUBJECT")), [b""])
ok(m.close())
ok(m.delete('"%s-日本"' % box))
same(m.logout()[0], "BYE")
