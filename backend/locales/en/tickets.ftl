# Tickets (conversations with support), as staff see them

ticket-topic-billing = Bill
ticket-topic-reading = Reading
ticket-topic-fault = Fault
ticket-topic-move = Moving
ticket-topic-data = Data
ticket-topic-other = Other
ticket-nameless = Unknown person
ticket-not-linked = Not linked: the person has not given a payer code.
ticket-payer = Payer code: { $code }
ticket-meter = { $place }, { $service } { $serial }: { $value } ({ $day })
ticket-meter-unread = { $place }, { $service } { $serial }: no reading yet
ticket-about-reading = Disputed reading: { $label }
ticket-about-invoice = Disputed invoice: { $label }
ticket-about-linking = Linking failed. { $label }
ticket-speaks-en = Writes English.
ticket-resident = Resident
ticket-edited = edited
ticket-earlier = Earlier in this conversation:
ticket-answer-of = Answer: { $name } ({ $via })
ticket-note-of = Note: { $name } ({ $via })
ticket-via-console = console
ticket-via-mail = e-mail
ticket-via-group = group
ticket-closed = Closed ({ $by }).
ticket-reopened = Opened again ({ $by }).
ticket-reopened-by-resident = Opened again: the resident wrote.
ticket-assigned = Assigned to { $value }.
ticket-unassigned = Assigned to nobody.
ticket-topic-changed = New kind: { $value }.
ticket-rated = The resident's rating: { $value } of 5.
ticket-delivery-planned = The answer is on its way.
ticket-delivery-sent = The answer was delivered.
ticket-delivery-mailed = The chat can't be reached (the bot is blocked). The answer went out by e-mail.
ticket-delivery-blocked = The answer was NOT delivered: the bot is blocked, and there is no confirmed address.
ticket-delivery-unmailed = The answer was NOT delivered: the chat can't be reached (the bot is blocked), and the mail to the resident's address was refused. Please call.
ticket-delivery-failed = The answer was NOT delivered. Send it again, or call.
ticket-delivery-unknown = It is not known whether the answer arrived. Send it again if it matters.

# An answer of support when the chat can't be reached

mail-ticket-subject = Answer to your message no. { $number } ({ $provider })
mail-ticket-heading = Answer to your message no. { $number }
mail-ticket-heading-corrected = Corrected answer to your message no. { $number }
mail-ticket-why = We are answering by e-mail because the chat can no longer be reached. To write in the chat again, open it and press "Start".
mail-ticket-why-reply = We are answering by e-mail because the chat can no longer be reached. You may simply answer this mail. To write in the chat again, open it and press "Start".
mail-ticket-first-subject = A message from { $provider }, matter no. { $number }
mail-ticket-first-heading = A message from { $provider }, matter no. { $number }
mail-ticket-first-heading-corrected = A corrected message from { $provider }, matter no. { $number }
mail-ticket-first-why = We are writing by e-mail because the chat can no longer be reached. To write in the chat again, open it and press "Start".
mail-ticket-first-why-reply = We are writing by e-mail because the chat can no longer be reached. You may simply answer this mail. To write in the chat again, open it and press "Start".
mail-ticket-line = ----- Please write your answer above this line -----
mail-ticket-footer = Sent by hišnik, a chat bot ({ $provider }). Support reads your answer.
mail-ticket-left-out = Files too big for e-mail: { $names }. You will find them in the chat.

# A resident's message for the provider

mail-support-subject = [#{ $number }] { $topic }: { $beginning }
mail-support-subject-short = [#{ $number }] { $topic }
mail-support-heading-new = New ticket no. { $number }
mail-support-heading-more = New message, ticket no. { $number }
mail-support-heading-edit = Corrected message, ticket no. { $number }
mail-support-files-only = There are files, and no text.
mail-support-left-out = Files too big for e-mail, or not to be had just now (they are in the console): { $names }
mail-support-console = Open in the console
mail-support-how = Answer this mail and the resident gets your answer in the chat. Answer from this address, or from the one you log in to the console with. An answer that begins with // is a note: the resident doesn't see it.
mail-support-footer = Sent by hišnik, a chat bot ({ $provider }).

# An answer by mail came without some of its files

mail-refused-files-subject = Re: [#{ $number }] some files were not taken
mail-refused-files-heading = Your message was taken, some of its files were not
mail-refused-files-why-file_too_big = { $name }: more than 20 MB
mail-refused-files-why-file_type_refused = { $name }: files of this type are not taken
mail-refused-files-why-file_broken = { $name }: the file is broken
mail-refused-files-why-file_empty = { $name }: the file is empty
mail-refused-files-why-too_many_files = { $name }: too many files
mail-refused-files-next = Pictures, PDF, Office documents, sound and video are taken. Send them again in another form if they matter.

# What the sender of a refused mail is told (what is not ASCII loses its marks: SMTP wants it so)

mail-in-address_unknown = This reply address is not valid. Answer the last mail that you got from us.
mail-in-sender_unknown = An answer from this address can't be taken. Write from the address to which our mail came.
mail-in-ticket_closed = The ticket is closed and your answer was not sent. Open it again in the console (or by /open in the group) and answer once more.
mail-in-ticket_over = The ticket was closed more than 14 days ago. For a new question write to us in the chat.
mail-in-message_empty = The message is empty. Write your answer above the quoted text.
mail-in-message_too_long = The message is too long: at most 8000 characters. Send a longer text as a PDF.
mail-in-files_refused = None of the files could be taken, and there was no text. Pictures, PDF and Office documents up to 20 MB are taken.
mail-in-mail_too_big = The mail is too big: at most 30 MB, and 20 MB a file.
mail-in-mail_broken = The mail can't be read.
