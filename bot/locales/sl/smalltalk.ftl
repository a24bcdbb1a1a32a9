start-new = Pozdravljeni! Sem hišnik, klepetalni robot komunalnih podjetij in upravnikov – odgovarjam samodejno.
    Pri meni oddate stanje števca, pogledate porabo in račune, plačate s kodo QR in izveste ceno ali uradne ure. Za začetek povežite svoj račun; potrebujete šifro plačnika in zadnji račun.
start-again = Dobrodošli nazaj! Sem hišnik, klepetalni robot. Kaj želite urediti?
start-provider = Pozdravljeni! Sem hišnik, klepetalni robot – odgovarjam samodejno. Vaš ponudnik: { $provider }
    Pri meni oddate stanje števca, pogledate porabo in račune ter plačate s kodo QR. Za začetek povežite svoj račun; potrebujete šifro plačnika z računa.
start-payload-invalid = Povezava, s katero ste prišli, ni veljavna; ponudnika boste izbrali sami.
greet-again = Pozdravljeni! Kaj želite urediti?
goodbye = Nasvidenje! Tu sem, kadar me potrebujete.
thanks = Prosim, z veseljem.
help-title = Kaj zmorem
help = Napišite po svoje, na primer:
    { $samples }

    Povsod delujejo tudi »nazaj«, »prekliči« in »pomoč«.
help-new = Zdaj lahko napišete na primer:
    { $samples }

    Ko povežete račun, oddate tudi stanje števca, pogledate porabo in račune. Povsod delujejo »nazaj«, »prekliči« in »pomoč«.
nothing-asked = V redu. Trenutno vas nisem nič vprašal; kaj želite urediti?
nothing-open = Ni česa preklicati; noben vnos ni odprt.
out-of-scope = Pri tem žal ne morem pomagati. Znam pa tole; za pogovor s človekom napišite »kontakt«.
menu-help = Pomoč
menu-menu = Meni
menu-start = Začni
menu-greet = Pozdrav
menu-goodbye = Slovo
menu-thanks = Zahvala
menu-affirm = Da
menu-deny = Ne
menu-cancel = Prekliči
menu-out-of-scope = Nekaj drugega
