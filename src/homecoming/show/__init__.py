"""What can be shown: tables, charts, diagrams, and explorers over any table."""
