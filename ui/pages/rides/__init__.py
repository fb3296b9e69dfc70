"""Rides: whether everybody with a hearing has a ride that gets there in time."""
