"""The commands of the console scripts: a face. They parse, call and print; no logic."""
