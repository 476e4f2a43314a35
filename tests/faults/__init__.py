"""Workers that die, brokers that forget: what is promised must hold. An app, for its job kinds."""
