# Metering point, meters, names of services

menu-show-metering-point = Metering point
sample-show-metering-point = my metering point
service-water-cold = cold water
service-water-hot = hot water
service-water-waste = waste water
service-heat = heat
service-electricity = electricity
service-gas = gas
service-waste = waste
service-other = other
meters-name = { $service }, meter { $serial }
meters-point = Metering point { $code }
meters-address = Address: { $street }, { $town }
meters-payer = Payer: { $name } ({ $code })
meters-services = Services: { $services }
meters-none = No meter
meters-no-point = There is no metering point on record for you yet ({ $provider }).
meters-working = • { $meter }{ $size }, installed { $since }; last reading { $value } ({ $day })
meters-removed = • { $meter }: removed { $removed } (installed { $since }), final reading { $value }
