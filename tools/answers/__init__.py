"""What the product answers, recorded as plain text, so that two states of it can be compared."""
