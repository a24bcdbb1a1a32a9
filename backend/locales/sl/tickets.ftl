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
ticket-earlier = Prej v tem pogovoru:
ticket-answer-of = Odgovor: { $name } ({ $via })
ticket-note-of = Zaznamek: { $name } ({ $via })
ticket-via-console = konzola
ticket-via-mail = e-pošta
ticket-via-group = skupina
ticket-closed = Zaprto ({ $by }).
ticket-reopened = Znova odprto ({ $by }).
ticket-reopened-by-resident = Znova odprto: občan je pisal.
ticket-assigned = Dodeljeno: { $value }.
ticket-unassigned = Zadeva ni več dodeljena.
ticket-topic-changed = Nova vrsta zadeve: { $value }.
ticket-rated = Ocena občana: { $value } od 5.
ticket-delivery-planned = Odgovor je na poti.
ticket-delivery-sent = Odgovor je dostavljen.
ticket-delivery-mailed = Klepet ni dosegljiv (občan je blokiral bota). Odgovor je poslan po e-pošti.
ticket-delivery-blocked = Odgovor NI dostavljen: občan je blokiral bota in nima potrjenega e-naslova.
ticket-delivery-unmailed = Odgovor NI dostavljen: klepet ni dosegljiv (občan je blokiral bota), pošta na njegov e-naslov pa je bila zavrnjena. Pokličite ga.
ticket-delivery-failed = Odgovor NI dostavljen. Pošljite ga znova ali pokličite.
ticket-delivery-unknown = Ni znano, ali je odgovor prispel. Pošljite ga znova, če je pomemben.

# Odgovor podpore, kadar klepet ni dosegljiv

mail-ticket-subject = Odgovor na vaše sporočilo št. { $number } ({ $provider })
mail-ticket-heading = Odgovor na vaše sporočilo št. { $number }
mail-ticket-heading-corrected = Popravljen odgovor na vaše sporočilo št. { $number }
mail-ticket-why = Odgovor vam pošiljamo po e-pošti, ker v klepetu niste več dosegljivi. Če želite spet pisati v klepetu, ga odprite in pritisnite »Začni«.
mail-ticket-why-reply = Odgovor vam pošiljamo po e-pošti, ker v klepetu niste več dosegljivi. Na to sporočilo lahko odgovorite kar po e-pošti. Če želite spet pisati v klepetu, ga odprite in pritisnite »Začni«.
mail-ticket-first-subject = Sporočilo podjetja { $provider }, zadeva št. { $number }
mail-ticket-first-heading = Sporočilo podjetja { $provider }, zadeva št. { $number }
mail-ticket-first-heading-corrected = Popravljeno sporočilo podjetja { $provider }, zadeva št. { $number }
mail-ticket-first-why = Sporočilo vam pošiljamo po e-pošti, ker v klepetu niste več dosegljivi. Če želite spet pisati v klepetu, ga odprite in pritisnite »Začni«.
mail-ticket-first-why-reply = Sporočilo vam pošiljamo po e-pošti, ker v klepetu niste več dosegljivi. Nanj lahko odgovorite kar po e-pošti. Če želite spet pisati v klepetu, ga odprite in pritisnite »Začni«.
mail-ticket-line = ----- Odgovor napišite nad to črto -----
mail-ticket-footer = Sporočilo je poslal hišnik, klepetalni robot ({ $provider }). Odgovor nanj prejme podpora.
mail-ticket-left-out = Za e-pošto prevelike datoteke: { $names }. Najdete jih v klepetu.

# Sporočilo občana ponudniku

mail-support-subject = [#{ $number }] { $topic }: { $beginning }
mail-support-subject-short = [#{ $number }] { $topic }
mail-support-heading-new = Nova zadeva št. { $number }
mail-support-heading-more = Novo sporočilo, zadeva št. { $number }
mail-support-heading-edit = Popravljeno sporočilo, zadeva št. { $number }
mail-support-files-only = Priložene so datoteke, besedila ni.
mail-support-left-out = Za e-pošto prevelike ali nedosegljive datoteke (so v konzoli): { $names }
mail-support-console = Odpri v konzoli
mail-support-how = Odgovorite na to sporočilo in občan dobi vaš odgovor v klepet. Odgovarjajte s tega naslova ali z naslova, s katerim se prijavljate v konzolo. Odgovor, ki se začne z //, je zaznamek: občan ga ne vidi.
mail-support-footer = Sporočilo je poslal hišnik, klepetalni robot ({ $provider }).

# Ko odgovor po e-pošti pride brez katere od datotek

mail-refused-files-subject = Re: [#{ $number }] nekaterih datotek nismo sprejeli
mail-refused-files-heading = Sporočilo smo sprejeli, nekaterih datotek pa ne
mail-refused-files-why-file_too_big = { $name }: večja od 20 MB
mail-refused-files-why-file_type_refused = { $name }: te vrste datotek ne sprejemamo
mail-refused-files-why-file_broken = { $name }: datoteka je poškodovana
mail-refused-files-why-file_empty = { $name }: datoteka je prazna
mail-refused-files-why-too_many_files = { $name }: preveč datotek
mail-refused-files-next = Sprejemamo slike, PDF, dokumente Office, zvok in video. Pošljite jih znova v drugi obliki, če so pomembne.

# Kaj pošta pove pošiljatelju, ki mu sporočilo vrne (strešice odpadejo: tako hoče SMTP)

mail-in-address_unknown = Naslov za odgovor ne velja. Odgovorite na zadnje sporočilo, ki ste ga prejeli od nas.
mail-in-sender_unknown = S tega naslova odgovora ne moremo sprejeti. Pišite z naslova, na katerega ste prejeli sporočilo.
mail-in-ticket_closed = Zadeva je zaprta in odgovor ni bil poslan. Odprite jo znova v konzoli (ali z /open v skupini) in odgovorite še enkrat.
mail-in-ticket_over = Zadeva je zaprta že več kot 14 dni. Za novo vprašanje nam pišite v klepetu.
mail-in-message_empty = Sporočilo je prazno. Odgovor napišite nad citirano besedilo.
mail-in-message_too_long = Sporočilo je predolgo: največ 8000 znakov. Daljse besedilo pošljite kot datoteko PDF.
mail-in-files_refused = Nobene od datotek nismo mogli sprejeti, besedila pa ni bilo. Sprejemamo slike, PDF in dokumente Office do 20 MB.
mail-in-mail_too_big = Sporočilo je preveliko: največ 30 MB, posamezna datoteka 20 MB.
mail-in-mail_broken = Sporočila ni mogoče prebrati.
