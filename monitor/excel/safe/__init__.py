"""Reading a spreadsheet file that nobody vouches for, in a child process with limits."""
