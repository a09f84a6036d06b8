"""Set-up, samples, backups, restore, examination, logs and the watched folder."""
