# The staff's console at /staff.

staff-console = staff console
staff-home = To the start
staff-skip = To the content
staff-nav = Main menu
staff-nav-queue = Conversations
staff-nav-audit = Audit log
staff-nav-account = My account
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
staff-queue-empty = Nobody waits for an answer
staff-queue-empty-text = When a resident writes to support, the conversation will be here.

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
staff-subject-staff = staff member { $id }
staff-subject-ticket = conversation { $id }
staff-subject-file = attachment { $id }
staff-subject-link = linked account { $id }
