# Mails. Each has a subject, a heading and paragraphs; the provider's name stands above and below.

mail-footer = To sporočilo je samodejno poslal hišnik, klepetalni robot ({ $provider }). Nanj ni treba odgovoriti.

mail-code-subject = Potrditev e-poštnega naslova
mail-code-heading = Vaša potrditvena koda
mail-code-intro = V klepetu s podjetjem { $provider } ste vpisali ta e-poštni naslov. Kodo vpišite v klepet ali pa pritisnite gumb.
mail-code-button = Potrdi e-poštni naslov
mail-code-until = Koda velja do { $until } in samo enkrat.
mail-code-not-you = Če tega niste zahtevali vi, sporočilo preprosto izbrišite. Brez kode se ne zgodi nič.

mail-confirmed-subject = E-poštni naslov je potrjen
mail-confirmed-heading = Uspelo je
mail-confirmed-intro = Vaš e-poštni naslov je potrjen ({ $provider }).
mail-confirmed-next = Na ta naslov boste prejemali potrdila o oddanih stanjih. V klepetu ga lahko kadar koli spremenite; napišite »profil«.

mail-changed-subject = Vaš e-poštni naslov je bil spremenjen
mail-changed-heading = E-poštni naslov je bil spremenjen
mail-changed-intro = V klepetu s podjetjem { $provider } ste potrdili drug e-poštni naslov. Na tega sporočil ne bomo več pošiljali.
mail-changed-not-you = Če naslova niste spremenili vi, takoj pokličite ponudnika ({ $provider }).

mail-receipt-subject-stored = Potrdilo o oddanem stanju – { $provider }
mail-receipt-subject-corrected = Potrdilo o popravljenem stanju – { $provider }
mail-receipt-heading-stored = Stanje je oddano
mail-receipt-heading-corrected = Stanje je popravljeno
mail-receipt-intro = Podjetje { $provider } je { $day } za šifro plačnika { $payer } prejelo { $count ->
    [one] stanje števca.
    [two] stanji dveh števcev.
    [few] stanja { $count } števcev.
   *[other] stanja { $count } števcev.
  }
mail-receipt-meter = Števec
mail-receipt-old = Prejšnje stanje
mail-receipt-new = Novo stanje
mail-receipt-used = Poraba
mail-receipt-after = { $count ->
    [one] Do { $closes } lahko stanje v klepetu popravite ali umaknete.
    [two] Do { $closes } lahko stanji v klepetu popravite ali umaknete.
   *[other] Do { $closes } lahko stanja v klepetu popravite ali umaknete.
  }

mail-service-water-cold = Hladna voda
mail-service-water-hot = Topla voda
mail-service-water-waste = Odpadna voda
mail-service-heat = Toplota
mail-service-electricity = Elektrika
mail-service-gas = Plin
mail-service-waste = Odpadki
mail-service-other = Drugo
