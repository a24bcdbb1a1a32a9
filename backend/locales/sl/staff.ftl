# The staff's console at /staff.

staff-console = konzola za zaposlene
staff-home = Na začetek
staff-skip = Na vsebino
staff-nav = Glavni meni
staff-nav-queue = Pogovori
staff-nav-audit = Dnevnik
staff-nav-account = Moj račun
staff-logout = Odjava

# login
staff-login-heading = Prijava
staff-login-email = E-naslov
staff-login-password = Geslo
staff-login-button = Naprej
staff-login-help = Ste pozabili geslo? Novo vam nastavi skrbnik hišnika v vašem podjetju.
staff-login-wrong = E-naslov ali geslo ni pravilno. Po več napačnih poskusih je prijava nekaj časa zaklenjena, tudi s pravim geslom.
staff-login-again = Prijavite se znova: prejšnja prijava je bila zaradi napačnih kod prekinjena. Po več napačnih poskusih je račun nekaj časa zaklenjen.
staff-login-stale = Stran je bila odprta predolgo. Poskusite še enkrat.
staff-code-heading = Še koda
staff-code-text = Odprite aplikacijo za prijavne kode in prepišite kodo za hišnika.
staff-code-label = Šestmestna koda
staff-code-button = Prijava
staff-code-help = Nimate več telefona s kodami? Skrbnik vam omogoči novo nastavitev.
staff-code-other = Nazaj na prijavo
staff-code-wrong = Koda ni pravilna ali pa je bila že uporabljena. Počakajte na naslednjo in poskusite znova.
staff-setup-heading = Nastavite prijavne kode
staff-setup-text = Ob prijavi vas bomo poleg gesla vprašali še za kodo iz vašega telefona. To nastavite samo enkrat.
staff-setup-scan = V aplikaciji za prijavne kode (na primer Aegis, Google Authenticator ali 2FAS) dodajte nov račun in poslikajte:
staff-setup-qr = Koda QR za aplikacijo; isti podatek je spodaj napisan z besedilom
staff-setup-typed = Ne morete slikati? Vpišite ta ključ ali ga
staff-setup-open = odprite v aplikaciji
staff-setup-code = Prepišite kodo, ki jo pokaže aplikacija:
staff-out-heading = Odjavljeni ste
staff-out-text = Hvala in nasvidenje.
staff-onward = Odpiram konzolo …
staff-onward-button = Odpri

# errors
staff-error-heading = To ni šlo
staff-error-not-found = Te strani ni ali pa ni iz vašega podjetja.
staff-error-forged = Obrazec ni prišel s te strani ali pa ste se medtem prijavili znova. Vrnite se in poskusite še enkrat.
staff-error-malformed = Obrazec ni izpolnjen tako, kot mora biti. Vrnite se in poskusite še enkrat.
staff-error-other = Tega zdaj ne morem narediti. Vrnite se in poskusite še enkrat.

# queue
staff-queue-heading = Pogovori
staff-queue-empty = Nihče ne čaka na odgovor
staff-queue-empty-text = Ko bo občan pisal podpori, bo njegov pogovor tukaj.

# account
staff-account-provider = Podjetje
staff-account-language = Jezik
staff-account-help = Ime, e-naslov in prijavne kode spremeni skrbnik hišnika v vašem podjetju.
staff-account-password = Sprememba gesla
staff-account-present = Sedanje geslo
staff-account-new = Novo geslo
staff-account-repeat = Novo geslo še enkrat
staff-account-rule = { $shortest ->
    [one] Vsaj { $shortest } znak.
    [two] Vsaj { $shortest } znaka.
    [few] Vsaj { $shortest } znake.
   *[other] Vsaj { $shortest } znakov.
  } Najboljše je več besed, ki si jih zapomnite.
staff-account-change = Spremeni geslo
staff-account-wrong = Sedanje geslo ni pravilno.
staff-account-repeated = Novi gesli nista enaki.
staff-account-unfit = { $shortest ->
    [one] Novo geslo naj ima vsaj { $shortest } znak
    [two] Novo geslo naj ima vsaj { $shortest } znaka
    [few] Novo geslo naj ima vsaj { $shortest } znake
   *[other] Novo geslo naj ima vsaj { $shortest } znakov
  } in naj ne bo vaš e-naslov.
staff-account-password-done = Geslo je spremenjeno. Vse druge prijave so končane.
staff-logins = Kje ste prijavljeni
staff-logins-text = Prijava traja največ 10 ur in se po 30 minutah mirovanja konča sama.
staff-logins-since = Od { $at }
staff-logins-seen = nazadnje dejavna { $at }
staff-logins-this = Ta brskalnik
staff-logins-end = Končaj
staff-logins-end-this = Končaj prijavo od { $at }

# audit log
staff-audit-heading = Dnevnik
staff-audit-text = Kdo je kdaj odprl osebne podatke ali kaj naredil. Vpisov ni mogoče spremeniti.
staff-audit-person = Kdo
staff-audit-everyone = Vsi
staff-audit-day = Dan
staff-audit-show = Pokaži
staff-audit-all = Vsi vpisi
staff-audit-at = Kdaj
staff-audit-what = Kaj
staff-audit-subject = Na čem
staff-audit-none = Ni vpisov
staff-audit-older = Starejši vpisi
staff-audit-login = prijava
staff-audit-logout = odjava
staff-audit-locked = račun zaklenjen po napačnih poskusih
staff-audit-totp-set-up = prijavne kode nastavljene
staff-audit-password-changed = geslo spremenjeno
staff-audit-session-ended = prijava končana
staff-audit-staff-added = račun zaposlenega dodan
staff-audit-staff-disabled = račun zaposlenega izključen
staff-audit-staff-enabled = račun zaposlenega vključen
staff-audit-staff-reset = geslo ali kode ponastavljene
staff-subject-staff = zaposleni { $id }
staff-subject-ticket = pogovor { $id }
staff-subject-file = priloga { $id }
staff-subject-link = povezava računa { $id }
