# The wording that a consent act records. A change of meaning needs a new version in backend/consents/texts.py.

consent-terms = Pogoji uporabe in obvestilo o osebnih podatkih

    Pogovarjate se z robotom, ne s človekom. Upravljavec podatkov je podjetje, pri katerem povežete račun; njegov naslov in telefon vam v klepetu pokažemo kadar koli.

    Kaj obdelujemo: ime in naslov s pogodbe, šifro plačnika, odjemna mesta, števce in stanja, račune, vaš e-poštni naslov, telefon (če ga vpišete) in pogovor.

    Zakaj: da v klepetu oddate stanje, vidite porabo in račune ter prejmete potrdila. Podlagi sta vaša privolitev in pogodba o oskrbi (člen 6(1)(a) in (b) GDPR). Podatkov ne prodajamo. Če pišete prek aplikacije Telegram, sporočila prenaša tudi ta.

    Kako dolgo: podatke klepeta do preklica privolitve ali odstranitve računa, račune 10 let, kot zahteva davčni predpis.

    Vaše pravice: dostop, popravek, izbris, omejitev, prenos in ugovor ter pritožba pri Informacijskem pooblaščencu (ip-rs.si). Odgovor dobite v enem mesecu. Privolitev lahko kadar koli prekličete tu v klepetu, brez posledic za oskrbo; preklic ne velja za nazaj. Brez privolitve vam osebnih podatkov v klepetu ne moremo pokazati.

consent-marketing = Novice in ugodnosti (neobvezno)

    Ali vam sme podjetje, pri katerem ste povezali račun, v ta klepet in na vaš e-poštni naslov pošiljati novice in ponudbe o svojih storitvah? Za to uporabi samo vaš stik in jezik (člen 6(1)(a) GDPR), dokler privolitve ne prekličete. Prekličete jo lahko kadar koli tu v klepetu. Če odklonite, vse drugo deluje enako.
