# What the backend refuses: error-<code>.
error-text = I can't do that right now. Please try later or contact the provider's office.
error-not-found = There is no such thing (any more).
error-invalid = That isn't in the right form. Please check it and try again.
error-link-refused = The details don't match. Please check the payer code and the second detail from the bill, and enter both again.
error-link-locked = Too many attempts. Linking is locked for safety; please try again in an hour.
error-locked = Too many attempts. Please try again in an hour.
error-already-linked = This payer code is already linked to your chat.
error-already-linked-elsewhere = This payer code is already linked elsewhere. The provider allows one access; please contact its office for help.
error-payload-invalid = This link isn't valid.
error-not-linked = This account isn't linked (any more).
error-email-unconfirmed = Please confirm your e-mail address first.
error-consent-missing = I need your consent to the terms first.
error-consent-outdated = The terms have changed in the meantime. Please read the new text.
error-email-invalid = I can't use this e-mail address. Please check that it looks like name@example.com and has no letters such as č, š or ž before the @; otherwise enter another one.
error-email-taken = I can't use this e-mail address. Please enter another one.
error-too-many-mails = We have sent too many mails in the last hour. Check your spam folder too, and try again in an hour.
error-code-wrong = { $tries_left ->
    [0] That code is wrong and there are no tries left. Ask for a new code.
    [one] That code is wrong. You have { $tries_left } try left.
   *[other] That code is wrong. You have { $tries_left } tries left.
}
error-code-expired = The code has expired; it is valid for 15 minutes. Ask for a new code.
error-code-used-up = After five wrong tries this code no longer works. Ask for a new code.
error-no-confirmation = No code is waiting to be confirmed. Ask for a new code.
error-phone-invalid = That isn't a valid phone number. Write it as 041 234 567 or +386 41 234 567, for example.
error-refused = I can't do that right now. Type "help" and choose what you need.
error-forbidden = I can't do that yet. Please link your account first: type "link account".
error-malformed = { error-invalid }
error-unauthorised = { error-text }
error-idempotency-key-missing = { error-text }
error-idempotency-key-reused = { error-text }
error-not-yours = { error-text }
error-purpose-mismatch = { error-text }
error-resident-unknown = I can't find your chat any more. Please start again: type /start.
error-chat-unknown = I do not know this chat yet. Please start again: type /start.
error-provider-unknown = I don't know this provider. Type "link account" and choose one from the list.
error-invoice-not-found = You have no such invoice. Check its number, or type "invoices" and choose from the list.
error-nothing-to-pay = There is nothing to pay on this invoice. To see what is still open, type "open items".
error-period-invalid = I can't show consumption for this period. Write, for example, "consumption for the last 12 months" or "consumption from March to May".
error-no-consumption = Your metering point has no meter, so there is no consumption to show. The amounts are on your invoices: type "invoices".
error-meter-unknown = You have no such meter. Check its number: type "my meters".
error-meter-twice = You gave two readings for meter { $serial }. Please write only the right one.
error-reading-refused = { $refusal ->
    [negative] The reading of meter { $serial } can't be negative. Write it without the minus sign.
    [too_many_digits] Meter { $serial } doesn't have that many digits. Check the number and write it again.
    [lower_than_last] The reading of meter { $serial } is lower than the last one. Check the meter and write the reading again.
    [window_closed] A reading of meter { $serial } can't be handed in right now. To learn when it can, type "reading deadline".
    [no_window] There is no need to hand in readings of meter { $serial }.
    [already_read] A reading of meter { $serial } was already handed in for this period. If it is wrong, type "correct reading".
    [meter_removed] Meter { $serial } was replaced. Please hand in the reading of the new meter.
   *[other] The reading of meter { $serial } was not stored. Check it and write it again.
  }
error-doubts-unconfirmed = { $doubt ->
    [too_high] The consumption on meter { $serial } would be unusually high, so the reading isn't stored yet. Check the meter and hand in the reading again.
    [rolled_over] The reading of meter { $serial } is lower than the last one, so it isn't stored yet. Check whether the meter has turned over to zero, and hand in the reading again.
    [unchanged] The reading of meter { $serial } is the same as last time, so it isn't stored yet. Check the meter and hand in the reading again.
   *[other] The reading of meter { $serial } isn't stored yet. Check the meter and hand in the reading again.
  }
error-reading-unknown = This reading is no longer there. To see what is stored, type "my readings".
error-reading-not-yours = You didn't hand in this reading, so you can't withdraw it. If it is wrong, please contact the office: type "contact".
error-window-closed = The deadline has passed, so the reading can't be changed any more. If it is wrong, please contact the office: type "contact".
error-nothing-to-remind = There is nothing to submit at the moment, so no reminder is needed.

# Files that residents send.
error-file-too-big = This file is too large: up to { $megabytes } MB can be sent. Please try a smaller one, or a photo of it.
error-file-type-refused = I can't take this kind of file. Please send a photo, a PDF, a document (docx, xlsx, odt), a voice message or a video (mp4).
error-file-broken = I can't open this file: it is damaged, incomplete or too large in size. Please send it again, or a photo of it.
error-file-empty = This file is empty. Please check it and send it again.
error-file-gone = I can't fetch that file any more. Please send it again.
error-too-many-files = { $files ->
    [one] You can send { $files } file a day. Please send the others tomorrow.
   *[other] You can send { $files } files a day. Please send the others tomorrow.
}

# Conversations with support.
error-ticket-unknown = I can't find that matter. Write "my messages" to see yours.
error-ticket-over = That matter was closed more than 14 days ago. Please describe your question again, and I will open a new one.
error-ticket-closed = Matter { $number } is closed. Open it again before you answer: /open
error-message-empty = The message is empty. Please write something, or send a file.
error-message-unknown = I can't find that message. Please write it once more.
error-file-unknown = I can't find that file any more. Please send it again.
error-colleague-unknown = There is no such colleague. Give the beginning of the name, or the address: /assign Maja
error-no-staff-group = This provider has no support group.
error-topic-not-yours = Somebody else is preparing the topic.
error-group-unknown = This group belongs to no provider.
error-topic-unknown = There is no such kind. Choose billing, reading, fault, move, data or other.
error-canned-unknown = There is no such ready answer. The list: /odgovori

# Carrying the conversation on in Telegram.
error-handover-unknown = This link does not work (any more). Press “Continue in Telegram” on the website again, or just write here.
error-handover-late = The link has expired; it works for 10 minutes. Press “Continue in Telegram” on the website again, or just write here.
error-handover-used = This link was already used in another chat. If that was not you, press “Continue in Telegram” on the website again, or just write here.
error-chat-occupied = You already have an account or messages of your own in this chat. To keep data apart, the conversation from the website is not brought here: go on with it on the website, or write to support right here.
error-nothing-to-part = This chat is not connected with any other conversation.
