"""Tray, camera mount, button box and electronics box, as code.

`params` reads `hardware/unit.toml`, `sizes` and `steady` do the sums, `limits` says
what cannot be; `tray`, `camera`, `buttons` and `box` make the parts, `assembly` puts
them together; `mesh` and `solids` measure them, `render` and `pictures` draw them,
`report` writes the figures.
"""
