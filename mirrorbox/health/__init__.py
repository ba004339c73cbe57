"""Is the unit well?"""
