"""Notice and report as docx."""
