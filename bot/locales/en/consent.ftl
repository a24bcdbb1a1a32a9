gate-give-consent = Before I show personal data I need your consent; I have kept your request.
menu-give-consent = Terms of use
menu-manage-consent = My consents
menu-marketing = News
menu-withdraw-consent = Withdraw consent
sample-manage-consent = "Show my consents"
consent-title = Consent
consent-ask-terms = { $text }

    Version of this text: { $version }. Do you agree?
consent-agree = I agree
consent-disagree = I do not agree
consent-unclear = Please choose "I agree" or "I do not agree".
consent-given = Thank you, your consent is recorded. You can withdraw it at any time; write "my consents".
consent-already = You have already agreed to the current terms.
consent-not-given = You haven't given consent, so there is nothing to withdraw.
consent-declined = I understand. Without consent I don't show your data and don't store anything. You can still ask general questions; for everything else, please contact the provider's office.
consent-read-again = Read the terms
consent-ask-marketing = { $text }

    This is optional and doesn't affect anything else.
consent-marketing-yes = Yes, keep me posted
consent-marketing-no = No, thanks
consent-marketing-stop = Stop sending me news
consent-marketing-on = All right, we'll keep you posted. You can opt out at any time; write "my consents".
consent-marketing-off = All right, we won't send you news. What would you like to do?
consent-manage-title = Your consents
consent-purpose-terms = Terms of use
consent-purpose-marketing = News
consent-action-given = given
consent-action-declined = declined
consent-action-withdrawn = withdrawn
consent-line = { $purpose }: { $done } { $at } (version { $version })
consent-line-none = { $purpose }: not answered yet
consent-withdraw-terms = Withdraw consent
consent-ask-withdraw = If you withdraw your consent, I won't show you personal data any more. Readings already handed in and invoices stay with the provider. You can give consent again at any time. Withdraw it?
consent-withdraw-yes = Yes, withdraw
consent-kept = All right, your consent stays.
consent-withdrawn = Your consent is withdrawn, and that is recorded.
