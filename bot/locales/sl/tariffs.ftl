# Cenik

menu-show-tariff = Cenik
sample-show-tariff = koliko stane kubik vode?
tariffs-title = Cenik
tariffs-valid = { $provider }, cene veljajo od { $day }.
tariffs-line = { $taxed ->
    [no] • { $what }: { $price } €/{ $unit } (brez DDV)
   *[yes] • { $what }: { $price } €/{ $unit }, z DDV { $vat } €
  }
tariffs-before = (prej { $price } €)
tariffs-previous = »Prej« pomeni ceno brez DDV po ceniku od { $day }.
error-no-price-list = Cenik še ni objavljen. Vprašajte na uradu: napišite »kontakt«.
