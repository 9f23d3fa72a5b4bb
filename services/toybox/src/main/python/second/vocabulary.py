"""The second world's tokenizer: a byte-level BPE in CLIP's own files."""
import json
import os

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

BEGIN, END = "<|startoftext|>", "<|endoftext|>"
TOKENS = 32


def trained(texts):
    """The merges that the texts ask for, and the alphabet that they begin with."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    pairs = Tokenizer(models.BPE(end_of_word_suffix="</w>", continuing_subword_prefix=""))
    pairs.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    pairs.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    pairs.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=2048, initial_alphabet=alphabet, end_of_word_suffix="</w>", min_frequency=2, show_progress=False))
    merges = json.loads(pairs.to_str())["model"]["merges"]
    return alphabet, [merge if isinstance(merge, str) else " ".join(merge) for merge in merges]


def save(texts, folder):
    """Learns the tokenizer and writes it; tokens stand in CLIP's order: bytes, bytes that end a word, merges, begin, end."""
    os.makedirs(folder, exist_ok=True)
    alphabet, merges = trained(texts)
    tokens = dict.fromkeys([*alphabet, *(c + "</w>" for c in alphabet), *(merge.replace(" ", "") for merge in merges), BEGIN, END])
    special = dict(bos_token=BEGIN, eos_token=END, unk_token=END, pad_token=END)
    settings = dict(tokenizer_class="CLIPTokenizer", model_max_length=TOKENS, do_lower_case=True, add_prefix_space=False)
    contents = {"vocab.json": {token: i for i, token in enumerate(tokens)}, "special_tokens_map.json": special, "tokenizer_config.json": settings | special}
    for name, content in contents.items():
        with open(os.path.join(folder, name), "w") as file:
            json.dump(content, file, ensure_ascii=False, indent=None if name == "vocab.json" else 1)
    with open(os.path.join(folder, "merges.txt"), "w") as file:
        file.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    return len(tokens)
