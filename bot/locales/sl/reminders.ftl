# Opomniki

menu-manage-reminders = Opomniki
sample-manage-reminders = opomni me na odčitek
reminders-later = Opomnikov še ne pošiljamo; na voljo bodo kmalu. Do takrat vam povem rok.
reminders-none-needed = Stanja števca vam ni treba oddajati, zato opomnikov ne potrebujete.
