"""The sample plan as a docx, made from its text."""
