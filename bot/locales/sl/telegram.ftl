# Kar kanal Telegram pove sam
telegram-short-description = Sem bot vašega upravnika ali komunale: odčitki, poraba, računi.
telegram-description =
    Pozdravljeni, sem hišnik, bot vašega upravnika ali komunalnega podjetja. Pri meni oddate stanje števca, pogledate porabo in dobite račun s kodo QR za plačilo. Začnite z gumbom spodaj.
telegram-later = Sistem se trenutno ne odziva. Vaše sporočilo ni izgubljeno; odgovorim takoj, ko bo sistem spet dosegljiv.
telegram-file-failed = Datoteke trenutno ne morem pripraviti. Poskusite znova čez nekaj minut.
telegram-refused = Dela odgovora mi ni uspelo poslati. Poskusite znova ali se obrnite na svojega ponudnika.
