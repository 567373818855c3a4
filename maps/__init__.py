"""What a person looks at and types: the map page, the picture and the command line."""
