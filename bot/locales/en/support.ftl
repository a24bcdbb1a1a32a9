# A person's help, matters and faults

menu-contact-support = Talk to a person
menu-report-fault = Report a fault
menu-show-messages = My messages
menu-write-on = Go on writing
menu-rate-ticket = Rating
menu-offer-support = Send to support
menu-correct-message = Correct a message
menu-dispute = Dispute
menu-request-account = I have no data for linking
sample-contact-support = I'd like to talk to a person
sample-report-fault = there is a water leak
sample-show-messages = my messages
support-topic-billing = bill
support-topic-reading = reading
support-topic-fault = fault
support-topic-move = moving
support-topic-data = data
support-topic-other = other
support-matter = no. { $number } ({ $topic })
support-about-invoice = It is about invoice { $label }.
support-about-reading = It is about the reading: { $label }.

# The beginning
support-ask-provider = To whom would you like to write?
support-ask-matter = Shall we go on with an earlier matter, or begin a new one?
support-continue = Go on with { $matter }
support-new = New matter
support-ask-topic = What is it about? Choose, or just write. A person reads it, and the answer comes into this chat.
support-direct = You can reach them directly, too:
support-ask-words = Write what you would like to know. You can also send a photo, a document or a voice message.
support-ask-words-fault = Describe the fault: where it is and what is happening. You can also send a photo.
support-ask-words-about = What is not right? This will be attached: { $label }. You can also send a photo or a document.
support-notice = Your message and your name in the chat go to { $provider }, who will use them only to answer you.
support-held = I have this, and will send it together with the rest.
support-will-send = I will send: "{ $text }"
support-will-send-files = { $files ->
    [one] I will send { $files } file.
   *[other] I will send { $files } files.
}
support-send = Send
support-write = Write to support
support-write-else = I'd like to ask something else
support-too-many = { $most ->
    [one] I can hold { $most } file at once. Please send what is here first.
   *[other] I can hold { $most } files at once. Please send what is here first.
}
support-not-sendable = I can't send this to support. Please use words, or send a photo or a document.
support-kept-gone = This was sent already, or I no longer have it. You can write again if you like.
help-support = Choose what it is about, or just write your message. "Back" takes you one question back, "cancel" ends it; nothing will be sent.

# The open conversation
support-writing = You are writing to support, matter { $matter }. All that you write or send goes on to them.
support-writing-over = Matter { $matter } was closed long ago. What you write opens a new one on the same topic.
support-opened = Sent. { $provider }: your matter is { $matter }.
support-sent = Sent: { $matter }.
support-reopened = Sent. Matter { $matter } is open again.
support-over = Matter no. { $number } was closed long ago, so a new one is open.
support-urgent = 🚨 If it is urgent, call { $phone }.
support-away = Nobody is in the office now. They will be back on { $at }.
support-expected = Expect an answer by { $at }.
support-more = You can add more, or send files.
support-end = Finish
support-ended = The conversation is over. The answer to matter { $matter } will come into this chat; you will find it among your messages, too.
support-write-on = Write more
support-answer = Reply
help-writing = All that you write or send goes to support. Commands and buttons work as always. "Finish" ends the conversation.
support-edited = Your correction was sent: { $matter }.
support-edit-held = Corrected.

# What comes unasked
support-offer-photo = I can't read pictures. Shall I send it to support? For anything else, please use words.
support-offer-document = I can't read files. Shall I send it to support? For anything else, please use words.
support-offer-voice = I don't understand voice messages. Shall I send it to support? For anything else, please use words.
support-offer-audio = I don't understand recordings. Shall I send it to support? For anything else, please use words.
support-offer-video = I can't watch videos. Shall I send it to support? For anything else, please use words.
support-offer-text = I didn't understand that. Would you like to send it to support?
support-offer-long = I can't read such a long message. Would you like to send it to support? Otherwise please say it in a sentence or two.
support-send-it = Send to support
support-send-to = Send to { $matter }
support-send-new = Send as a new matter
support-dont = Don't send
support-dropped = All right, nothing was sent.

# A fault
support-fault-emergency = 🚨 Report the fault by phone: { $phone }. If water is leaking, close the main valve first.
support-fault = 🚨 Report the fault by phone. If water is leaking, close the main valve first. In danger, call 112.
support-fault-write = You can also describe the fault here, by day and by night.
support-fault-button = Describe the fault

# A reading or an invoice that isn't right
support-dispute-invoice = I dispute this invoice
support-dispute-reading = This reading is wrong
support-dispute-which = Which reading is wrong?
support-dispute-choose = Please choose the reading by its button.

# My messages
support-messages-none = You have not written to support yet. Write whenever you like; the answer comes into this chat.
support-state-open = waiting for an answer
support-state-answered = answered
support-state-closed = closed
support-only-files = (files only)
support-head = { $provider } · { $state }
support-said = { $who }, { $at }:
support-you = You
support-staff = Support
support-changed = corrected
support-older = Older
support-newer = Newer
support-show-files = { $files ->
    [one] Show the attachment
   *[other] Show { $files } attachments
}
support-all = All messages
support-star = ⭐ { $stars }
support-rated = { $stars ->
    [one] Thank you for your rating ({ $stars } star): { $matter }.
   *[other] Thank you for your rating ({ $stars } stars): { $matter }.
}
push-ticket-answered = { $name } answers (no. { $number }):
push-ticket-corrected = { $name } corrects an answer (no. { $number }):
push-ticket-first = A message from { $provider }, matter no. { $number } ({ $name }):
push-ticket-first-corrected = A corrected message from { $provider }, matter no. { $number } ({ $name }):
push-ticket-closed = Matter no. { $number } is closed. How did we do? If anything is left, just write more within 14 days.

# An account that can't be linked
account-offer = If you have no bill or code, a person can find your account. They need your name and address.
account-why = { $provider } will look for your account. What you enter is used for that alone.
account-ask-name = Write the payer's first name and surname.
account-name-format = Please write the first name and the surname, such as Janez Novak.
account-ask-address = Write the address of the flat or house: street, number and town.
account-address-format = Please write the street and the house number, such as Lipova ulica 4, Zgled.
account-ask-point = If you know it, write the number of the metering point or of the meter.
account-point-format = The number of a metering point or meter has digits. If you don't know it, choose "Skip".
account-ask-tax = If you like, write the payer's tax number. You don't have to, but the account is found faster with it.
account-tax-format = This is not a valid tax number: it has eight digits. Please check it, or choose "Skip".
account-skip = Skip
account-sure = All is ready. The request goes to { $provider }.
account-press-send = Choose "Send" or "Cancel".
help-request-account = Answer the questions, so that the provider can find you. "Back" takes you one question back, "cancel" ends it; nothing will be sent.
account-ticket = Request to link an account
account-ticket-name = Name: { $value }
account-ticket-address = Address: { $value }
account-ticket-point = Metering point or meter: { $value }
account-ticket-tax = Tax number: { $value }
