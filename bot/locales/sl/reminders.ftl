# Opomniki

menu-manage-reminders = Opomniki
menu-snooze-reminder = Opomni me pozneje
sample-manage-reminders = opomni me tri dni prej

push-reading-reminder = { $count ->
    [1] Stanja števca še niste oddali. Oddate ga lahko do { $closes }.
    [one] Za { $count } števec še niste oddali stanja. Oddate ga lahko do { $closes }.
    [two] Za { $count } števca še niste oddali stanj. Oddate ju lahko do { $closes }.
    [few] Za { $count } števce še niste oddali stanj. Oddate jih lahko do { $closes }.
   *[other] Za { $count } števcev še niste oddali stanj. Oddate jih lahko do { $closes }.
  }
push-reading-reminder-opens = { $count ->
    [1] Stanje števca lahko oddate do { $closes }.
    [one] Stanje za { $count } števec lahko oddate do { $closes }.
    [two] Stanji za { $count } števca lahko oddate do { $closes }.
    [few] Stanja za { $count } števce lahko oddate do { $closes }.
   *[other] Stanja za { $count } števcev lahko oddate do { $closes }.
  }
push-reading-reminder-last-day = { $count ->
    [1] Rok za oddajo stanja se izteče { $closes }. Brez vašega odčitka bo poraba ocenjena.
    [one] Rok za oddajo stanja za { $count } števec se izteče { $closes }. Brez vašega odčitka bo poraba ocenjena.
    [two] Rok za oddajo stanj za { $count } števca se izteče { $closes }. Brez vaših odčitkov bo poraba ocenjena.
    [few] Rok za oddajo stanj za { $count } števce se izteče { $closes }. Brez vaših odčitkov bo poraba ocenjena.
   *[other] Rok za oddajo stanj za { $count } števcev se izteče { $closes }. Brez vaših odčitkov bo poraba ocenjena.
  }
push-reading-reminder-meter = • { $meter }: zadnje stanje { $last } ({ $day })
reminders-enter-now = Vnesi zdaj
reminders-later = Čez tri ure
reminders-stop = Ne opominjaj več
reminders-put-off = V redu, spomnim vas { $at }.
reminders-too-late = Do konca roka vas ne morem več opomniti.
reminders-nothing-to-remind = Za zdaj ni česa oddati, zato opomnik ni potreben.

reminders-none-needed = Stanja števca vam ni treba oddajati, zato opomnikov ne potrebujete. S čim drugim vam lahko pomagam?
reminders-are-on = Opomniki za oddajo stanja so vklopljeni: { $steps }. Ko stanje oddate, nehajo prihajati.
reminders-are-own = { $days ->
    [one] Opomnik za oddajo stanja pride { $days } dan pred koncem roka, če stanja še ni.
    [two] Opomnik za oddajo stanja pride { $days } dneva pred koncem roka, če stanja še ni.
    [few] Opomnik za oddajo stanja pride { $days } dni pred koncem roka, če stanja še ni.
   *[other] Opomnik za oddajo stanja pride { $days } dni pred koncem roka, če stanja še ni.
  }
reminders-are-off = Opomniki za oddajo stanja so izklopljeni. Vklopite jih s spodnjim gumbom.
reminders-step-opens = ko se rok odpre
reminders-step-days = { $days ->
    [one] { $days } dan pred koncem
    [two] { $days } dneva pred koncem
    [few] { $days } dni pred koncem
   *[other] { $days } dni pred koncem
  }
reminders-step-last-day = zadnji dan
reminders-next = Naslednji opomnik predvidoma { $at }.
reminders-turned-on = Opomniki so vklopljeni. Opomnim vas, če stanja še ne bo.
reminders-turned-off = Opomniki so izklopljeni. Vklopite jih lahko kadar koli.
reminders-lead-set = { $days ->
    [one] V redu, opomnim vas { $days } dan pred koncem roka, če stanja še ne bo.
    [two] V redu, opomnim vas { $days } dneva pred koncem roka, če stanja še ne bo.
    [few] V redu, opomnim vas { $days } dni pred koncem roka, če stanja še ne bo.
   *[other] V redu, opomnim vas { $days } dni pred koncem roka, če stanja še ne bo.
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
