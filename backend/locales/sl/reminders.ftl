# Opomnik po e-pošti, kadar klepet ni dosegljiv.

mail-reminder-subject = Do { $day } oddajte stanje – { $provider }
mail-reminder-heading = Stanje lahko oddate do { $day }
mail-reminder-intro = Podjetje { $provider } za šifro plačnika { $payer } še čaka na { $count ->
    [1] stanje števca.
    [2] stanji dveh števcev.
    [one] stanje { $count } števca.
    [two] stanja { $count } števcev.
    [few] stanja { $count } števcev.
   *[other] stanja { $count } števcev.
  }
mail-reminder-meter = Števec
mail-reminder-last = Zadnje stanje
mail-reminder-day = Odčitano
mail-reminder-how = Stanje oddate v klepetu: napišite na primer »stanje 1834«. V klepetu vas nismo dosegli, zato smo vam pisali na e-naslov.
mail-reminder-stop = Če opomnikov ne želite, v klepetu napišite »izklopi opomnike«.
