# Odčitki: oddaja, popravek, umik, pregled, rok

menu-submit-reading = Oddaj stanje
menu-correct-reading = Popravi odčitek
menu-show-readings = Moji odčitki
menu-ask-reading-deadline = Rok za oddajo
sample-submit-reading = stanje 1834
sample-correct-reading = popravi odčitek na 1843
sample-show-readings = moji odčitki
sample-ask-reading-deadline = do kdaj lahko oddam stanje?
help-submit-reading = Prepišite številke s števca. Vodomer: črne številke pred vejico, rdečih ni treba. Zapišete lahko tudi »1834 m3« ali več stanj hkrati, na primer »hladna 512,6 topla 233,4«. Nič se ne shrani, dokler ne potrdite.
help-correct-reading = Napišite pravo stanje ali odčitek umaknite. Nič se ne spremeni, dokler ne potrdite.

readings-title = Dosedanji odčitki
readings-history = Dosedanji odčitki
readings-more = Pokaži več
readings-all-meters = Vsi števci
readings-all-of = Vsi odčitki: { $meter }
readings-none = Odčitkov še ni.
readings-used = poraba { $used }
readings-mark-estimate = ocena
readings-mark-own = oddali vi
readings-mark-flagged = v preverjanju

readings-window-open = Stanje lahko oddate do { $closes }. { $days ->
    [0] Danes je zadnji dan.
    [one] Ostaja še { $days } dan.
    [two] Ostajata še { $days } dneva.
    [few] Ostajajo še { $days } dnevi.
   *[other] Ostaja še { $days } dni.
  }
readings-window-closed = Oddaja bo odprta od { $opens } do { $closes }, { $days ->
    [one] čez { $days } dan.
    [two] čez { $days } dneva.
    [few] čez { $days } dni.
   *[other] čez { $days } dni.
  }
readings-closed = Ta čas stanja števca ni mogoče oddati.
readings-no-window = { $provider } stanja števcev ne zbira prek uporabnikov, zato vam ga ni treba oddajati.
readings-no-meter = Na vašem odjemnem mestu ni števca ({ $provider }), zato stanja ni treba oddajati. Obračun najdete na računu.

readings-state-in = ✓ { $meter }: oddano { $value }
readings-state-missing = • { $meter }: stanje še ni oddano

readings-ask-meter = Za kateri števec oddajate stanje? Lahko napišete tudi več stanj hkrati, na primer »hladna 512,6 topla 233,4«.
readings-ask-meter-value = Na katerem števcu ste odčitali { $value }?
readings-ask-meter-correct = Kateri odčitek želite popraviti?
readings-meter-unclear = Tega števca ne najdem. Izberite ga z gumbom ali napišite njegovo številko.
readings-serial-unknown = Števca { $serial } pri vas ne najdem. Preverite številko na števcu.
readings-loose = Ne vem, katero stanje je na katerem števcu. Napišite na primer »hladna 512,6 topla 233,4«.
readings-ask-value = { $meter }
  Zadnje stanje: { $last }

  Kakšno je stanje zdaj? { $decimals ->
    [0] Napišite celo število, največ { $digits } mest.
    [one] Napišite največ { $digits } mest pred vejico in { $decimals } za njo.
    [two] Napišite največ { $digits } mest pred vejico in { $decimals } za njo.
    [few] Napišite največ { $digits } mest pred vejico in { $decimals } za njo.
   *[other] Napišite največ { $digits } mest pred vejico in { $decimals } za njo.
  }
readings-ask-correct = Shranjeno stanje: { $meter }, { $value }.

  Napišite pravo stanje ali odčitek umaknite.

readings-fault-words = Tu ne vidim stanja števca. Napišite samo številko, na primer 1834.
readings-fault-negative = Stanje števca ne more biti negativno. Napišite ga brez minusa, na primer 1834.
readings-fault-exponent = Zapisa s črko e ne berem. Napišite vse števke, na primer 1834.
readings-fault-separators = V številki je preveč vejic ali pik. Napišite jo z največ eno vejico, na primer 1834 ali 512,6.
readings-fault-other-digits = Prosim, napišite stanje s števkami 0–9, na primer 1834.
readings-fault-too-long = Toliko števk nima noben števec. Preverite številko in jo napišite še enkrat.

readings-refused-negative = Stanje števca ne more biti negativno. Napišite ga brez minusa.
readings-refused-too-many-digits = { $value } je preveč: { $meter } ima pred vejico { $digits ->
    [one] { $digits } mesto
    [two] { $digits } mesti
    [few] { $digits } mesta
   *[other] { $digits } mest
  }. Preverite, ali ste vpisali tudi rdeče številke, in napišite stanje še enkrat.
