# The staff's console at /staff.

staff-console = staff console
staff-home = To the start
staff-skip = To the content
staff-nav = Main menu
staff-nav-queue = Conversations
staff-nav-canned = Ready answers
staff-nav-office = Office hours
staff-nav-audit = Audit log
staff-nav-account = My account
staff-save = Save
staff-change = Change
staff-delete = Delete
staff-cancel = Cancel
staff-logout = Log out

# login
staff-login-heading = Log in
staff-login-email = E-mail address
staff-login-password = Password
staff-login-button = Continue
staff-login-help = Forgotten your password? The person who runs hišnik in your company sets a new one.
staff-login-wrong = The address or the password is not right. After several wrong attempts the login is locked for a while, for the right password, too.
staff-login-again = Please log in again: wrong codes ended the last attempt. After several wrong attempts the account is locked for a while.
staff-login-stale = The page was open for too long. Please try once more.
staff-code-heading = Now the code
staff-code-text = Open your authenticator app and copy the code for hišnik.
staff-code-label = Six-digit code
staff-code-button = Log in
staff-code-help = Lost the phone with your codes? The person who runs hišnik lets you set them up anew.
staff-code-other = Back to the login
staff-code-wrong = The code is not right, or it was used already. Wait for the next one and try again.
staff-setup-heading = Set up login codes
staff-setup-text = Besides the password you will be asked for a code from your phone. You set this up only once.
staff-setup-scan = In an authenticator app (such as Aegis, Google Authenticator or 2FAS), add an account and scan:
staff-setup-qr = QR code for the app; the same is written below as text
staff-setup-typed = Can't scan? Type this key, or
staff-setup-open = open it in the app
staff-setup-code = Copy the code that the app shows:
staff-out-heading = You are logged out
staff-out-text = Thank you, and goodbye.
staff-onward = Opening the console …
staff-onward-button = Open

# errors
staff-error-heading = That didn't work
staff-error-not-found = There is no such page, or it is not your company's.
staff-error-forged = The form didn't come from this page, or you logged in anew meanwhile. Go back and try once more.
staff-error-malformed = The form is not filled in as it has to be. Go back and try once more.
staff-error-other = That can't be done now. Go back and try once more.

# queue
staff-queue-heading = Conversations
staff-queue-states = State of conversations
staff-state-open-many = Waiting for us
staff-state-answered-many = Answered
staff-state-closed-many = Closed
staff-state-all = All
staff-state-open = waits for us
staff-state-answered = answered
staff-state-closed = closed
staff-queue-search = Search
staff-queue-search-hint = number, name, payer code or words
staff-queue-whose = Assigned to
staff-queue-anyones = anyone
staff-queue-mine = me ({ $number })
staff-queue-nobodys = nobody ({ $number })
staff-queue-every-topic = every topic
staff-queue-clear = Show all
staff-queue-you = We:
staff-queue-file = · with a file
staff-queue-more = Next conversations
staff-queue-keys = Keys: j and k through the rows, Enter opens, / searches.
staff-queue-empty = Nobody waits for an answer
staff-queue-none = No conversations here yet
staff-queue-empty-text = When a resident writes to support, the conversation will be here.
staff-queue-nothing = There are no such conversations
staff-waits-minutes = { $number ->
    [one] waits { $number } minute
   *[other] waits { $number } minutes
  }
staff-waits-hours = { $number ->
    [one] waits { $number } hour
   *[other] waits { $number } hours
  }
staff-waits-days = { $number ->
    [one] waits { $number } day
   *[other] waits { $number } days
  }
staff-urgent = Urgent: fault
staff-undelivered = not delivered
staff-unassigned = unassigned
staff-rated = rated { $stars } of 5
staff-topic = Topic

# conversation
staff-ticket = Conversation #{ $number }
staff-ticket-back = ‹ All conversations
staff-thread = Messages, oldest first
staff-note-of = { $name }, note
staff-note-only = the resident doesn't see it
staff-fresh = new
staff-via-telegram = Telegram
staff-via-web = web chat
staff-via-terminal = terminal
staff-via-demo = demo
staff-via-group = from the group
staff-via-console = from the console
staff-via-mail = by e-mail
staff-edited = { $number ->
    [one] Edited, { $number } earlier text
   *[other] Edited, { $number } earlier texts
  }
