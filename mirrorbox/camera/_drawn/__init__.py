"""The drawing behind the synthetic camera: a right hand on a table, from above."""
