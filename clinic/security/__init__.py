"""Keys: how the data file's key is made, wrapped and remembered. The ciphers come from well-kept libraries."""
