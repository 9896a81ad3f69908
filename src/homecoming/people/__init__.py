"""From printed percentages to people: counts, the bases of questions, the rebuilt survey."""
