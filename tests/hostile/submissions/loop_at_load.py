"""Never finishes loading."""
print("attempted", flush=True)
while True:
    pass
