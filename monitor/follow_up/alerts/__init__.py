"""Alerts by mail and webhook: settings, changes, message, channels, sending."""
