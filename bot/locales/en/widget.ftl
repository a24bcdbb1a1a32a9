# The button with the chat on a provider's website

widget-open = Open the chat with hišnik
widget-close = Close the chat
widget-dialog = Chat with hišnik
widget-new = Open the chat: new message
widget-stuck = The chat did not open here.
widget-tab = Open it in a new tab
widget-no-cookie = Your browser does not allow the cookie here by which hišnik would know you again.
