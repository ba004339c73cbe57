"""How a blank card becomes the appliance."""
