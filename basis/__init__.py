"""What both engines stand on: texts, errors, places, YAML with positions, a command's voice."""
