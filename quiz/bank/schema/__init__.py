"""What may stand in a bank, as pydantic models; loaded only when a bank has to be read."""
