readings-withdrawn-subject = Potrdilo o umaknjenem stanju – { $provider }
readings-withdrawn-heading = Stanje je umaknjeno
readings-withdrawn-body = Stanje števca { $serial } z dne { $day } ste umaknili. Pri obračunu ne bo upoštevano.
readings-withdrawn-after = Do { $closes } lahko v klepetu oddate novo stanje. Če ga ne oddate, bo poraba lahko ocenjena.
