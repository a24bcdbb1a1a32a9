# The staff's console at /staff.

staff-console = konzola za zaposlene
staff-home = Na začetek
staff-skip = Na vsebino
staff-nav = Glavni meni
staff-nav-queue = Pogovori
staff-nav-canned = Pripravljeni odgovori
staff-nav-office = Uradne ure
staff-nav-audit = Dnevnik
staff-nav-account = Moj račun
staff-save = Shrani
staff-change = Spremeni
staff-delete = Izbriši
staff-cancel = Prekliči
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
staff-queue-states = Stanje pogovorov
staff-state-open-many = Čakajo na nas
staff-state-answered-many = Odgovorjeni
staff-state-closed-many = Zaprti
staff-state-all = Vsi
staff-state-open = čaka na nas
staff-state-answered = odgovorjen
staff-state-closed = zaprt
staff-queue-search = Iskanje
staff-queue-search-hint = številka, ime, šifra ali besedilo
staff-queue-whose = Dodeljeni
staff-queue-anyones = komur koli
staff-queue-mine = meni ({ $number })
staff-queue-nobodys = nikomur ({ $number })
staff-queue-every-topic = vse
staff-queue-clear = Pokaži vse
staff-queue-you = Mi:
staff-queue-file = · s prilogo
staff-queue-more = Naslednji pogovori
staff-queue-keys = Tipke: j in k po vrsticah, Enter odpre, / išče.
staff-queue-empty = Nihče ne čaka na odgovor
staff-queue-none = Tukaj še ni pogovorov
staff-queue-empty-text = Ko bo občan pisal podpori, bo njegov pogovor tukaj.
staff-queue-nothing = Ni takih pogovorov
staff-waits-minutes = { $number ->
    [one] čaka { $number } minuto
    [two] čaka { $number } minuti
    [few] čaka { $number } minute
   *[other] čaka { $number } minut
  }
staff-waits-hours = { $number ->
    [one] čaka { $number } uro
    [two] čaka { $number } uri
    [few] čaka { $number } ure
   *[other] čaka { $number } ur
  }
staff-waits-days = { $number ->
    [one] čaka { $number } dan
    [two] čaka { $number } dneva
    [few] čaka { $number } dni
   *[other] čaka { $number } dni
  }
staff-urgent = Nujno: okvara
staff-undelivered = ni dostavljeno
staff-unassigned = nedodeljen
staff-rated = ocena { $stars } od 5
staff-topic = Tema

# conversation
staff-ticket = Pogovor #{ $number }
staff-ticket-back = ‹ Vsi pogovori
staff-thread = Sporočila, najstarejše najprej
staff-note-of = { $name }, zaznamek
staff-note-only = občan tega ne vidi
staff-fresh = novo
staff-via-telegram = Telegram
staff-via-web = spletni klepet
staff-via-terminal = terminal
staff-via-demo = predstavitev
staff-via-group = iz skupine
staff-via-console = iz konzole
staff-via-mail = po e-pošti
staff-edited = { $number ->
    [one] Popravljeno, { $number } prejšnje besedilo
    [two] Popravljeno, { $number } prejšnji besedili
    [few] Popravljeno, { $number } prejšnja besedila
   *[other] Popravljeno, { $number } prejšnjih besedil
  }
staff-edited-until = do { $at }
staff-delivery-planned = na poti
staff-delivery-sent = dostavljeno
staff-delivery-mailed = klepet ni dosegljiv, poslano po e-pošti
staff-delivery-blocked = ni dostavljeno: občan je blokiral bota in nima potrjenega e-naslova
staff-delivery-unmailed = ni dostavljeno: občan je blokiral bota, pošta na njegov e-naslov je bila zavrnjena; pokličite
staff-delivery-failed = ni dostavljeno: pošljite znova ali pokličite
staff-delivery-unknown = ni znano, ali je prispelo
staff-who = Kdo piše
staff-who-name = Plačnik
staff-who-code = Šifra
staff-who-address = Naslov
staff-who-says = Predstavi se
staff-who-not-linked = Račun ni povezan. Ne vemo, ali je to res oseba, za katero se predstavlja: o računih in porabi ne povejte ničesar.
staff-speaks-sl = slovenščina
staff-speaks-en = angleščina
staff-unread = brez odčitka
staff-acts = Pogovor
staff-assigned-to = Dodeljen
staff-nobody = nikomur
staff-assign = Dodeli
staff-assign-me = Prevzemi
staff-topic-change = Spremeni
staff-close = Zapri pogovor
staff-close-hint = Občana prosimo za oceno. Če v 14 dneh spet piše, se pogovor znova odpre.
staff-reopen = Znova odpri

