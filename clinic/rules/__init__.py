"""What a good plan is: the same rules guard a hand, rank candidates, answer 'why not' and check proposals."""
