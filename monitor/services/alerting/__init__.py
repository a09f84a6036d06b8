"""Telling people what changed: new and worse flags and missing reports, once per change."""
