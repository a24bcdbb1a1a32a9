demo-title = hišnik: preizkus
demo-lead = Pogovorni pomočnik za odčitke, porabo in račune. Povežite vzorčni račun in preizkusite cel obisk.
demo-chat = Pogovor
demo-bills = Vzorčni računi
demo-bills-lead = Kliknite šifro: zapiše se v pogovor.
demo-payer-code = Šifra plačnika
demo-invoice-number = Številka računa
demo-password = Geslo
demo-code-only = Ta ponudnik drugega podatka ne zahteva.
demo-try = Potem poskusite
demo-mailbox = Nabiralnik
demo-mailbox-empty = Sem prispejo sporočila s kodo in potrdila. Pri povezovanju vpišite kateri koli e-naslov, na primer janez@primer.si.
demo-to = Za:
demo-copied = Zapisano v pogovor
demo-telegram = Telegram
demo-telegram-how = Ustvarite bota pri @BotFather in zaženite: TELEGRAM_TOKEN=… make demo
demo-telegram-on = Bot je dosegljiv tudi v Telegramu.
