"""Tray, camera mount, button box and electronics box, as code.

`params` reads `hardware/unit.toml`, `sizes` does the sums, `tray`, `camera`,
`buttons` and `box` make the parts, `assembly` puts them together, `measure` checks a
print, `render` draws it, `report` writes the figures.
"""
