"""Everything that knows the two papers of the book: studies, theories, pages."""
