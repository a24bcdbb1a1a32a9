terminal-no-button = There is no such button. You can press: { $buttons }
terminal-no-file = This file can't be read. { $reason }
terminal-file-missing = The file { $name } can't be made right now. Please try again in a few minutes.
terminal-welcome = Write to hišnik. Press a button by its number, such as #1, or with /press LABEL. Send a file with /poslji PATH [CAPTION], correct your last message with /popravi TEXT. End with Ctrl+D.
terminal-sent = Sent: { $name } ({ $megabytes } MB)
