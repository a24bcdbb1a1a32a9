# Pomoč človeka, zadeve in okvare

menu-contact-support = Pomoč človeka
menu-report-fault = Prijava okvare
menu-show-messages = Moja sporočila
menu-write-on = Nadaljevanje pogovora
menu-rate-ticket = Ocena
menu-offer-support = Pošlji podpori
menu-correct-message = Popravek sporočila
menu-dispute = Ugovor
menu-request-account = Nimam podatkov za povezavo
sample-contact-support = rad bi govoril s človekom
sample-report-fault = pušča voda
sample-show-messages = moja sporočila
support-topic-billing = račun
support-topic-reading = odčitek
support-topic-fault = okvara
support-topic-move = selitev
support-topic-data = podatki
support-topic-other = drugo
support-matter = št. { $number } ({ $topic })
support-about-invoice = Gre za račun { $label }.
support-about-reading = Gre za odčitek: { $label }.

# Začetek
support-ask-provider = Komu želite pisati?
support-ask-matter = Nadaljujemo prejšnjo zadevo ali začnemo novo?
support-continue = Nadaljuj { $matter }
support-new = Nova zadeva
support-ask-topic = O čem želite pisati? Izberite ali kar napišite. Prebral bo človek, odgovor pride v ta klepet.
support-direct = Dosegljivi so tudi neposredno:
support-ask-words = Napišite, kaj vas zanima. Pošljete lahko tudi fotografijo, dokument ali glasovno sporočilo.
support-ask-words-fault = Opišite okvaro: kje je in kaj se dogaja. Pošljete lahko tudi fotografijo.
support-ask-words-about = Kaj ni prav? Zraven bo pripeto: { $label }. Pošljete lahko tudi fotografijo ali dokument.
support-notice = Vaše sporočilo in ime v klepetu prejme { $provider } in ju uporabi le za odgovor na vaše vprašanje.
support-held = To imam in pošljem skupaj z ostalim.
support-will-send = Poslal bom: »{ $text }«
support-will-send-files = { $files ->
    [one] Poslal bom { $files } datoteko.
    [two] Poslal bom { $files } datoteki.
    [few] Poslal bom { $files } datoteke.
   *[other] Poslal bom { $files } datotek.
}
support-send = Pošlji
support-write = Piši podpori
support-write-else = Vprašal bi kaj drugega
support-too-many = { $most ->
    [one] Naenkrat sprejmem { $most } datoteko. Najprej pošljite to, kar je že tu.
    [two] Naenkrat sprejmem { $most } datoteki. Najprej pošljite to, kar je že tu.
    [few] Naenkrat sprejmem { $most } datoteke. Najprej pošljite to, kar je že tu.
   *[other] Naenkrat sprejmem { $most } datotek. Najprej pošljite to, kar je že tu.
}
support-not-sendable = Tega podpori ne morem poslati. Napišite, prosim, z besedami ali pošljite fotografijo oziroma dokument.
support-kept-gone = To je že poslano ali pa tega nimam več. Če želite, pišite znova.
help-support = Izberite, o čem pišete, ali kar napišite sporočilo. »Nazaj« vas vrne za eno vprašanje, »prekliči« konča; nič ne bo poslano.

# Odprt pogovor
support-writing = Pišete podpori, zadeva { $matter }. Vse, kar napišete ali pošljete, gre naprej.
support-writing-over = Zadeva { $matter } je že dolgo zaprta. Kar napišete, odpre novo zadevo z isto temo.
support-opened = Poslano. { $provider }: vaša zadeva je { $matter }.
support-sent = Poslano: { $matter }.
support-reopened = Poslano. Zadeva { $matter } je znova odprta.
support-over = Zadeva št. { $number } je že dolgo zaprta, zato je odprta nova.
support-urgent = 🚨 Če je nujno, pokličite: { $phone }.
support-away = Zdaj ni nikogar v pisarni. Znova bodo tam { $at }.
support-expected = Odgovor pričakujte do { $at }.
support-more = Lahko še kaj dopišete ali pošljete.
support-end = Končaj
support-ended = Pogovor je končan. Odgovor na zadevo { $matter } pride v ta klepet; najdete ga tudi med sporočili.
support-write-on = Piši naprej
support-answer = Odgovori
help-writing = Vse, kar napišete ali pošljete, prejme podpora. Ukazi in gumbi delujejo kot vedno. »Končaj« konča pogovor.
support-edited = Popravek je poslan: { $matter }.
support-edit-held = Popravljeno.

