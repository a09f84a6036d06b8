"""Files to rows of cells, in a child process with limits; one reader per format."""
