terminal-no-button = Tega gumba ni. Na voljo so: { $buttons }
terminal-no-file = Te datoteke ni mogoče prebrati. { $reason }
terminal-file-missing = Datoteke { $name } trenutno ni mogoče pripraviti. Poskusite znova čez nekaj minut.
terminal-welcome = Pišite hišniku. Gumb pritisnete z njegovo številko, na primer #1, ali z /press IME. Datoteko pošljete z /poslji POT [NAPIS], zadnje sporočilo popravite z /popravi BESEDILO. Končate s Ctrl+D.
terminal-sent = Poslano: { $name } ({ $megabytes } MB)
