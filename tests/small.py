"""What a unit has that is small enough for a test of the whole program."""

CAMERA_AND_SCREEN = """
[camera]
source = "synthetic"
width = 160
height = 120
fps = 10
[mirror]
seam_px = 8
[screen]
driver = "memory"
width_px = 320
height_px = 180
"""
