start-new = Hello! I'm hišnik, a chat bot of utilities and building managers – my answers are automatic.
    Here you hand in meter readings, see your consumption and invoices, pay by QR code, and find prices and office hours. To begin, link your account; you need your payer code and your latest bill.
start-again = Welcome back! I'm hišnik, a chat bot. What would you like to do?
start-provider = Hello! I'm hišnik, a chat bot – my answers are automatic. Your provider: { $provider }
    Here you hand in meter readings, see your consumption and invoices, and pay by QR code. To begin, link your account; you need the payer code on your bill.
start-payload-invalid = The link that brought you here isn't valid; you will choose the provider yourself.
greet-again = Hello! What would you like to do?
goodbye = Goodbye! I'm here whenever you need me.
thanks = You're welcome.
help-title = What I can do
help = Write it your own way, for example:
    { $samples }

    "Back", "cancel" and "help" work everywhere.
help-new = Right now you can write, for example:
    { $samples }

    Once your account is linked, you can also hand in meter readings and see your consumption and invoices. "Back", "cancel" and "help" work everywhere.
nothing-asked = All right. I haven't asked you anything just now; what would you like to do?
nothing-open = There is nothing to cancel; nothing is being entered.
out-of-scope = I'm afraid I can't help with that. Here is what I can do; to reach a person, write "contact".
menu-help = Help
menu-menu = Menu
menu-start = Start
menu-greet = Greeting
menu-goodbye = Goodbye
menu-thanks = Thanks
menu-affirm = Yes
menu-deny = No
menu-cancel = Cancel
menu-out-of-scope = Something else
