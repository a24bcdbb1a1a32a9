# Pomoč človeka in okvare

menu-contact-support = Pomoč človeka
menu-report-fault = Prijava okvare
menu-show-messages = Moja sporočila
sample-contact-support = rad bi govoril s človekom
sample-report-fault = pušča voda
sample-show-messages = moja sporočila
support-contact = Pri tem vam bo najbolje pomagal človek. Sporočil prek tega klepeta še ne posredujemo, zato pokličite ali pišite neposredno:
support-messages = Sporočil prek tega klepeta še ne posredujemo, zato jih tu ni. Zaposlene dosežete neposredno:
support-fault-emergency = 🚨 Okvaro prijavite po telefonu: { $phone }. Če pušča voda, najprej zaprite glavni ventil.
support-fault = 🚨 Okvaro prijavite po telefonu. Če pušča voda, najprej zaprite glavni ventil. Ob nevarnosti pokličite 112.
