# What the Telegram channel itself says
telegram-short-description = I am the bot of your utility or building manager: readings, consumption, invoices.
telegram-description =
    Hello, I am hišnik, the bot of your utility or building manager. Here you hand in meter readings, see your consumption and get invoices with a payment QR code. Start with the button below.
telegram-later = The system is not responding right now. Your message is not lost; I will answer as soon as the system is back.
telegram-file-failed = I can't prepare the file right now. Please try again in a few minutes.
telegram-refused = Part of my answer could not be sent. Please try again, or contact your provider.
