"""Our own stand-in for the parts of a Raspberry Pi that picamera2 sits on.

`libcamera`, `pykms`, `prctl` and `pidng` hold only what the real picamera2 imports
and uses; `installed` lends them their names for the length of a test.
"""
