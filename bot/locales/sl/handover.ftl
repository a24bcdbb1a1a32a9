# Pogovor s spletne strani se nadaljuje v Telegramu

handover-done = Pogovor s spletne strani se zdaj nadaljuje tukaj. Odgovori podpore bodo prihajali v ta klepet; na spletni strani lahko še vedno pišete.
    Če povezave niste odprli sami, pritisnite »Odklopi ta klepet«.
handover-again = Ta klepet je že povezan s pogovorom s spletne strani. Kaj želite urediti?
handover-part = Odklopi ta klepet
handover-left = Klepet ni več povezan s pogovorom s spletne strani. Tu začenjate znova.
handover-how = Na spletni strani pritisnite gumb »Nadaljuj v Telegramu« na vrhu pogovora in odprite povezavo ali kodo QR. Kjer gumba ni, ta možnost ni na voljo.
handover-button = Nadaljuj v Telegramu
handover-title = Nadaljujte v Telegramu
handover-text = Odprite povezavo ali s telefonom poslikajte kodo QR in v Telegramu pritisnite »Start«. Odgovori podpore bodo odslej prihajali tja.
handover-open = Odpri Telegram
handover-qr = Koda QR povezave do Telegrama
handover-valid = Povezava velja { $minutes } minut in samo enkrat. Ne pošiljajte je drugim.
handover-failed = Povezave zdaj ni mogoče pripraviti. Poskusite, prosim, čez nekaj minut.
handover-close = Zapri

menu-carry-over = Nadaljuj v Telegramu
menu-leave-handover = Odklopi ta klepet
