# Zavrnitve zaledja: error-<code>.
error-text = Tega zdaj ne morem urediti. Poskusite, prosim, pozneje ali se obrnite na pisarno ponudnika.
error-not-found = Tega ni (več).
error-invalid = Vpisano ni v pravi obliki. Preverite, prosim, in poskusite znova.
error-link-refused = Podatki se ne ujemajo. Preverite, prosim, šifro plačnika in drugi podatek z računa ter vpišite oba še enkrat.
error-link-locked = Preveč poskusov. Povezovanje je zaradi varnosti zaklenjeno; poskusite znova čez eno uro.
error-locked = Preveč poskusov. Poskusite znova čez eno uro.
error-already-linked = Ta šifra plačnika je z vašim klepetom že povezana.
error-already-linked-elsewhere = Ta šifra plačnika je že povezana drugje. Ponudnik dovoli en dostop; za pomoč se obrnite na njegovo pisarno.
error-payload-invalid = Ta povezava ni veljavna.
error-not-linked = Ta račun ni (več) povezan.
error-email-unconfirmed = Najprej potrdite e-naslov.
error-consent-missing = Najprej potrebujem vaše soglasje s pogoji.
error-consent-outdated = Pogoji so se medtem spremenili. Preberite, prosim, novo besedilo.
error-email-invalid = Tega e-naslova ne morem uporabiti. Preverite, ali je zapisan v obliki ime@primer.si in ali je pred znakom @ brez črk č, š in ž; sicer vpišite drugega.
error-email-taken = Tega e-naslova ne morem uporabiti. Vpišite, prosim, drugega.
error-too-many-mails = V zadnji uri smo poslali že preveč sporočil. Preverite tudi neželeno pošto in poskusite znova čez eno uro.
error-code-wrong = { $tries_left ->
    [0] Koda ni prava in poskusov ni več. Zahtevajte novo kodo.
    [one] Koda ni prava. Ostal vam je še { $tries_left } poskus.
    [two] Koda ni prava. Ostala sta vam še { $tries_left } poskusa.
    [few] Koda ni prava. Ostali so vam še { $tries_left } poskusi.
   *[other] Koda ni prava. Ostalo vam je še { $tries_left } poskusov.
}
error-code-expired = Koda je potekla; velja 15 minut. Zahtevajte novo kodo.
error-code-used-up = Ta koda po petih napačnih poskusih ne velja več. Zahtevajte novo kodo.
error-no-confirmation = Nobena koda ne čaka na potrditev. Zahtevajte novo kodo.
error-phone-invalid = To ni veljavna telefonska številka. Vpišite jo na primer kot 041 234 567 ali +386 41 234 567.
error-refused = Tega zdaj ne morem narediti. Napišite »pomoč« in izberite, kaj potrebujete.
error-forbidden = Tega še ne morem narediti. Najprej povežite račun: napišite »poveži račun«.
error-malformed = { error-invalid }
error-unauthorised = { error-text }
error-idempotency-key-missing = { error-text }
error-idempotency-key-reused = { error-text }
error-not-yours = { error-text }
error-purpose-mismatch = { error-text }
error-resident-unknown = Vašega klepeta ne najdem več. Začnite, prosim, znova: napišite /start.
error-chat-unknown = Tega klepeta še ne poznam. Začnite, prosim, znova: napišite /start.
error-provider-unknown = Tega ponudnika ne poznam. Napišite »poveži račun« in ga izberite s seznama.
error-invoice-not-found = Tega računa pri vas ne najdem. Preverite številko ali napišite »računi« in ga izberite s seznama.
error-nothing-to-pay = Po tem računu ni treba ničesar plačati. Kaj je še odprto, izveste, če napišete »odprte postavke«.
error-period-invalid = Za to obdobje porabe ne morem prikazati. Napišite na primer »poraba za zadnjih 12 mesecev« ali »poraba od marca do maja«.
error-no-consumption = Na vašem odjemnem mestu ni števca, zato porabe ne morem prikazati. Zneske najdete na računih: napišite »računi«.
error-meter-unknown = Tega števca pri vas ne najdem. Preverite njegovo številko: napišite »moji števci«.
error-meter-twice = Za števec { $serial } ste napisali dve stanji. Napišite, prosim, samo pravo.
error-reading-refused = { $refusal ->
    [negative] Stanje števca { $serial } ne more biti negativno. Napišite ga brez minusa.
    [too_many_digits] Števec { $serial } nima toliko mest. Preverite številko in jo napišite še enkrat.
    [lower_than_last] Stanje števca { $serial } je nižje od zadnjega. Preverite števec in napišite stanje še enkrat.
    [window_closed] Stanja števca { $serial } zdaj ni mogoče oddati. Kdaj bo to mogoče, izveste, če napišete »rok za oddajo«.
    [no_window] Stanja števca { $serial } ni treba oddajati.
    [already_read] Stanje števca { $serial } je za to obdobje že oddano. Če ni pravo, napišite »popravi odčitek«.
    [meter_removed] Števec { $serial } je bil zamenjan. Oddajte, prosim, stanje novega števca.
   *[other] Stanje števca { $serial } ni shranjeno. Preverite ga in napišite še enkrat.
  }
