"""Mock exams: blueprints, papers, the sitting and its report."""