# Kar pride brez vprašanja
support-offer-photo = Slike ne znam prebrati. Jo pošljem podpori? Če želite kaj drugega, napišite z besedami.
support-offer-document = Datoteke ne znam prebrati. Jo pošljem podpori? Če želite kaj drugega, napišite z besedami.
support-offer-voice = Glasovnega sporočila ne razumem. Ga pošljem podpori? Če želite kaj drugega, napišite z besedami.
support-offer-audio = Zvočnega posnetka ne razumem. Ga pošljem podpori? Če želite kaj drugega, napišite z besedami.
support-offer-video = Videoposnetka ne znam pogledati. Ga pošljem podpori? Če želite kaj drugega, napišite z besedami.
support-offer-text = Tega nisem razumel. Želite to poslati podpori?
support-offer-long = Tako dolgega sporočila ne morem prebrati. Želite to poslati podpori? Drugače povejte, prosim, v enem ali dveh stavkih.
support-send-it = Pošlji podpori
support-send-to = Pošlji k { $matter }
support-send-new = Pošlji kot novo zadevo
support-dont = Ne pošlji
support-dropped = V redu, nič ni poslano.

# Okvara
support-fault-emergency = 🚨 Okvaro prijavite po telefonu: { $phone }. Če pušča voda, najprej zaprite glavni ventil.
support-fault = 🚨 Okvaro prijavite po telefonu. Če pušča voda, najprej zaprite glavni ventil. Ob nevarnosti pokličite 112.
support-fault-write = Okvaro lahko opišete tudi tukaj, podnevi in ponoči.
support-fault-button = Opiši okvaro

# Odčitek ali račun ni pravi
support-dispute-invoice = Ugovarjam računu
support-dispute-reading = Ta odčitek ni pravi
support-dispute-which = Kateri odčitek ni pravi?
support-dispute-choose = Izberite, prosim, odčitek z gumbom.

# Moja sporočila
support-messages-none = Sporočil podpori še niste poslali. Kadar želite, pišite; odgovor pride v ta klepet.
support-state-open = čaka na odgovor
support-state-answered = odgovorjeno
support-state-closed = zaprto
support-only-files = (samo datoteke)
support-head = { $provider } · { $state }
support-said = { $who }, { $at }:
support-you = Vi
support-staff = Podpora
support-changed = popravljeno
support-older = Starejša
support-newer = Novejša
support-show-files = { $files ->
    [one] Prikaži prilogo
    [two] Prikaži { $files } prilogi
    [few] Prikaži { $files } priloge
   *[other] Prikaži { $files } prilog
}
support-all = Vsa sporočila
support-star = ⭐ { $stars }
support-rated = { $stars ->
    [one] Hvala za oceno ({ $stars } zvezdica): { $matter }.
    [two] Hvala za oceno ({ $stars } zvezdici): { $matter }.
    [few] Hvala za oceno ({ $stars } zvezdice): { $matter }.
   *[other] Hvala za oceno ({ $stars } zvezdic): { $matter }.
}
push-ticket-answered = { $name } odgovarja (št. { $number }):
push-ticket-corrected = { $name } popravlja odgovor (št. { $number }):
push-ticket-first = Sporočilo podjetja { $provider }, zadeva št. { $number } ({ $name }):
push-ticket-first-corrected = Popravljeno sporočilo podjetja { $provider }, zadeva št. { $number } ({ $name }):
push-ticket-closed = Zadeva št. { $number } je zaprta. Kako smo vam pomagali? Če kaj ni rešeno, v 14 dneh kar pišite naprej.

# Račun, ki ga ni mogoče povezati
account-offer = Če nimate računa ali šifre, vam račun poišče človek. Za to potrebuje ime in naslov.
account-why = { $provider } bo poiskal vaš račun. Podatke, ki jih vpišete, uporabi samo za to.
account-ask-name = Napišite ime in priimek plačnika.
account-name-format = Napišite, prosim, ime in priimek, na primer Janez Novak.
account-ask-address = Napišite naslov stanovanja ali hiše: ulica, hišna številka in kraj.
account-address-format = Napišite, prosim, ulico in hišno številko, na primer Lipova ulica 4, Zgled.
account-ask-point = Če jo poznate, napišite številko odjemnega mesta ali števca.
account-point-format = Številka odjemnega mesta ali števca vsebuje številke. Če je ne poznate, izberite »Preskoči«.
account-ask-tax = Če želite, napišite davčno številko plačnika. Ni obvezna, račun pa se z njo najde hitreje.
account-tax-format = To ni veljavna davčna številka: ima osem številk. Preverite jo, prosim, ali izberite »Preskoči«.
account-skip = Preskoči
account-sure = Vse je pripravljeno. Prošnjo prejme { $provider }.
account-press-send = Izberite »Pošlji« ali »Prekliči«.
help-request-account = Odgovorite na vprašanja, da vas ponudnik najde. »Nazaj« vas vrne za eno vprašanje, »prekliči« konča; nič ne bo poslano.
account-ticket = Prošnja za povezavo računa
account-ticket-name = Ime in priimek: { $value }
account-ticket-address = Naslov: { $value }
account-ticket-point = Odjemno mesto ali števec: { $value }
account-ticket-tax = Davčna številka: { $value }
