# Zadeve (pogovori s podporo), kot jih vidijo zaposleni

ticket-topic-billing = Račun
ticket-topic-reading = Odčitek
ticket-topic-fault = Okvara
ticket-topic-move = Selitev
ticket-topic-data = Podatki
ticket-topic-other = Drugo
ticket-nameless = Neznana oseba
ticket-not-linked = Račun ni povezan: oseba se ni izkazala s šifro plačnika.
ticket-payer = Šifra plačnika: { $code }
ticket-meter = { $place }, { $service } { $serial }: { $value } ({ $day })
ticket-meter-unread = { $place }, { $service } { $serial }: še brez odčitka
ticket-about-reading = Sporni odčitek: { $label }
ticket-about-invoice = Sporni račun: { $label }
ticket-about-linking = Računa ni bilo mogoče povezati. { $label }
ticket-speaks-en = Piše angleško.
ticket-resident = Občan
ticket-edited = popravljeno
ticket-answer-of = Odgovor: { $name } ({ $via })
ticket-note-of = Zaznamek: { $name } ({ $via })
ticket-via-console = konzola
ticket-via-mail = e-pošta
ticket-via-group = skupina
ticket-closed = Zaprto ({ $by }).
ticket-reopened = { $by ->
    [""] Znova odprto: občan je pisal.
   *[other] Znova odprto ({ $by }).
  }
ticket-assigned = Dodeljeno: { $value }.
ticket-unassigned = Zadeva ni več dodeljena.
ticket-topic-changed = Nova vrsta zadeve: { $value }.
ticket-rated = Ocena občana: { $value } od 5.
ticket-delivery-planned = Odgovor je na poti.
ticket-delivery-sent = Odgovor je dostavljen.
ticket-delivery-mailed = Klepet ni dosegljiv (občan je blokiral bota). Odgovor je poslan po e-pošti.
ticket-delivery-blocked = Odgovor NI dostavljen: občan je blokiral bota in nima potrjenega e-naslova.
ticket-delivery-failed = Odgovor NI dostavljen. Pošljite ga znova ali pokličite.
ticket-delivery-unknown = Ni znano, ali je odgovor prispel. Pošljite ga znova, če je pomemben.

# Odgovor podpore, kadar klepet ni dosegljiv

mail-ticket-subject = Odgovor na vaše sporočilo št. { $number } ({ $provider })
mail-ticket-heading = Odgovor na vaše sporočilo št. { $number }
mail-ticket-heading-corrected = Popravljen odgovor na vaše sporočilo št. { $number }
mail-ticket-why = Odgovor vam pošiljamo po e-pošti, ker v klepetu niste več dosegljivi. Če želite spet pisati v klepetu, ga odprite in pritisnite »Začni«.
