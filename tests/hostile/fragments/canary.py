import re

CANARY = re.compile("@PREFIX@" + "-[0-9a-f]{16}")
