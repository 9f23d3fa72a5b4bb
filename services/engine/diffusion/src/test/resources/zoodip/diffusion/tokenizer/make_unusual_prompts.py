"""Writes unusual-prompts.json: ids of the reference tokenizer for texts that nobody types.

python make_unusual_prompts.py TOKENIZER_FOLDER   (transformers 4.57 without ftfy)
"""

import json
import random
import sys

from transformers import CLIPTokenizer

tokenizer = CLIPTokenizer.from_pretrained(sys.argv[1])
tokenizer.add_tokens("<new1>")
random.seed(3)
ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz ",
    "ABC DEF' sStTmMdDllLLreRE've ",
    "0123456789.,:;%$+-=/ ",
    "!?!!..,,''\"\"``~~^^**&&@@##()[]{}<>|\\_ ",
    "äöüßÄÖÜéèêàçñøåæœÆŒłŁžŽčČİıſK\u212a ",
    "ΑΒΓαβγςσΣΆΈ абвгдеёжзийЙЁ ",
    "אבגד ابتث हिन्दी ไทย ქართული ",
    "日本語かなカナ漢字한국어中文字𠀀𪜀豈 ",
    "😀🐱❤️👩\u200d👩\u200d👧🇫🇷🏳️\u200d🌈👍🏽☺☕ ",
    "\u0301\u0308\u0327\u0323aeiou\u1e9b\u0323ﬁﬀ①½²Ⅷ٣ ",
    "\t\n\r\u00a0\u2003\u3000\u200b\u2028\u2029\u0085\u001c\u0000\u0007\ufeff\u00ad\ufffdab ",
]
PIECES = ["<new1>", "<|startoftext|>", "<|endoftext|>", "<|STARTOFTEXT|>", "'s", "'LL", "<new2>", "a photo of a "]


def text():
    parts = []
    for _ in range(random.randint(1, 5)):
        if random.random() < 0.2:
            parts.append(random.choice(PIECES))
        else:
            letters = random.choice(ALPHABETS) + random.choice(["", "", random.choice(ALPHABETS)])
            parts.append("".join(random.choice(letters) for _ in range(random.randint(1, 14))))
    return "".join(parts)


FIXED = ["ΣΑΣ ΑΣ.Β ΑΣ. Σ 'ΑΣ' ΑΣ-Β ΑΣ\u0301Β", "İstanbul ǅ ẞ ŉ", "x" * 300, "!" * 300, "''s 's's"]
texts = FIXED + [text() for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 200)]
prompts = [{"text": t, "ids": tokenizer(t, truncation=True).input_ids} for t in texts]
open("unusual-prompts.json", "w").write("[" + ",\n".join(map(json.dumps, prompts)) + "]\n")
