"""What a border legal clinic does, with nothing about windows or databases."""
