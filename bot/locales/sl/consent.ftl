gate-give-consent = Preden pokažem osebne podatke, potrebujem vaše soglasje; vašo željo sem si zapomnil.
menu-give-consent = Pogoji uporabe
menu-manage-consent = Moja soglasja
menu-marketing = Obvestila o novostih
menu-withdraw-consent = Preklic soglasja
sample-manage-consent = »Pokaži moja soglasja«
consent-title = Soglasje
consent-ask-terms = { $text }

    Različica besedila: { $version }. Se strinjate?
consent-agree = Strinjam se
consent-disagree = Ne strinjam se
consent-unclear = Izberite, prosim, »Strinjam se« ali »Ne strinjam se«.
consent-given = Hvala, vaše soglasje je zabeleženo. Prekličete ga lahko kadar koli; napišite »moja soglasja«.
consent-already = S trenutnimi pogoji se že strinjate.
consent-not-given = Soglasja niste dali, zato ni česa preklicati.
consent-declined = Razumem. Brez soglasja vaših podatkov ne pokažem in nič ne shranim. Splošna vprašanja lahko še vedno postavite, vse drugo uredite v pisarni ponudnika.
consent-read-again = Preberi pogoje
consent-ask-marketing = { $text }

    To ni obvezno in ne vpliva na nič drugega.
consent-marketing-yes = Da, obveščajte me
consent-marketing-no = Ne, hvala
consent-marketing-stop = Ne obveščajte me več
consent-marketing-on = V redu, obveščali vas bomo. Odjavite se lahko kadar koli; napišite »moja soglasja«.
consent-marketing-off = V redu, novosti vam ne bomo pošiljali. Kaj želite urediti?
consent-manage-title = Vaša soglasja
consent-purpose-terms = Pogoji uporabe
consent-purpose-marketing = Obvestila o novostih
consent-action-given = soglasje dano
consent-action-declined = zavrnjeno
consent-action-withdrawn = preklicano
consent-line = { $purpose }: { $done } { $at } (različica { $version })
consent-line-none = { $purpose }: še brez odgovora
consent-withdraw-terms = Prekliči soglasje
consent-ask-withdraw = Če soglasje prekličete, vam osebnih podatkov ne bom več kazal. Že oddani odčitki in računi ostanejo pri ponudniku. Soglasje lahko kadar koli znova date. Ga prekličem?
consent-withdraw-yes = Da, prekliči
consent-kept = V redu, soglasje ostane.
consent-withdrawn = Vaše soglasje je preklicano in preklic zabeležen.
