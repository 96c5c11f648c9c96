"""Who may come in: the users of an archive, their passwords, tokens and sessions, and the door that knows them."""
