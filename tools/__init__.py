"""Setting the project up and checking it: standard library only, run by the Makefile."""
