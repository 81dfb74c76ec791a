"""Whole files of phrases: CSV and Parquet in parts, on this machine or on a Ray cluster."""
