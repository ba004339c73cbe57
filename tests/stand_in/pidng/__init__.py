"""Stands in for PiDNG: picamera2 imports it for raw files we never write."""
