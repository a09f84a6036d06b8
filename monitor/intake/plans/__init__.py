"""Plan documents and plan workbooks to a plan, and what a new plan changes."""
