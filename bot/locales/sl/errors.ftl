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
error-email-invalid = To ni veljaven e-naslov. Vpišite ga v obliki ime@primer.si.
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
