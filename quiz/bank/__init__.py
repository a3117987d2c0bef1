"""The banks: read with the place of every fault, checked against the syllabus, cached."""
