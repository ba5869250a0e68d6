// SPDX-License-Identifier: Apache-2.0
// imapflow of npm, with QRESYNC. Arguments: folder of the package, port, user, password, mailbox.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';

const [folder, port, user, pass, box] = process.argv.slice(2);
const {ImapFlow} = createRequire(folder + '/')('imapflow');
const client = (more = {}) =>
    new ImapFlow({host: '127.0.0.1', port: Number(port), secure: true, tls: {rejectUnauthorized: false}, auth: {user, pass}, logger: false, ...more});
const numbers = (value) => JSON.stringify(value, (key, each) => (typeof each === 'bigint' ? Number(each) : each));

const name = box + '日本語';
const one = client({qresync: true});
await one.connect();
assert.ok(one.enabled.has('QRESYNC'));
const uses = (await one.list()).filter((each) => each.specialUse).map((each) => each.specialUse);
for (const use of ['\\Inbox', '\\Sent', '\\Drafts', '\\Trash', '\\Junk', '\\Archive']) assert.ok(uses.includes(use), use);
await one.mailboxCreate(name);
assert.ok((await one.listTree()).folders.some((each) => each.path === name));
const lock = await one.getMailboxLock(name);
const message = (i) => Buffer.from(
    `From: =?utf-8?B?5pel?= <a${i}@example.net>\r\nTo: b@example.net\r\nSubject: T ${i}\r\nMessage-ID: <${i}@x>\r\n` +
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain; charset=utf-8\r\n' +
    'Content-Transfer-Encoding: base64\r\n\r\n5pel5pys6Kqe\r\n--q\r\nContent-Type: application/pdf\r\n' +
    "Content-Disposition: attachment; filename*=utf-8''%E6%97%A5.pdf\r\n\r\nPDF\r\n--q--\r\n");
for (let i = 1; i <= 5; i++) assert.equal((await one.append(name, message(i), i % 2 ? ['\\Seen', '$Own'] : [])).uid, i);

for await (const each of one.fetch('1:*', {uid: true, envelope: true, bodyStructure: true, flags: true, size: true, headers: ['subject']})) {
    assert.equal(each.envelope.from[0].name, '日');
    assert.equal(each.envelope.subject, 'T ' + each.uid);
    assert.equal(each.bodyStructure.childNodes[1].dispositionParameters.filename, '日.pdf');
    assert.equal(each.flags.has('$Own'), each.uid % 2 === 1);
    assert.equal(each.headers.toString(), `Subject: T ${each.uid}\r\n\r\n`);
}
assert.deepEqual(await one.search({seen: true}), [1, 3, 5]);
assert.deepEqual(await one.search({body: '日本'}), [1, 2, 3, 4, 5]);
assert.deepEqual(await one.search({header: {'message-id': '<2@x>'}}, {uid: true}), [2]);
let text = '';
for await (const chunk of (await one.download('2', '1')).content) text += chunk;
assert.equal(text, '日本語');
assert.equal((await one.download('2', '2')).meta.filename, '日.pdf');
assert.equal(numbers([...(await one.messageCopy('1:2', name)).uidMap]), '[[1,6],[2,7]]');
assert.equal(numbers([...(await one.messageMove('3', name)).uidMap]), '[[3,8]]');

const other = client();
await other.connect();
const otherLock = await other.getMailboxLock(name);
const heard = new Set();
const all = new Promise((resolve) => {
    const hear = (what) => heard.add(what).size === 3 && resolve();
    one.on('exists', () => hear('exists'));
    one.on('expunge', () => hear('expunge'));
    one.on('flags', () => hear('flags'));
});
const idle = one.idle();
await other.append(name, message(9));
await other.messageFlagsAdd('1', ['\\Flagged']);
await other.messageDelete('2');
await all;
const known = {uidValidity: one.mailbox.uidValidity, changedSince: one.mailbox.highestModseq};
lock.release();
await one.mailboxOpen('INBOX');
await other.messageFlagsAdd('1', ['$Later']);
await one.mailboxOpen(name, known);
const changed = [];
for await (const each of one.fetch('1:*', {flags: true}, {changedSince: known.changedSince})) changed.push(each.uid);
assert.ok(changed.includes(1), numbers(changed));
otherLock.release();
await one.mailboxOpen('INBOX');
await one.mailboxRename(name, name + '2');
await one.mailboxDelete(name + '2');
await other.logout();
await one.logout();
await idle.catch(() => {});
