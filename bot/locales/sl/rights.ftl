menu-export-data = Kopija podatkov
menu-delete-data = Izbris podatkov
sample-export-data = »Želim kopijo svojih podatkov«
sample-delete-data = »Izbriši moje podatke«
rights-export = Kopije vaših podatkov tukaj še ne morem pripraviti. Zahtevajte jo pri ponudniku; odgovoriti mora v enem mesecu:
    { $contacts }
rights-delete = Podatkov tukaj še ne morem izbrisati. Izbris zahtevajte pri ponudniku; odgovoriti mora v enem mesecu. Račune mora po zakonu hraniti deset let.
    { $contacts }

    Soglasje lahko prekličete takoj, tukaj.
