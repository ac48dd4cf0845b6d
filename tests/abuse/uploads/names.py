"""What people call files when they want to write elsewhere, hide what a file is, or break a page."""

NAMES = (
    *("../../../etc/pwned.png", "..\\..\\pwned.png", "/pwned.png", "....//pwned.png", "~/pwned.png"),
    *("pwned.html.png", "pwned.php.png", "pwned.png ", ".png.png", "CON.png", "aux.h.png", "a:b.png"),
    *("pwned\u202egnp.exe.png", "\u0007pwned\n.png", '"><b pwned>.png', "'; DROP TABLE x; --.png", "%00.png"),
    *("w" * 300 + ".png", "\U0001f4a9" * 80 + ".png", "Z\u0335\u0321\u0489\u0300.png", "{{ pwned }}.png"),
)
