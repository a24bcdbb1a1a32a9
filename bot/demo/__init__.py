"""The demo page: the chat in a phone, the mailbox and the sample bills beside it. Served by ``hisnik demo`` alone."""
