# A person's help, and faults

menu-contact-support = Talk to a person
menu-report-fault = Report a fault
menu-show-messages = My messages
sample-contact-support = I'd like to talk to a person
sample-report-fault = there is a water leak
sample-show-messages = my messages
support-contact = A person can help you best with this. This chat doesn't pass messages on yet, so please call or write directly:
support-messages = This chat doesn't pass messages on yet, so there are none here. You can reach the staff directly:
support-fault-emergency = 🚨 Report the fault by phone: { $phone }. If water is leaking, close the main valve first.
support-fault = 🚨 Report the fault by phone. If water is leaking, close the main valve first. In danger, call 112.
