"""Measures the house beside a calibration probe, in turn and in the same minute; never a test."""
