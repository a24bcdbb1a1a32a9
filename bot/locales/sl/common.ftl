# Skupni gumbi in odgovori.
yes = Da
no = Ne
no-stay = Ne, ostanem
cancel = Prekliči
back = Nazaj
help-button = Pomoč
go-on = Nadaljuj
menu-title = Kaj želite urediti?
payer-title = { $street } ({ $code })

# Nepričakovano.
text-empty = Sporočilo je prazno. Napišite, kaj želite, ali izberite gumb.
text-too-long = Tako dolgega sporočila ne morem prebrati. Povejte, prosim, v enem ali dveh stavkih.
text-no-words = Tega ne znam prebrati. Napišite, prosim, z besedami, na primer »stanje 1834« ali »zadnji račun«.
command-unknown = Tega ukaza ne poznam. Napišite /pomoc ali izberite gumb.
button-stale = Ta gumb ne velja več.
not-understood = Tega žal nisem razumel. Tole lahko uredite zdaj; lahko pa to pošljem podpori ali napišete »kontakt«.
did-you-mean = Nisem prepričan, kaj od tega želite:
answer-yes-no = Odgovorite, prosim, z »da« ali »ne«.
groups-refused = V skupinah ne odgovarjam, ker gre za osebne podatke. Pišite mi, prosim, v zasebnem klepetu.
sent-photo = Slike še ne znam prebrati. Napišite, prosim, z besedami.
sent-document = Datoteke še ne znam prebrati. Napišite, prosim, z besedami.
sent-voice = Glasovnih sporočil ne razumem. Napišite, prosim, z besedami.
sent-audio = Zvočnih posnetkov ne razumem. Napišite, prosim, z besedami.
sent-video = Videoposnetkov ne znam pogledati. Napišite, prosim, z besedami.
sent-sticker = Lepa nalepka! Odgovorim pa lahko le na besede.
sent-location = Lokacije ne potrebujem. Napišite, prosim, kaj želite.
sent-contact = Kontakta ne potrebujem. Svojo telefonsko številko vpišete v profilu.
sent-other = Tega ne znam prebrati. Napišite, prosim, z besedami.

# Obrazci.
form-cancelled = Vnos je preklican; nič ni shranjeno.
form-help = Odgovorite na vprašanje ali izberite gumb. »Nazaj« vas vrne za eno vprašanje, »prekliči« konča vnos. Vmes lahko vprašate tudi kaj drugega.
form-left = Prejšnji vnos je preklican.
one-by-one = Uredimo eno za drugim: najprej »{ $first }«, nato »{ $then }«.
form-leave = Začnem »{ $wish }«? Trenutni vnos bo preklican.

# Zaledje ni dosegljivo.
backend-down = Podatkov trenutno ne dosežem. Sporočilo sem shranil in odgovorim takoj, ko bo mogoče.
turn-failed = Pri nas je šlo nekaj narobe; napako smo zabeležili. Poskusite, prosim, še enkrat.
