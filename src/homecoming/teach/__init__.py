"""Exercises: sources, editions, answers."""