# answering
staff-answer-heading = Odgovorite
staff-answer-closed-heading = Pogovor je zaprt
staff-answer-closed-text = Odgovor ga znova odpre. Zaznamek lahko dodate tudi zaprtemu pogovoru.
staff-answer-label = Sporočilo občanu
staff-answer-hint = Pošljete lahko tudi s Ctrl+Enter.
staff-answer-files-label = { $most ->
    [one] Priloge (največ { $most } datoteka do 20 MB)
    [two] Priloge (največ { $most } datoteki do 20 MB)
    [few] Priloge (največ { $most } datoteke do 20 MB)
   *[other] Priloge (največ { $most } datotek do 20 MB)
  }
staff-answer-send = Pošlji
staff-answer-reopen = Znova odpri in pošlji
staff-answer-empty = Napišite odgovor ali priložite datoteko.
staff-answer-long = Odgovor je predolg: naj ima največ { $longest } znakov.
staff-answer-files = Odgovor še ni poslan: nekatere priloge niso sprejete. Dodajte druge ali pošljite brez njih.
staff-answer-too-many = Prilog je preveč: naj jih bo največ { $most }.
staff-answer-closed = Pogovor je medtem nekdo zaprl, zato odgovor še ni poslan. Vaše besedilo je spodaj: lahko ga pošljete in pogovor znova odprete.
staff-answer-meanwhile = Medtem je prispelo nekaj novega, zato odgovor še ni poslan. Preberite novo v pogovoru zgoraj in pošljite še enkrat.
staff-file-refused = »{ $name }« ni priložena.
staff-file-file-too-big = Večja je od 20 MB.
staff-file-file-type-refused = Take vrste datotek ne pošiljamo: priložite sliko, PDF, dokument ali zvok.
staff-file-file-broken = Datoteka je poškodovana.
staff-file-file-empty = Datoteka je prazna.
staff-file-more-files = Eno sporočilo jih ima največ 10.
staff-error-file-too-big = Priloge so skupaj prevelike. Vrnite se in pošljite manj datotek naenkrat.
staff-error-file-unknown = Priloge ni več. Vrnite se in jo dodajte še enkrat.
staff-error-colleague-unknown = Ta sodelavec nima več dostopa. Vrnite se in izberite drugega.
staff-note-heading = Zaznamek za sodelavce
staff-note-label = Zaznamek
staff-note-save = Shrani zaznamek
staff-note-empty = Napišite zaznamek.
staff-note-long = Zaznamek je predolg: naj ima največ { $longest } znakov.
staff-done-answered = Odgovor je shranjen in gre občanu. Ali je prispel, piše pod njim.
staff-done-noted = Zaznamek je shranjen.
staff-done-closed = Pogovor je zaprt.
staff-done-reopened = Pogovor je znova odprt.
staff-done-assigned = Dodelitev je shranjena.
staff-done-topic = Tema je shranjena.
staff-done-started = Pogovor je odprt, sporočilo gre občanu.

# a new conversation
staff-new-heading = Nov pogovor
staff-new-text = Pišete lahko občanom, ki so v hišniku povezali svoj račun pri vas in sprejeli pogoje.
staff-new-search = Šifra plačnika ali ime
staff-new-find = Poišči
staff-new-none = Nikogar ni
staff-new-short = Vpišite vsaj tri znake
staff-new-none-text = Najdete samo tiste, ki so v hišniku povezali svoj račun in sprejeli pogoje.
staff-new-many = { $most ->
    [one] Prikazan je prvi { $most }. Vpišite natančnejše ime.
    [two] Prikazana sta prva { $most }. Vpišite natančnejše ime.
    [few] Prikazani so prvi { $most }. Vpišite natančnejše ime.
   *[other] Prikazanih je prvih { $most }. Vpišite natančnejše ime.
  }
staff-new-unreachable = klepet ni dosegljiv
staff-new-other = ‹ Poiščite drugega občana
staff-new-to = Pišete: { $name }
staff-new-message = Prvo sporočilo
staff-new-by-mail = Klepet ni dosegljiv. Sporočilo bo šlo po e-pošti.
staff-new-blocked = Klepet ni dosegljiv in e-naslova ni: sporočilo ne bo prišlo. Pokličite ali pišite po pošti.

