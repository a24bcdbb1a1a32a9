# The conversation of the web page goes on in Telegram

handover-done = The conversation from the website goes on here. Answers from support will come to this chat; you can still write on the website.
    If you did not open the link yourself, press “Disconnect this chat”.
handover-again = This chat is already connected with the conversation from the website. What would you like to do?
handover-part = Disconnect this chat
handover-left = This chat is no longer connected with the conversation from the website. You start afresh here.
handover-how = On the website, press “Continue in Telegram” at the top of the conversation, and open the link or the QR code. Where there is no such button, it is not available.
handover-button = Continue in Telegram
handover-title = Continue in Telegram
handover-text = Open the link, or scan the QR code with your phone, and press “Start” in Telegram. Answers from support will come there from then on.
handover-open = Open Telegram
handover-qr = QR code of the link to Telegram
handover-valid = The link works for { $minutes } minutes and only once. Do not send it to others.
handover-failed = The link cannot be made right now. Please try again in a few minutes.
handover-close = Close

menu-carry-over = Go on in Telegram
menu-leave-handover = Disconnect this chat
