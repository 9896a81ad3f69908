"""Printed figures and sentences, held against what the figures allow."""
