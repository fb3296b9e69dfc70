"""What a good plan is. The same rules guard a hand's move, rank candidates, answer 'why not' and check every proposal."""