staff-edited-until = until { $at }
staff-delivery-planned = on its way
staff-delivery-sent = delivered
staff-delivery-mailed = the chat can't be reached, sent by e-mail
staff-delivery-blocked = not delivered: the resident blocked the bot and has no confirmed address
staff-delivery-unmailed = not delivered: the resident blocked the bot, and the mail was refused; phone
staff-delivery-failed = not delivered: send again or phone
staff-delivery-unknown = it is not known whether it arrived
staff-who = Who writes
staff-who-name = Payer
staff-who-code = Code
staff-who-address = Address
staff-who-says = Says to be
staff-who-not-linked = Not linked. We don't know whether they are who they say: tell them nothing about invoices or use.
staff-speaks-sl = Slovenian
staff-speaks-en = English
staff-unread = no reading yet
staff-acts = Conversation
staff-assigned-to = Assigned to
staff-nobody = nobody
staff-assign = Assign
staff-assign-me = Take it
staff-topic-change = Change
staff-close = Close the conversation
staff-close-hint = The resident is asked how it went. Writing again within 14 days opens it again.
staff-reopen = Open again

# answering
staff-answer-heading = Answer
staff-answer-closed-heading = The conversation is closed
staff-answer-closed-text = An answer opens it again. A note can be added while it is closed, too.
staff-answer-label = Message to the resident
staff-answer-hint = Ctrl+Enter sends, too.
staff-answer-files-label = { $most ->
    [one] Attachments (at most { $most } file of up to 20 MB)
   *[other] Attachments (at most { $most } files of up to 20 MB)
  }
staff-answer-send = Send
staff-answer-reopen = Open again and send
staff-answer-empty = Write an answer, or attach a file.
staff-answer-long = The answer is too long: at most { $longest } characters.
staff-answer-files = The answer is not sent yet: some attachments were not taken. Add others, or send it without them.
staff-answer-too-many = Too many attachments: at most { $most }.
staff-answer-closed = Somebody closed the conversation meanwhile, so the answer is not sent yet. Your text is below: you can send it and open the conversation again.
staff-answer-meanwhile = Something new came in the meantime, so the answer is not sent yet. Read what is new in the conversation above, and send once more.
staff-file-refused = “{ $name }” is not attached.
staff-file-file-too-big = It is bigger than 20 MB.
staff-file-file-type-refused = Files of this type are not sent: attach a picture, a PDF, a document or a recording.
staff-file-file-broken = The file is broken.
staff-file-file-empty = The file is empty.
staff-file-more-files = A message has 10 at most.
staff-error-file-too-big = The attachments are too big together. Go back and send fewer files at once.
staff-error-file-unknown = The attachment is not there any more. Go back and add it once more.
staff-error-colleague-unknown = This colleague has no access any more. Go back and choose another.
staff-note-heading = Note for colleagues
staff-note-label = Note
staff-note-save = Save the note
staff-note-empty = Write a note.
staff-note-long = The note is too long: at most { $longest } characters.
staff-done-answered = The answer is stored and on its way. Below it you see whether it arrived.
staff-done-noted = The note is saved.
staff-done-closed = The conversation is closed.
staff-done-reopened = The conversation is open again.
staff-done-assigned = Saved who it is assigned to.
staff-done-topic = The topic is saved.
staff-done-started = The conversation is open, the message is on its way.

# a new conversation
staff-new-heading = New conversation
staff-new-text = You can write to residents who linked their account with your company in hišnik and agreed to the terms.
staff-new-search = Payer code or name
staff-new-find = Find
staff-new-none = Nobody found
staff-new-short = Type three characters at least
staff-new-none-text = Only those are found who linked their account in hišnik and agreed to the terms.
staff-new-many = { $most ->
    [one] The first { $most } is shown. Type a more exact name.
   *[other] The first { $most } are shown. Type a more exact name.
  }
staff-new-unreachable = chat can't be reached
staff-new-other = ‹ Find another resident
staff-new-to = To: { $name }
staff-new-message = First message
staff-new-by-mail = The chat can't be reached. The message will go by e-mail.
staff-new-blocked = The chat can't be reached and there is no address: the message won't arrive. Phone, or write by post.

# ready answers
staff-canned-heading = Ready answers
staff-canned-text = Texts that you send often. In a conversation you insert them and change them before sending; in the group you send them by name.
staff-canned-choose = Ready answer …
staff-canned-insert = Insert
staff-canned-new = New answer
staff-canned-change = Change the answer
staff-canned-change-this = Change the answer { $name }
staff-canned-delete-this = Delete the answer { $name }
staff-canned-shortcut = Name
staff-canned-rule = One word, such as: instalments.
staff-canned-sl = Slovenian text
staff-canned-en = English text (optional)
staff-canned-none = No ready answers yet
staff-canned-none-text = Add the first one, such as for office hours or paying in instalments.
staff-canned-invalid = The name is one word (letters, digits, hyphen; up to 40). The Slovenian text is needed, at most { $longest } characters.
staff-canned-taken = There is an answer with this name already. Choose another name, or change that one.

