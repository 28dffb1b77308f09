# Every seventh term says the same as the one before it, which makes 42 pairs.
python3 - <<'PY'
from hashlib import sha256
from pathlib import Path

def words(number, count):
    """Made-up words, other ones for each number."""
    digest = sha256(str(number).encode()).digest()
    syllables = "ba de fi go ku la me no pi ru sa to va wi ze lo".split()
    return ["".join(syllables[digest[3 * word + place] % 16] for place in range(3)) for word in range(count)]

lines = ["terms:"]
for number in range(300):
    of = number - 1 if number % 7 == 6 else number
    lines += [f"  - term: {' '.join(words(number + 1000, 2))}", f"    definition: Kind of {' '.join(words(of, 9))}."]
Path("glossary/concepts/made-up-words.yml").write_text("\n".join(lines) + "\n")
PY
