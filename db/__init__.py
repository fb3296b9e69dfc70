"""The store: keeps what clinic.ports promises in one encrypted file."""
