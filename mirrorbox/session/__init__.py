"""The session: what a press means and when it ends."""