readings-refused-lower-than-last = { $value } je manj od zadnjega stanja { $last } ({ $day }): { $meter }. Preverite številko števca in stanje ter ga napišite še enkrat. Če drži, nam pišite ali pokličite – morda je bilo napačno zadnje stanje.
readings-refused-lower-correcting = { $value } je manj od stanja pred tem obdobjem: { $meter }. Preverite številko števca in stanje ter ga napišite še enkrat.
readings-refused-meter-removed = { $meter } je bil zamenjan, zato stanja zanj ne sprejemamo več. Poglejte številko na novem števcu.
readings-refused-window-closed = Ta čas stanja števca ni mogoče oddati.
readings-refused-no-window = Za ta števec stanja ni treba oddajati.
readings-refused-already-read = Za to obdobje je stanje že oddano: { $meter }.

readings-already = { $meter }: za to obdobje je že oddano stanje { $value } ({ $day }).
readings-already-until = { $count ->
    [one] Popravite ga lahko do { $closes }.
    [two] Popravite ju lahko do { $closes }.
    [few] Popravite jih lahko do { $closes }.
   *[other] Popravite jih lahko do { $closes }.
  }
readings-correct = Popravi odčitek
readings-correct-to = Popravi na { $value }
readings-correct-one = Popravi: { $meter }
readings-nothing-to-correct = V tem obdobju še niste oddali stanja, zato ni česa popravljati.

readings-echo = { $meter }
  Novo stanje: { $value }
  Poraba od { $day } ({ $last }): { $used }
readings-echo-correct = { $meter }
  Doslej shranjeno: { $last }
  Popravljeno stanje: { $value }
  Poraba od prejšnjega odčitka: { $used }
readings-cut = { $decimals ->
    [0] Decimalke sem izpustil, ker se obračunavajo celi { $unit }.
    [one] Upošteval sem samo { $decimals } decimalno mesto.
    [two] Upošteval sem samo { $decimals } decimalni mesti.
    [few] Upošteval sem samo { $decimals } decimalna mesta.
   *[other] Upošteval sem samo { $decimals } decimalnih mest.
  }
readings-doubt-too-high = ⚠️ Poraba { $used } je precej večja kot običajno: v tem času porabite približno { $usual }.
readings-doubt-too-high-unknown = ⚠️ Poraba { $used } je nenavadno velika.
readings-doubt-rolled-over = ⚠️ Stanje je nižje od zadnjega. To je prav, če se je števec obrnil na nič; poraba je potem { $used }.
readings-doubt-unchanged = ⚠️ Stanje je enako kot zadnjič, običajno pa v tem času porabite približno { $usual }.
readings-confirm = { $count ->
    [one] Shranim?
    [two] Shranim obe stanji?
    [few] Shranim vsa stanja?
   *[other] Shranim vsa stanja?
  }
readings-confirm-doubt = Ali ste prepričani, da je prav? Prosim, še enkrat poglejte na števec. Če potrdite, bo stanje shranjeno, zaposleni pa ga bodo še preverili.
readings-save = Da, shrani
readings-fix = Popravi
readings-confirm-unclear = Ni še shranjeno. Potrdite z »da« ali napišite pravo stanje.

readings-stored = { $count ->
    [one] ✅ Stanje je shranjeno.
    [two] ✅ Stanji sta shranjeni.
    [few] ✅ Stanja so shranjena.
   *[other] ✅ Stanja so shranjena.
  }
readings-corrected = { $count ->
    [one] ✅ Odčitek je popravljen.
    [two] ✅ Odčitka sta popravljena.
    [few] ✅ Odčitki so popravljeni.
   *[other] ✅ Odčitki so popravljeni.
  }
readings-stored-line = { $meter }: { $value } ({ $used })
readings-stored-flagged = Stanje bodo zaposleni še preverili.
readings-receipt = Potrdilo pošiljamo na { $email }.
readings-change-until = { $count ->
    [one] Do { $closes } ga lahko še popravite ali umaknete.
    [two] Do { $closes } ju lahko še popravite ali umaknete.
    [few] Do { $closes } jih lahko še popravite ali umaknete.
   *[other] Do { $closes } jih lahko še popravite ali umaknete.
  }
readings-left = { $count ->
    [one] Manjka še stanje { $count } števca.
    [two] Manjkata še stanji { $count } števcev.
    [few] Manjkajo še stanja { $count } števcev.
   *[other] Manjkajo še stanja { $count } števcev.
  }
readings-next = Vnesi: { $meter }
readings-changed-meanwhile = Nisem shranil: medtem se je na števcu nekaj spremenilo. Prosim, vpišite stanje še enkrat.
readings-again = Poskusi znova

readings-withdraw = Umakni odčitek
readings-withdraw-sure = { $reading }
  Ali res umaknem ta odčitek? Brez njega bo poraba ocenjena.
readings-withdraw-yes = Da, umakni
readings-withdraw-no = Ne, pusti
readings-withdraw-unclear = Prosim, odgovorite z »da« ali »ne«.
readings-withdraw-kept = Prav, odčitek ostane shranjen.
readings-withdraw-gone = Tega odčitka ni več mogoče umakniti.
readings-withdrawn = Odčitek je umaknjen: { $reading }
  Do konca roka lahko oddate novega.
