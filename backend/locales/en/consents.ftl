# The wording that a consent act records. A change of meaning needs a new version in backend/consents/texts.py.

consent-terms = Terms of use and privacy notice

    You are talking to a bot, not to a person. The controller of the data is the company whose account you link; the chat shows you its address and phone number at any time.

    What we process: name and address from the contract, payer code, metering points, meters and readings, invoices, your e-mail address, your phone number (if you enter it) and the conversation.

    Why: so that you can hand in readings, see your consumption and invoices, and get receipts in the chat. The bases are your consent and the supply contract (GDPR Article 6(1)(a) and (b)). We do not sell data. If you write through Telegram, it carries the messages, too.

    How long: the chat's data until you withdraw consent or remove the account; invoices for 10 years, as tax law requires.

    Your rights: access, correction, erasure, restriction, portability and objection, and a complaint to the Slovenian Information Commissioner (ip-rs.si). You get an answer within one month. You can withdraw consent at any time here in the chat, with no effect on your supply; withdrawal does not apply to the past. Without consent we cannot show you personal data in the chat.

consent-marketing = News and offers (optional)

    May the company whose account you linked send news and offers about its services to this chat and to your e-mail address? Only your contact and language are used for this (GDPR Article 6(1)(a)), until you withdraw. You can withdraw at any time here in the chat. If you decline, everything else works the same.
