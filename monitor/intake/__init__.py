"""An upload, whole: recognise, read, match, preview, commit, withdraw."""
