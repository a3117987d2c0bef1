"""Imports the reference and the grader: by name, by path, by runpy, zipimport, site-packages and exec."""
import importlib
import importlib.util
import runpy
import sys
import zipimport

# include: tries

sys.path[:0] = ["@COURSE@", "@COURSE@/solutions", "@COURSE@/solutions/target", "@REPO@", "."]
sys.path_importer_cache.clear()
importlib.invalidate_caches()
for name in ("solutions.target.target", "solutions.target.check", "exercises.target.check", "grader.session", "solutions",
             "grader.checks", "check", "wrong", "gongbu", "conftest", "tests.hostile.test_hostile"):
    tried(name, importlib.import_module, name)
for path in ("@COURSE@/solutions/target/target.py", "@COURSE@/solutions/target/check.py"):
    tried(path, runpy.run_path, path)
    tried(path, zipimport.zipimporter, path)
    spec = importlib.util.spec_from_file_location("reference", path)
    tried("spec " + path, lambda s: s.loader.exec_module(importlib.util.module_from_spec(s)), spec)
for entry in list(sys.path):
    tried("site " + entry, open, entry + "/solutions/target/target.py")
    tried("site " + entry, open, entry + "/grader/session.py")
print("attempted")


def softmax(x):
    return x * 0
