# Shared buttons and answers.
yes = Yes
no = No
no-stay = No, stay here
cancel = Cancel
back = Back
help-button = Help
go-on = Continue
menu-title = What would you like to do?
payer-title = { $street } ({ $code })

# Unexpected.
text-empty = The message is empty. Write what you need, or choose a button.
text-too-long = I can't read a message that long. Please say it in a sentence or two.
text-no-words = I can't read that. Please use words, such as "reading 1834" or "latest invoice".
command-unknown = I don't know that command. Write /help or choose a button.
button-stale = This button no longer works.
not-understood = Sorry, I didn't understand that. Here is what you can do now; to reach a person, write "contact".
did-you-mean = I'm not sure which of these you mean:
answer-yes-no = Please answer "yes" or "no".
groups-refused = I don't answer in groups, because this is about personal data. Please write to me in a private chat.
sent-photo = I can't read pictures yet. Please write it in words.
sent-document = I can't read files yet. Please write it in words.
sent-voice = I don't understand voice messages. Please write it in words.
sent-audio = I don't understand recordings. Please write it in words.
sent-video = I can't watch videos. Please write it in words.
sent-sticker = Nice sticker! But I can only answer words.
sent-location = I don't need a location. Please write what you need.
sent-contact = I don't need a contact. You can enter your phone number in your profile.
sent-other = I can't read that. Please write it in words.

# Forms.
form-cancelled = Cancelled; nothing was saved.
form-help = Answer the question or choose a button. "Back" takes you to the question before, "cancel" ends this. You can also ask something else in between.
form-left = What you were entering before is cancelled.
one-by-one = Let us do one after the other: first “{ $first }”, then “{ $then }”.
form-leave = Start "{ $wish }"? What you are entering now will be cancelled.

# The backend can't be reached.
backend-down = I can't reach the data right now. I have kept your message and will answer as soon as possible.
turn-failed = Something went wrong on our side; the error has been recorded. Please try again.
