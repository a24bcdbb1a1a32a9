demo-title = hišnik: try it
demo-lead = A conversational assistant for meter readings, consumption and invoices. Connect a sample bill and try the whole visit.
demo-chat = Chat
demo-bills = Sample bills
demo-bills-lead = Click a code to put it into the chat.
demo-payer-code = Payer code
demo-invoice-number = Invoice number
demo-password = Password
demo-code-only = This provider asks for nothing else.
demo-try = Then try
demo-mailbox = Mailbox
demo-mailbox-empty = The mail with the code and the receipts arrive here. Give any address when asked, such as janez@primer.si.
demo-to = To:
demo-copied = Put into the chat
demo-telegram = Telegram
demo-telegram-how = Make a bot with @BotFather, then run: TELEGRAM_TOKEN=… make demo
demo-telegram-on = The bot can be reached in Telegram, too.
