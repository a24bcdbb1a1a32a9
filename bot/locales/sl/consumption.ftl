# Poraba

menu-show-consumption = Poraba
sample-show-consumption = poraba za zadnje leto
consumption-title = Poraba: { $period }
consumption-file = poraba-{ $start }-{ $end }
consumption-no-meter = Na vašem odjemnem mestu ni števca ({ $provider }), zato porabe ne merimo. Zneske najdete na računih.
consumption-future = To obdobje je še pred nami, zato porabe še ni. Izberite drugo obdobje.
consumption-too-long = To obdobje je predolgo za en graf. Izberite največ { $years } let.
consumption-empty = Za obdobje { $period } ni odčitkov, zato porabe ne morem prikazati. Izberite drugo obdobje.
consumption-series-empty = { $service }: za to obdobje ni odčitkov.
consumption-quarter = { $number }. četrtletje { $year }
consumption-total = { $service }: skupaj { $total }
consumption-average-month = Povprečno na mesec: { $average }
consumption-average-quarter = Povprečno na četrtletje: { $average }
consumption-average-year = Povprečno na leto: { $average }
consumption-average-quarter-whole = Povprečno na četrtletje, brez nepopolnih: { $average }
consumption-average-year-whole = Povprečno na leto, brez nepopolnih: { $average }
consumption-running-quarter = { $name } še ni celo: prikazano je do { $until }.
consumption-running-year = Leto { $name } še ni celo: prikazano je do { $until }.
consumption-until = { $month ->
    [1] januarja
    [2] februarja
    [3] marca
    [4] aprila
    [5] maja
    [6] junija
    [7] julija
    [8] avgusta
    [9] septembra
    [10] oktobra
    [11] novembra
   *[12] decembra
  }
consumption-highest = Največ: { $bar }, { $used }
consumption-missing = Brez podatkov: { $bars }
consumption-missing-many = Brez podatkov: { $count ->
    [one] { $count } mesec
    [two] { $count } meseca
    [few] { $count } meseci
   *[other] { $count } mesecev
  }
consumption-estimated = Deloma ocenjeno: { $bars }
consumption-replaced = { $day } je bil števec zamenjan; poraba obeh števcev je sešteta.
consumption-compare-more = V istem času leto prej: { $then }, tokrat { $now }, kar je { $percent } % več.
consumption-compare-less = V istem času leto prej: { $then }, tokrat { $now }, kar je { $percent } % manj.
consumption-compare-same = V istem času leto prej: { $then }, torej enako.
consumption-compare-none = Za leto prej ni podatkov, zato primerjave ni.
consumption-by-month = Mesec
consumption-by-quarter = Četrtletje
consumption-by-year = Leto
consumption-compare = Primerjaj z lani
consumption-last-twelve = Zadnjih 12 mesecev
consumption-this-year = Letos
consumption-last-year = Lani