# ready answers
staff-canned-heading = Pripravljeni odgovori
staff-canned-text = Besedila, ki jih pogosto pošiljate. V pogovoru jih vstavite in pred pošiljanjem popravite; v skupini jih pošljete po imenu.
staff-canned-choose = Pripravljen odgovor …
staff-canned-insert = Vstavi
staff-canned-new = Nov odgovor
staff-canned-change = Sprememba odgovora
staff-canned-change-this = Spremeni odgovor { $name }
staff-canned-delete-this = Izbriši odgovor { $name }
staff-canned-shortcut = Ime
staff-canned-rule = Ena beseda, na primer: obroki.
staff-canned-sl = Slovensko besedilo
staff-canned-en = Angleško besedilo (ni obvezno)
staff-canned-none = Ni še pripravljenih odgovorov
staff-canned-none-text = Dodajte prvega, na primer za delovni čas ali obročno plačilo.
staff-canned-invalid = Ime naj bo ena beseda (črke, številke, vezaj; do 40 znakov). Slovensko besedilo je obvezno, dolgo največ { $longest } znakov.
staff-canned-taken = Odgovor s tem imenom že imate. Izberite drugo ime ali spremenite obstoječega.

# office hours
staff-office-heading = Uradne ure
staff-office-week = Redni teden
staff-office-week-text = Redne ure naloži skrbnik hišnika s podatki podjetja. Ob praznikih je zaprto.
staff-office-open = zdaj odprto
staff-office-closed-now = zdaj zaprto
staff-office-closed = zaprto
staff-day-0 = ponedeljek
staff-day-1 = torek
staff-day-2 = sreda
staff-day-3 = četrtek
staff-day-4 = petek
staff-day-5 = sobota
staff-day-6 = nedelja
staff-office-days = Dnevi, ki so drugačni
staff-office-days-text = Po njih hišnik pove, ali ste odprti in kdaj lahko občan pričakuje odgovor. Veljajo pred rednim tednom in prazniki.
staff-office-none = Ni jih.
staff-office-add = Dodajte dan
staff-office-opens = Od
staff-office-closes = Do
staff-office-times = Brez ur je ta dan zaprto. Za deljen čas dodajte dan dvakrat.
staff-office-note = Razlog (ni obvezen)
staff-office-add-button = Dodaj
staff-office-delete = Izbriši { $day }
staff-office-past = Ta dan je že mimo. Izberite današnjega ali poznejšega.
staff-office-hours-invalid = Vpišite obe uri, prvo pred drugo, ali pa nobene.
staff-office-taken = Za ta dan je že vpisano »zaprto« ali pa se ure prekrivajo. Najprej izbrišite prejšnji vpis.
staff-office-day-invalid = Vpišite dan, na primer 24. 12. 2026, in uri, na primer 8:00 in 12:00.
staff-group-heading = Skupina v Telegramu
staff-group-set = Pogovori so tudi v vaši skupini:
staff-group-none = Skupina ni nastavljena: odgovarjate tukaj in po e-pošti.
staff-group-how = Skupino nastavi skrbnik hišnika z ukazom:

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
staff-audit-queue = pregled pogovorov
staff-audit-search = iskanje po pogovorih
staff-audit-ticket-opened = pogovor odprt za branje
staff-audit-file-opened = priloga odprta
staff-audit-person-search = iskanje osebe
staff-audit-person-opened = oseba odprta
staff-audit-answered = odgovor
staff-audit-noted = zaznamek
staff-audit-assigned = dodelitev
staff-audit-topic-changed = sprememba teme
staff-audit-ticket-closed = pogovor zaprt
staff-audit-ticket-reopened = pogovor znova odprt
staff-audit-started = nov pogovor
staff-audit-canned-added = pripravljen odgovor dodan
staff-audit-canned-changed = pripravljen odgovor spremenjen
staff-audit-canned-deleted = pripravljen odgovor izbrisan
staff-audit-office-day-added = poseben dan dodan
staff-audit-office-day-deleted = poseben dan izbrisan
staff-audit-group-set = skupina v Telegramu nastavljena
staff-subject-staff = zaposleni { $id }
staff-subject-ticket = pogovor { $id }
staff-subject-file = priloga { $id }
staff-subject-link = povezava računa { $id }
staff-subject-canned = pripravljen odgovor { $id }
staff-subject-office = poseben dan { $id }
staff-subject-group = skupina v Telegramu
staff-subject-provider = vsi povezani občani
staff-subject-queue = { $id ->
    [open] pogovori, ki čakajo
    [answered] odgovorjeni pogovori
    [closed] zaprti pogovori
   *[all] vsi pogovori
  }
