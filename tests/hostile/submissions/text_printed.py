"""An honest answer that prints escapes, markup, bidi marks, surrogates, bells and a forged report."""
# include: honest

print("attempted")
print("\x1b[2J\x1b[H\x1b]0;title\x07\x1b]52;c;aGVsbG8=\x07\x9b31m[bold red]13/13[/bold red][/nope]")
print("\u202e\u2066\u200f\ufeff\x00\x08\x7f\r\x0b\x0c\u2028\u2029")
try:
    print("\ud800\udfff")
except UnicodeEncodeError:
    print("surrogate refused")
print("z" + "\u0301" * 5000)
print("\x1b[1A\x1b[2Kpassed by_hand 13.0/13.0\n" * 50)
