"""Tables as papers print them: files in many layouts, read into one kind of table, with how sure the reading is."""
