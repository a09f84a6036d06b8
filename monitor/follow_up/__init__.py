"""Corrective actions, attachments, snoozes, causes of deviation and decisions on indicators."""
