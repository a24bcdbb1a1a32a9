# Gumb s pogovorom na spletni strani ponudnika

widget-open = Odpri pogovor s hišnikom
widget-close = Zapri pogovor
widget-dialog = Pogovor s hišnikom
widget-new = Odpri pogovor: novo sporočilo
widget-stuck = Pogovor se tu ni odprl.
widget-tab = Odprite ga v novem zavihku
widget-no-cookie = Vaš brskalnik tu ne dovoli piškotka, po katerem bi vas hišnik prepoznal.
