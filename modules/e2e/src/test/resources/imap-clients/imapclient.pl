# SPDX-License-Identifier: Apache-2.0
# Perl's Mail::IMAPClient. Arguments: port, user, password, mailbox.
use strict;
use warnings;
use Mail::IMAPClient;

my ($port, $user, $password, $box) = @ARGV;
my $imap = Mail::IMAPClient->new(
    Server => '127.0.0.1', Port => $port, User => $user, Password => $password,
    Ssl => [SSL_verify_mode => 0], Uid => 1,
) or die "no login: $@";

sub same {
    my ($what, $found, $expected) = @_;
    $found = 'undefined: ' . ($imap->LastError // '') unless defined $found;
    die "$what: expected '$expected', found '$found'\n" unless $found eq $expected;
}

sub done { my ($what, $answer) = @_; die "$what: " . ($imap->LastError // '') . "\n" unless $answer; }

same('separator', $imap->separator, '.');
done('create', $imap->create($box));
done('exists', $imap->exists($box));
die "a mailbox that is not there\n" if $imap->exists("$box.nowhere");
my $message = "From: a\@example.net\r\nTo: b\@example.net\r\nSubject: perl\r\nMessage-ID: <p1\@x>\r\n"
    . "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\nhello\r\n";
same('append', $imap->append_string($box, $message, '\Seen $Foo', ' 1-Jan-2024 00:00:00 +0000'), 1);
same('append', $imap->append($box, $message), 2);
same('append', $imap->append($box, $message), 3);
done('select', $imap->select($box));
same('messages', join(',', $imap->messages), '1,2,3');
same('unseen', join(',', $imap->unseen), '2,3');
same('search', join(',', $imap->search('HEADER', 'Message-ID', $imap->Quote('<p1@x>'))), '1,2,3');
same('since', join(',', $imap->search('SENTBEFORE', '2-Jan-2024', 'KEYWORD', '$Foo')), '1');
same('sort', join(',', $imap->sort('REVERSE ARRIVAL', 'UTF-8', 'SEEN')), '1');
done('thread', $imap->thread('REFERENCES', 'UTF-8', 'ALL'));
same('message', $imap->message_string(1), $message);
same('body', $imap->body_string(2), "hello\r\n");
same('size', $imap->size(1), length $message);
same('subject', $imap->subject(1), 'perl');
same('date', $imap->internaldate(1), ' 1-Jan-2024 00:00:00 +0000');
same('envelope', $imap->get_envelope(1)->from_addresses, '<a@example.net>');
same('structure', $imap->get_bodystructure(1)->bodytype, 'TEXT');
done('flag', $imap->set_flag('Flagged', 2));
same('flags', join(',', grep { $_ ne '\Recent' } $imap->flags(2)), '\Flagged,\Seen');
done('copy', $imap->copy($box, 1));
done('move', $imap->move($box, 3));
done('delete', $imap->delete_message(1));
done('expunge', $imap->expunge);
same('left', join(',', $imap->messages), '2,4,5');
my $idle = $imap->idle;
done('idle', $idle);
done('done', $imap->done($idle));
done('close', $imap->close);
done('rename', $imap->rename($box, $box . '2'));
done('delete', $imap->delete($box . '2'));
done('logout', $imap->logout);