# office hours
staff-office-heading = Office hours
staff-office-week = A usual week
staff-office-week-text = Usual hours are loaded with the company's data by the person who runs hišnik. Holidays are closed.
staff-office-open = open now
staff-office-closed-now = closed now
staff-office-closed = closed
staff-day-0 = Monday
staff-day-1 = Tuesday
staff-day-2 = Wednesday
staff-day-3 = Thursday
staff-day-4 = Friday
staff-day-5 = Saturday
staff-day-6 = Sunday
staff-office-days = Days that differ
staff-office-days-text = By them hišnik tells whether you are open and when an answer may be expected. They beat the usual week and holidays.
staff-office-none = None.
staff-office-add = Add a day
staff-office-opens = From
staff-office-closes = To
staff-office-times = Without times the day is closed. For split hours add the day twice.
staff-office-note = Reason (optional)
staff-office-add-button = Add
staff-office-delete = Delete { $day }
staff-office-past = This day is over. Choose today or a later one.
staff-office-hours-invalid = Type both times, the first before the second, or none.
staff-office-taken = This day is closed already, or the hours overlap. Delete the earlier entry first.
staff-office-day-invalid = Type a day such as 24. 12. 2026, and times such as 8:00 and 12:00.
staff-group-heading = Group in Telegram
staff-group-set = Conversations are in your group, too:
staff-group-none = No group is set: you answer here and by e-mail.
staff-group-how = The person who runs hišnik sets the group with the command:

# account
staff-account-provider = Company
staff-account-language = Language
staff-account-help = Name, address and login codes are changed by the person who runs hišnik in your company.
staff-account-password = Change the password
staff-account-present = Present password
staff-account-new = New password
staff-account-repeat = New password once more
staff-account-rule = { $shortest ->
    [one] At least { $shortest } character.
   *[other] At least { $shortest } characters.
  } Best are several words that you remember.
staff-account-change = Change the password
staff-account-wrong = The present password is not right.
staff-account-repeated = The new passwords differ.
staff-account-unfit = { $shortest ->
    [one] The new password needs at least { $shortest } character
   *[other] The new password needs at least { $shortest } characters
  } and must not be your e-mail address.
staff-account-password-done = The password is changed. All other logins have ended.
staff-logins = Where you are logged in
staff-logins-text = A login lasts 10 hours at most, and ends by itself after 30 idle minutes.
staff-logins-since = Since { $at }
staff-logins-seen = last active { $at }
staff-logins-this = This browser
staff-logins-end = End
staff-logins-end-this = End the login since { $at }

# audit log
staff-audit-heading = Audit log
staff-audit-text = Who opened personal data or did something, and when. Entries can't be changed.
staff-audit-person = Who
staff-audit-everyone = Everyone
staff-audit-day = Day
staff-audit-show = Show
staff-audit-all = All entries
staff-audit-at = When
staff-audit-what = What
staff-audit-subject = On what
staff-audit-none = No entries
staff-audit-older = Older entries
staff-audit-login = login
staff-audit-logout = logout
staff-audit-locked = account locked after wrong attempts
staff-audit-totp-set-up = login codes set up
staff-audit-password-changed = password changed
staff-audit-session-ended = login ended
staff-audit-staff-added = staff account added
staff-audit-staff-disabled = staff account deactivated
staff-audit-staff-enabled = staff account activated
staff-audit-staff-reset = password or codes reset
staff-audit-queue = conversations listed
staff-audit-search = search in conversations
staff-audit-ticket-opened = conversation opened to read
staff-audit-file-opened = attachment opened
staff-audit-person-search = search for a person
staff-audit-person-opened = person opened
staff-audit-answered = answer
staff-audit-noted = note
staff-audit-assigned = assigned
staff-audit-topic-changed = topic changed
staff-audit-ticket-closed = conversation closed
staff-audit-ticket-reopened = conversation opened again
staff-audit-started = new conversation
staff-audit-canned-added = ready answer added
staff-audit-canned-changed = ready answer changed
staff-audit-canned-deleted = ready answer deleted
staff-audit-office-day-added = special day added
staff-audit-office-day-deleted = special day deleted
staff-audit-group-set = Telegram group set
staff-subject-staff = staff member { $id }
staff-subject-ticket = conversation { $id }
staff-subject-file = attachment { $id }
staff-subject-link = linked account { $id }
staff-subject-canned = ready answer { $id }
staff-subject-office = special day { $id }
staff-subject-group = Telegram group
staff-subject-provider = all linked residents
staff-subject-queue = { $id ->
    [open] conversations that wait
    [answered] answered conversations
    [closed] closed conversations
   *[all] all conversations
  }
