"""The grader: a student's file -> sandboxed worker -> checks -> verdict -> report."""
