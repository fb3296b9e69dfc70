"""The commands of the command line, by topic. Each module has `commands()`, called once the language is known."""
