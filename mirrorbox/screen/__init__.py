"""What the patient sees; pygame is imported only here."""
