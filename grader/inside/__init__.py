"""What runs beside a learner's code, inside the sandbox.

Nothing here is trusted by the grader and nothing here is worth finding: it is the convenient
path for honest code. A learner's file may replace every function in these modules; what reaches
the grader is still only a frame that `grader.wire` checks in the grader's own process.
"""
