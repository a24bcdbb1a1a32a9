readings-withdrawn-subject = Your reading has been withdrawn – { $provider }
readings-withdrawn-heading = Reading withdrawn
readings-withdrawn-body = You have withdrawn the reading of meter { $serial } of { $day }. It won’t be billed.
readings-withdrawn-after = You can hand in a new reading in the chat until { $closes }. Without one, your use may be estimated.
