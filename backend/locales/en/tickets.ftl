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
ticket-answer-of = Answer: { $name } ({ $via })
ticket-note-of = Note: { $name } ({ $via })
ticket-via-console = console
ticket-via-mail = e-mail
ticket-via-group = group
ticket-closed = Closed ({ $by }).
ticket-reopened = { $by ->
    [""] Opened again: the resident wrote.
   *[other] Opened again ({ $by }).
  }
ticket-assigned = Assigned to { $value }.
ticket-unassigned = Assigned to nobody.
ticket-topic-changed = New kind: { $value }.
ticket-rated = The resident's rating: { $value } of 5.
ticket-delivery-planned = The answer is on its way.
ticket-delivery-sent = The answer was delivered.
ticket-delivery-mailed = The chat can't be reached (the bot is blocked). The answer went out by e-mail.
ticket-delivery-blocked = The answer was NOT delivered: the bot is blocked, and there is no confirmed address.
ticket-delivery-failed = The answer was NOT delivered. Send it again, or call.
ticket-delivery-unknown = It is not known whether the answer arrived. Send it again if it matters.

# An answer of support when the chat can't be reached

mail-ticket-subject = Answer to your message no. { $number } ({ $provider })
mail-ticket-heading = Answer to your message no. { $number }
mail-ticket-heading-corrected = Corrected answer to your message no. { $number }
mail-ticket-why = We are answering by e-mail because the chat can no longer be reached. To write in the chat again, open it and press "Start".
