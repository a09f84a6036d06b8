"""Who may see and do what: accounts, sessions, scope and the audit log."""
