"""Dialogs and the screens before a file is open. They emit plain data and open nothing themselves."""
