"""Print day sheets: a page under Today."""
