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
error-email-invalid = That isn't a valid e-mail address. Please write it as name@example.com.
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
