"""Three large buttons: raw edges become presses and holds."""
