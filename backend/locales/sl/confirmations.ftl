# The page behind the mailed link.

confirmations-ask-heading = Potrdite e-poštni naslov
confirmations-ask-text = Pritisnite gumb in vaš e-poštni naslov bo potrjen.
confirmations-button = Potrdi naslov
confirmations-done-heading = Naslov je potrjen
confirmations-done-text = Hvala. Vrnite se v klepet in nadaljujte, kjer ste ostali.
confirmations-expired-heading = Povezava ne velja več
confirmations-expired-text = Velja 15 minut, novo sporočilo pa razveljavi prejšnje. Vrnite se v klepet in zahtevajte novo kodo.
confirmations-unknown-heading = Te povezave ne poznamo · Unknown link
confirmations-unknown-text = Odprite povezavo iz zadnjega sporočila ali pa v klepetu zahtevajte novo kodo. Please open the link in the newest mail, or ask for a new code in the chat.
confirmations-back = Nazaj v klepet
