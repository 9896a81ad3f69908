"""Tables as papers print them: files in many layouts, read into one kind of table, and how sure that is."""
