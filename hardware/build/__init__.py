"""Makes every drawing, table and list of the hardware from `hardware/unit.toml`."""
