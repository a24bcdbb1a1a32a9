# Odjemno mesto, števci, imena storitev

menu-show-metering-point = Odjemno mesto
sample-show-metering-point = podatki o odjemnem mestu
service-water-cold = hladna voda
service-water-hot = topla voda
service-water-waste = odpadna voda
service-heat = toplota
service-electricity = elektrika
service-gas = plin
service-waste = odpadki
service-other = drugo
meters-name = { $service }, števec { $serial }
meters-point = Odjemno mesto { $code }
meters-address = Naslov: { $street }, { $town }
meters-payer = Plačnik: { $name } ({ $code })
meters-services = Storitve: { $services }
meters-none = Brez števca
meters-no-point = Odjemnega mesta za vas še nimamo vpisanega ({ $provider }).
meters-working = • { $meter }{ $size }, vgrajen { $since }; zadnje stanje { $value } ({ $day })
meters-removed = • { $meter }: odstranjen { $removed } (vgrajen { $since }), končno stanje { $value }
