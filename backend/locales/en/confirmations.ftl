# The page behind the mailed link.

confirmations-ask-heading = Confirm your e-mail address
confirmations-ask-text = Press the button and your e-mail address is confirmed.
confirmations-button = Confirm address
confirmations-done-heading = Your address is confirmed
confirmations-done-text = Thank you. Go back to the chat and carry on where you left off.
confirmations-expired-heading = This link is no longer valid
confirmations-expired-text = It is valid for 15 minutes, and a newer mail replaces an older one. Go back to the chat and ask for a new code.
confirmations-unknown-heading = Unknown link
confirmations-unknown-text = Please open the link in the newest mail, or ask for a new code in the chat.
confirmations-back = Back to the chat
