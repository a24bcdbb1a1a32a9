# Opomniki

menu-manage-reminders = Opomniki
menu-snooze-reminder = Opomni me pozneje
sample-manage-reminders = opomni me tri dni prej

push-reading-reminder = { $count ->
    [one] Stanja števca še niste oddali. Oddate ga lahko do { $closes }.
    [two] Stanj obeh števcev še niste oddali. Oddate ju lahko do { $closes }.
    [few] Stanj števcev še niste oddali. Oddate jih lahko do { $closes }.
   *[other] Stanj števcev še niste oddali. Oddate jih lahko do { $closes }.
  }
push-reading-reminder-opens = { $count ->
    [one] Stanje števca lahko oddate do { $closes }.
    [two] Stanji števcev lahko oddate do { $closes }.
    [few] Stanja števcev lahko oddate do { $closes }.
   *[other] Stanja števcev lahko oddate do { $closes }.
  }
push-reading-reminder-last-day = { $count ->
    [one] Rok za oddajo stanja se izteče { $closes }. Brez vašega odčitka bo poraba ocenjena.
    [two] Rok za oddajo obeh stanj se izteče { $closes }. Brez vaših odčitkov bo poraba ocenjena.
    [few] Rok za oddajo stanj se izteče { $closes }. Brez vaših odčitkov bo poraba ocenjena.
   *[other] Rok za oddajo stanj se izteče { $closes }. Brez vaših odčitkov bo poraba ocenjena.
  }
push-reading-reminder-meter = • { $meter }: zadnje stanje { $last } ({ $day })
reminders-enter-now = Vnesi zdaj
reminders-later = Čez tri ure
reminders-stop = Ne opominjaj več
reminders-put-off = V redu, spomnim vas { $at }.
reminders-too-late = Do konca roka vas ne morem več opomniti.
reminders-nothing-to-remind = Za zdaj ni česa oddati, zato opomnik ni potreben.

reminders-none-needed = Stanja števca vam ni treba oddajati, zato opomnikov ne potrebujete.
reminders-are-on = Opomniki na odčitek so vklopljeni: { $steps }. Ko oddate stanje, nehajo prihajati.
reminders-are-own = { $days ->
    [one] Opomnik na odčitek pride { $days } dan pred koncem roka, če stanja še ni.
    [two] Opomnik na odčitek pride { $days } dneva pred koncem roka, če stanja še ni.
    [few] Opomnik na odčitek pride { $days } dni pred koncem roka, če stanja še ni.
   *[other] Opomnik na odčitek pride { $days } dni pred koncem roka, če stanja še ni.
  }
reminders-are-off = Opomniki na odčitek so izklopljeni.
reminders-step-opens = ko se rok odpre
reminders-step-days = { $days ->
    [one] { $days } dan pred koncem
    [two] { $days } dneva pred koncem
    [few] { $days } dni pred koncem
   *[other] { $days } dni pred koncem
  }
reminders-step-last-day = zadnji dan
reminders-next = Naslednji predvidoma: { $at }.
reminders-turned-on = Opomniki so vklopljeni. Opomnim vas, če stanja še ne bo.
reminders-turned-off = Opomniki so izklopljeni. Vklopite jih lahko kadar koli.
reminders-lead-set = { $days ->
    [one] Velja: opomnim vas { $days } dan pred koncem roka, če stanja še ne bo.
    [two] Velja: opomnim vas { $days } dneva pred koncem roka, če stanja še ne bo.
    [few] Velja: opomnim vas { $days } dni pred koncem roka, če stanja še ne bo.
   *[other] Velja: opomnim vas { $days } dni pred koncem roka, če stanja še ne bo.
  }
reminders-steps-again = Opomniki spet prihajajo ob časih, ki jih je določil ponudnik.
reminders-days-range = Opomnik lahko pride od 1 do { $most } dni pred koncem roka. Koliko dni prej naj vas opomnim?
reminders-lead = { $days ->
    [one] { $days } dan prej
    [two] { $days } dneva prej
    [few] { $days } dni prej
   *[other] { $days } dni prej
  }
reminders-as-provider = Kot določa ponudnik
reminders-turn-on = Vklopi opomnike
