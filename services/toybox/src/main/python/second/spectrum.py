"""In how many directions a text encoder is sensitive to a token's vector: the spectrum of J'J, as `zoodip benchmark sensitivity` measures it."""
import torch

CAPTIONS = ["a photo of a {}", "a photo of a {} in the snow", "a {} on top of a wooden floor", "a close-up photo of the {} on the beach at night", "a painting of a {}"]
SHARES = (.5, .8, .9, .95, .97, .99)


@torch.no_grad()
def squared_jacobian(text, ids, word, difference=.008):
    """J'J [d, d] of all tokens' states with respect to the vector of one token of the text [32], by differences relative to its norm."""
    table = text.get_input_embeddings()
    theta = table.weight[word]
    length = difference * theta.norm()
    moved = torch.cat([theta[None], theta + length * torch.eye(len(theta))])
    hook = table.register_forward_hook(lambda _, inputs, out: torch.where((inputs[0] == word)[..., None], moved[:, None], out))
    states = text(ids.expand(len(moved), -1))[0].flatten(1)
    hook.remove()
    columns = (states[1:] - states[0]) / length
    return (columns @ columns.T).double()


def counts(squared):
    """How many eigenvectors hold each share of the trace."""
    energy = torch.linalg.eigvalsh(squared).flip(0).clamp(min=0).cumsum(0)
    return [int((energy < share * energy[-1]).sum()) + 1 for share in SHARES]


def report(text, tokens, encode, nouns, captions=CAPTIONS):
    """The counts of each caption with each noun: {noun: [captions, shares]}."""
    text.eval()
    return {noun: [counts(squared_jacobian(text, encode(tokens, [caption.format(noun)]), tokens.convert_tokens_to_ids(noun + "</w>"))) for caption in captions] for noun in nouns}
