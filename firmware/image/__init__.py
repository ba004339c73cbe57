"""The image: what rpi-image-gen reads, and the splash that it wants drawn."""
