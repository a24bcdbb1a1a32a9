# Osebju v skupini podpore.
desk-greeting =
    Pozdravljeni, sem hišnik. Sem v to skupino prihajajo sporočila občanov: vsaka zadeva v svojo temo.
    Kar napišete v temi, dobi občan. Zaznamek, ki ostane med vami, začnite z //. Ukazi: /help
desk-help =
    Kar napišete v temi zadeve, dobi občan: besedilo, fotografije, datoteke, glasovna sporočila. Popravek sporočila dobi kot popravek.
    👍 odgovor je dostavljen
    👎 odgovor ni dostavljen
    👌 zaznamek je shranjen
    // na začetku: zaznamek, ki ga občan ne vidi
    /close – zapri zadevo
    /open – znova odpri zadevo
    /assign – prevzemi; /assign Maja – dodeli sodelavki
    /topic – spremeni vrsto zadeve
    /odgovori – pripravljeni odgovori
    /odgovor bližnjica – pošlji pripravljeni odgovor
desk-unknown-command = Tega ukaza ne poznam. Vsi ukazi: /help
desk-not-in-topic = Ta ukaz napišite v temi zadeve.
desk-unchanged = Ni se nič spremenilo.
desk-which-topic = Katere vrste je zadeva?
desk-topic-billing = Račun
desk-topic-reading = Odčitek
desk-topic-fault = Okvara
desk-topic-move = Selitev
desk-topic-data = Podatki
desk-topic-other = Drugo
desk-which-answer = Kateri odgovor pošljem občanu?
desk-no-answers = Pripravljenih odgovorov še ni. Dodate jih v konzoli.
desk-answer-which = Napišite še bližnjico, na primer: /odgovor hvala. Seznam: /odgovori
desk-sent = Poslano občanu:
    { $text }
desk-kind-refused = Tega občanu ne morem poslati. Pošljite besedilo, fotografijo, datoteko ali glasovno sporočilo.
desk-later = Sistem se trenutno ne odziva. Vaše sporočilo ni izgubljeno; poslano bo takoj, ko bo sistem spet dosegljiv.
desk-anonymous = Pišete anonimno, v imenu skupine, zato sporočilo ni bilo poslano in se ni shranilo: pri vsakem odgovoru mora biti znano, kdo ga je napisal.
    V nastavitvah skupine pri svojih skrbniških pravicah izklopite »Ostani anonimen« in sporočilo pošljite znova.
desk-as-channel = Pišete v imenu kanala ali druge skupine, zato sporočilo ni bilo poslano in se ni shranilo: pri vsakem odgovoru mora biti znano, kdo ga je napisal.
    Ob polju za sporočilo izberite svoje ime in sporočilo pošljite znova.
desk-press-refused = To lahko storijo le člani skupine.
desk-error-ticket-unknown = Ta tema ne pripada nobeni zadevi. Kar pišete v njej, ne dobi nihče.
desk-error-not-stored = Sporočilo ni bilo poslano. { $why }
desk-added = Sem v skupini s številko { $group }. Da bo to skupina podpore, naj skrbnik na strežniku zažene:
    hisnik staff group --provider OZNAKA --chat { $group }
desk-lacks = Da bom lahko delal v tej skupini, mi manjka:
desk-lack-no-forum = skupina nima tem: vklopite jih v nastavitvah skupine (Teme)
desk-lack-no-administrator = nisem skrbnik: dodajte me med skrbnike skupine
desk-lack-no-topics = pravica »Upravljanje tem«
desk-lack-no-pinning = pravica »Pripenjanje sporočil« (ni nujna)
desk-lack-no-deleting = pravica »Brisanje sporočil« (ni nujna)
