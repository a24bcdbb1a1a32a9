# To staff in their support group.
desk-greeting =
    Hello, this is hišnik. Residents' messages come into this group: each matter into a topic of its own.
    What you write in a topic goes to the resident. Begin a note that stays among you with //. Commands: /help
desk-help =
    What you write in a matter's topic goes to the resident: text, photos, files, voice. An edit arrives as an edit.
    👍 the answer was delivered
    👎 the answer was not delivered
    👌 the note is kept
    // in front: a note that the resident does not see
    /close – close the matter
    /open – open it again
    /assign – take it; /assign Maja – give it to a colleague
    /topic – change its subject
    /odgovori – ready answers
    /odgovor shortcut – send a ready answer
desk-unknown-command = I don't know this command. All commands: /help
desk-not-in-topic = Write this command in a matter's topic.
desk-unchanged = Nothing has changed.
desk-which-topic = What is it about?
desk-topic-billing = Invoice
desk-topic-reading = Reading
desk-topic-fault = Fault
desk-topic-move = Moving
desk-topic-data = Data
desk-topic-other = Other
desk-which-answer = Which answer goes to the resident?
desk-no-answers = There are no ready answers yet. Add them in the console.
desk-answer-which = Name the shortcut, too, for example: /odgovor hvala. The list: /odgovori
desk-sent = Sent to the resident:
    { $text }
desk-kind-refused = This can't be sent to a resident. Send text, a photo, a file or a voice message.
desk-later = The system does not answer at the moment. Your message is not lost; it goes out as soon as the system is back.
desk-anonymous = You are writing anonymously, in the name of the group, so the message was not sent and not stored: of every answer it must be known who wrote it.
    In the group's settings, turn off "Remain anonymous" among your administrator's rights, and send the message again.
desk-as-channel = You are writing in the name of a channel or another group, so the message was not sent and not stored: of every answer it must be known who wrote it.
    Choose your own name beside the field for messages, and send the message again.
desk-press-refused = Only members of the group may do this.
desk-error-ticket-unknown = This topic belongs to no matter. What you write in it reaches nobody.
desk-error-not-stored = The message was not sent. { $why }
desk-added = I am in the group with the number { $group }. To make it the support group, an administrator runs on the server:
    hisnik staff group --provider SLUG --chat { $group }
desk-lacks = To work in this group I lack:
desk-lack-no-forum = the group has no topics: turn them on in its settings (Topics)
desk-lack-no-administrator = I am no administrator: make me one
desk-lack-no-topics = the right "Manage Topics"
desk-lack-no-pinning = the right "Pin Messages" (not needed)
desk-lack-no-deleting = the right "Delete Messages" (not needed)