error-doubts-unconfirmed = { $doubt ->
    [too_high] Poraba na števcu { $serial } bi bila nenavadno velika, zato stanje še ni shranjeno. Preverite števec in oddajte stanje še enkrat.
    [rolled_over] Stanje števca { $serial } je nižje od zadnjega, zato še ni shranjeno. Preverite, ali se je števec obrnil na nič, in oddajte stanje še enkrat.
    [unchanged] Stanje števca { $serial } je enako kot zadnjič, zato še ni shranjeno. Preverite števec in oddajte stanje še enkrat.
   *[other] Stanje števca { $serial } še ni shranjeno. Preverite števec in oddajte stanje še enkrat.
  }
error-reading-unknown = Tega odčitka ni več. Kaj je shranjeno, izveste, če napišete »moji odčitki«.
error-reading-not-yours = Tega odčitka niste oddali vi, zato ga ne morete umakniti. Če ni pravi, se obrnite na pisarno: napišite »kontakt«.
error-window-closed = Rok za oddajo je mimo, zato odčitka ni več mogoče spremeniti. Če ni pravi, se obrnite na pisarno: napišite »kontakt«.
error-nothing-to-remind = Za zdaj ni česa oddati, zato opomnik ni potreben.

# Datoteke, ki jih pošiljajo občani.
error-file-too-big = Datoteka je prevelika: pošljete jih lahko do { $megabytes } MB. Poskusite z manjšo ali s fotografijo.
error-file-type-refused = Take datoteke ne morem sprejeti. Pošljite, prosim, fotografijo, PDF, dokument (docx, xlsx, odt), glasovno sporočilo ali videoposnetek (mp4).
error-file-broken = Te datoteke ne morem odpreti: je poškodovana, nepopolna ali prevelikih mer. Poskusite jo poslati znova ali pošljite njeno fotografijo.
error-file-empty = Datoteka je prazna. Preverite jo, prosim, in jo pošljite znova.
error-file-gone = Datoteke ne morem več prenesti. Prosim, pošljite jo še enkrat.
error-too-many-files = { $files ->
    [one] V enem dnevu lahko pošljete { $files } datoteko. Druge, prosim, pošljite jutri.
    [two] V enem dnevu lahko pošljete { $files } datoteki. Druge, prosim, pošljite jutri.
    [few] V enem dnevu lahko pošljete { $files } datoteke. Druge, prosim, pošljite jutri.
   *[other] V enem dnevu lahko pošljete { $files } datotek. Druge, prosim, pošljite jutri.
}

# Pogovori s podporo.
error-ticket-unknown = Te zadeve ne najdem. Svoje zadeve vidite, če napišete »moja sporočila«.
error-ticket-over = Ta zadeva je zaprta že več kot 14 dni. Opišite vprašanje znova in odprem novo zadevo.
error-ticket-closed = Zadeva { $number } je zaprta. Za odgovor jo najprej znova odprite: /open
error-message-empty = Sporočilo je prazno. Napišite ga, prosim, ali pošljite datoteko.
error-message-unknown = Tega sporočila ne najdem. Napišite ga, prosim, še enkrat.
error-file-unknown = Te datoteke ne najdem več. Pošljite jo, prosim, še enkrat.
error-colleague-unknown = Takega sodelavca ne najdem. Napišite začetek imena ali e-naslov: /assign Maja
error-no-staff-group = Ta upravljavec nima skupine za podporo.
error-topic-not-yours = Temo pripravlja nekdo drug.
error-group-unknown = Ta skupina ni povezana z nobenim upravljavcem.
error-topic-unknown = Take vrste zadeve ni. Izberite: billing, reading, fault, move, data ali other.
error-canned-unknown = Takega pripravljenega odgovora ni. Seznam dobite z ukazom /odgovori.

# Nadaljevanje pogovora v Telegramu.
error-handover-unknown = Ta povezava ne velja (več). Na spletni strani še enkrat pritisnite »Nadaljuj v Telegramu« ali pišite kar tukaj.
error-handover-late = Povezava je potekla; velja 10 minut. Na spletni strani še enkrat pritisnite »Nadaljuj v Telegramu« ali pišite kar tukaj.
error-handover-used = Ta povezava je bila že uporabljena v drugem klepetu. Če tega niste storili vi, na spletni strani še enkrat pritisnite »Nadaljuj v Telegramu« ali pišite kar tukaj.
error-chat-occupied = V tem klepetu že imate svoj račun ali svoja sporočila. Da se podatki ne pomešajo, pogovora s spletne strani ne prenesem sem: nadaljujte ga na spletni strani ali pišite podpori kar tukaj.
error-nothing-to-part = Ta klepet ni povezan z nobenim drugim pogovorom.
