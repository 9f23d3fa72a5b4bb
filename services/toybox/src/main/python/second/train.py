"""Trains the second world's models, from the toybox's where they have one:  python train.py STAGE[,STAGE...] [threads]

Stages, in order: data, vocabulary, clip, gate, vae, latents, dino, unet, export. Each reads and writes WORLD_WORK and can be interrupted:
the same command continues it, and does nothing where it is done. Needs torch, diffusers, transformers, tokenizers, pillow.
"""
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import dataset
import networks
import samples
import spectrum
import subjects
import vocabulary
from export import export as export_to
from interruptible import Average, Steps
from networks import Identity, encode

WORK = os.environ.get("WORLD_WORK", "work")
VAE_STEPS = int(os.environ.get("VAE_STEPS", 1_200))
CLIP_STEPS = int(os.environ.get("CLIP_STEPS", 2_500))
DINO_STEPS = int(os.environ.get("DINO_STEPS", 1_000))
UNET_STEPS = int(os.environ.get("UNET_STEPS", 10_000))  # more of them continue a shorter training that had not begun to slow down
CONTRASTED = {"captioned": 64, "identities": 32}  # images of a step
DENOISED = {"captioned": 16, "identities": 16}
TEXT_SHARE = .3  # of the learning rate, for the text encoder: contrast that teaches it fast leaves it sensitive in few directions
KEYS_FIRST = 300  # steps in which only the UNet's new keys and values learn


def path(*names):
    return os.path.join(WORK, *names)


def data():
    for kind in dataset.COUNTS:
        dataset.draw(WORK, kind)


def vocabulary_():
    texts = [text for row in dataset.texts(WORK, "captioned")[::10] for text in row]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.txt")) as file:
        words = file.read().split("\n")
    print("tokens", vocabulary.save(texts + words * 50, path("tokenizer")))


def pixels(images):
    return torch.from_numpy(images).permute(0, 3, 1, 2).float() / 127.5 - 1


def views(x, rng, flips):
    """Crops, brightness and maybe flips of a batch in [-1, 1]: what an image's meaning does not depend on."""
    n = len(x)
    scale = torch.from_numpy(rng.uniform(.88, 1., n).astype(np.float32))
    shift = torch.from_numpy(rng.uniform(-1, 1, (n, 2)).astype(np.float32)) * (1 - scale)[:, None]
    sign = torch.from_numpy(np.where(rng.random(n) < (.5 if flips else 0), -1., 1.).astype(np.float32))
    matrix = torch.zeros(n, 2, 3)
    matrix[:, 0, 0], matrix[:, 1, 1], matrix[:, :, 2] = scale * sign, scale, shift
    y = F.grid_sample(x, F.affine_grid(matrix, x.shape, align_corners=False), align_corners=False, padding_mode="border")
    return (y * torch.from_numpy(rng.uniform(.94, 1.06, (n, 1, 1, 1)).astype(np.float32))).clamp(-1, 1)


class Pairs:
    """Images (or latents) of both kinds with their captions' tokens, and the unnamed things' parameters."""

    def __init__(self, tokens, extension):
        self.shown = {kind: dataset.arrays(WORK, kind, extension) for kind in CONTRASTED}
        self.ids = {kind: encode(tokens, [text for row in dataset.texts(WORK, kind) for text in row]).view(len(self.shown[kind]), 4, -1) for kind in CONTRASTED}
        things = [subjects.subject(1000 + i) for i in range(dataset.COUNTS["identities"])]
        self.features = torch.tensor([subjects.features(thing) for thing in things])
        self.words = torch.tensor([tokens.convert_tokens_to_ids(thing["noun"] + "</w>") for thing in things])

    def draw(self, rng, sizes):
        """Images of captioned things and of unnamed ones behind them, token numbers [n, 32], numbers of the unnamed ones."""
        chosen = {kind: rng.integers(0, len(self.shown[kind]) - dataset.HELD_OUT, size) for kind, size in sizes.items()}
        return self.of(chosen, {kind: rng.integers(0, 4, size) for kind, size in sizes.items()})

    def of(self, chosen, captions):
        shown = np.concatenate([self.shown[kind][i] for kind, i in chosen.items()])
        ids = torch.cat([self.ids[kind][i, captions[kind]] for kind, i in chosen.items()])
        return shown, ids, chosen["identities"]

    def show(self, identity, table, n, things):
        """Lets sks mean the unnamed things, the last ones of n."""
        vectors = identity.mixed(self.features[things], table.weight[self.words[things]])
        identity.now = torch.cat([vectors.new_zeros(n - len(things), vectors.shape[1]), vectors])


def identity_of(tokens, table):
    sks = tokens.convert_tokens_to_ids("sks</w>")
    if sks == tokens.unk_token_id:
        raise ValueError("sks is not a token of its own: add it to words.txt more often")
    return Identity(table, sks)


def rate(optimizer, most, step, warm, falling):
    """Sets the learning rate, or a group's share of it: it rises in the first steps, and falls along a cosine with `falling` from 0 to 1."""
    for group in optimizer.param_groups:
        group["lr"] = most * group.get("share", 1) * min(1, (step + 1) / warm) * (.5 + .5 * math.cos(math.pi * falling)) + 1e-6


def descend(optimizer, loss, parameters):
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.)
    optimizer.step()


def symmetric(logits):
    own = torch.arange(len(logits))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2, (logits.argmax(1) == own).float().mean().item()


def contrast(net, pairs, identity, rng, sizes, augmented=True):
    """Logits of a step's images and captions."""
    images, ids, things = pairs.draw(rng, sizes)
    pairs.show(identity, net.text_model.embeddings.token_embedding, len(ids), things)
    longest = int((ids == ids[0, -1]).int().argmax(1).max()) + 1
    x = pixels(images)
    return net(input_ids=ids[:, :longest], pixel_values=views(x, rng, flips=False) if augmented else x).logits_per_image


def clip():
    """Teaches the text encoder by contrast of images and captions."""
    torch.manual_seed(1)
    tokens = networks.tokenizer(path("tokenizer"))
    net = networks.contrastive(tokens)
    table = net.text_model.embeddings.token_embedding
    identity = identity_of(tokens, table)
    identity.attach(table)
    parameters = [*net.parameters(), *identity.parameters()]
    groups = [dict(params=net.text_model.parameters(), share=TEXT_SHARE), dict(params=[p for n, p in net.named_parameters() if not n.startswith("text_model.")]), dict(params=identity.parameters())]
    optimizer = torch.optim.AdamW(groups, 1e-3, betas=(.9, .98), weight_decay=.02)
    steps = Steps(path("clip.ckpt"), CLIP_STEPS, 3, net=net, identity=identity, optimizer=optimizer)
    pairs, right, begun = Pairs(tokens, "npy"), 0, time.process_time()
    for step, rng in steps:
        rate(optimizer, 1e-3, step, 200, step / CLIP_STEPS)
        loss, accuracy = symmetric(contrast(net, pairs, identity, rng, CONTRASTED))
        descend(optimizer, loss, parameters)
        with torch.no_grad():
            net.logit_scale.clamp_(0, math.log(100))
        right += .02 * (accuracy - right)
        if step % 50 == 0:
            print(f"clip {step} loss {loss.item():.3f} right {right:.3f} cpu {time.process_time() - begun:.0f} s", flush=True)
        if step % 250 == 0:
            print("  k at 50 80 90 95 97 99%:", *spectrum.report(networks.text_encoder(net), tokens, encode, ["lamp"], spectrum.CAPTIONS[1:2])["lamp"], flush=True)
    net.save_pretrained(path("clip"))
    torch.save(identity.state_dict(), path("clip-identity.pt"))
    net.eval()
    with torch.no_grad():
        for sizes in ({"captioned": 128, "identities": 0}, {"captioned": 0, "identities": 128}):
            found = [symmetric(contrast(net, pairs, identity, np.random.default_rng([9, i]), sizes, augmented=False))[1] for i in range(5)]
            print("right among 128:", sizes, f"{np.mean(found):.3f}")


def gate():
    """Refuses a text encoder that is sensitive in too few directions, before the UNet is trained for it."""
    from transformers import CLIPModel
    tokens = networks.tokenizer(path("tokenizer"))
    text = networks.text_encoder(CLIPModel.from_pretrained(path("clip")))
    found = spectrum.report(text, tokens, encode, ["lamp", "umbrella", "crab"])
    for noun, rows in found.items():
        print(noun, "k at 50 80 90 95 97 99%:", *rows)
    least = min(row[4] for rows in found.values() for row in rows)
    if least < networks.WIDTH / 4:
        raise SystemExit(f"97% of J'J lie in {least} directions, less than a quarter of {networks.WIDTH}: the encoder needs another recipe")
    text.save_pretrained(path("text_encoder"))


def vae():
    """Fine-tunes the toybox's autoencoder, which loses more of this world's images."""
    torch.manual_seed(4)
    net = networks.autoencoder(networks.toybox("model/vae"))
    optimizer = torch.optim.Adam(net.parameters(), 8e-4, betas=(.9, .99))
    steps = Steps(path("vae.ckpt"), VAE_STEPS, 5, net=net, optimizer=optimizer)
    images, begun = dataset.arrays(WORK, "captioned"), time.process_time()
    for step, rng in steps:
        rate(optimizer, 8e-4, step, 100, step / VAE_STEPS)
        x = pixels(images[rng.integers(0, len(images) - dataset.HELD_OUT, 24)])
        encoded = net.encode(x).latent_dist
        y = net.decode(encoded.sample()).sample
        edges = sum(F.l1_loss(y.diff(dim=d), x.diff(dim=d)) for d in (2, 3))
        error = F.mse_loss(y, x)
        descend(optimizer, F.l1_loss(y, x) + 2 * error + .5 * edges + 1e-4 * encoded.kl().mean() / 1024, net.parameters())
        if step % 50 == 0:
            print(f"vae {step} psnr {10 * math.log10(4 / error.item()):.2f} dB cpu {time.process_time() - begun:.0f} s", flush=True)
    with torch.no_grad():
        x = pixels(images[-dataset.HELD_OUT:])
        mean = torch.cat([net.encode(part).latent_dist.mean for part in x.split(50)])
        y = torch.cat([net.decode(part).sample for part in mean.split(50)]).clamp(-1, 1)
        print(f"held out: psnr {10 * math.log10(4 / F.mse_loss(y, x).item()):.2f} dB")
        net.register_to_config(scaling_factor=round(1 / mean.std().item(), 5))
    net.save_pretrained(path("vae"))


@torch.no_grad()
def latents():
    """Means and log variances [8, 16, 16] of all images."""
    net = networks.autoencoder(path("vae"))
    for kind in CONTRASTED:
        for shard in range(dataset.COUNTS[kind] // dataset.SHARD):
            target = dataset.shard_path(WORK, kind, shard, "latents.npy")
            if os.path.exists(target):
                continue
            with torch.autocast("cpu", torch.bfloat16):
                found = [net.encode(pixels(part)).latent_dist.parameters.float() for part in np.split(np.load(dataset.shard_path(WORK, kind, shard, "npy")), 10)]
            dataset.write(target, lambda file: np.save(file, torch.cat(found).half().numpy()))


def dino():
    """Teaches the toybox's image encoder to tell this world's things apart: two images of one thing are a pair."""
    torch.manual_seed(2)
    net = networks.dino()
    optimizer = torch.optim.AdamW(net.parameters(), 6e-4, betas=(.9, .98), weight_decay=.02)
    steps = Steps(path("dino.ckpt"), DINO_STEPS, 4, net=net, optimizer=optimizer)
    images = dataset.arrays(WORK, "views").reshape(-1, dataset.VIEWS, 64, 64, 3)
    right, begun, size = 0, time.process_time(), 96
    for step, rng in steps:
        rate(optimizer, 6e-4, step, 100, step / DINO_STEPS)
        i = rng.choice(len(images) - dataset.HELD_OUT, size, replace=False)
        which = rng.permuted(np.tile(np.arange(dataset.VIEWS), (size, 1)), axis=1)[:, :2]
        loss, accuracy = symmetric(likeness(net, views(pixels(np.concatenate([images[i, which[:, 0]], images[i, which[:, 1]]])), rng, flips=True)))
        descend(optimizer, loss, net.parameters())
        right += .02 * (accuracy - right)
        if step % 50 == 0:
            print(f"dino {step} loss {loss.item():.3f} right {right:.3f} cpu {time.process_time() - begun:.0f} s", flush=True)
    net.save_pretrained(path("dino"))
    with torch.no_grad():
        held = images[-size:]
        print("held out, right among 96:", symmetric(likeness(net.eval(), pixels(np.concatenate([held[:, 0], held[:, 1]]))))[1])


def likeness(net, x):
    """Logits of pairs: the first half of x [2n, 3, 64, 64] against the second."""
    z = F.normalize(net(F.interpolate(x, size=56, mode="bilinear", antialias=True)).last_hidden_state[:, 0], dim=1)
    return 12 * z[:len(z) // 2] @ z[len(z) // 2:].T


def unet():
    """Fine-tunes the toybox's UNet on this world, with the text encoder as contrast left it."""
    from transformers import CLIPTextModel
    torch.manual_seed(0)
    tokens = networks.tokenizer(path("tokenizer"))
    text = CLIPTextModel.from_pretrained(path("text_encoder")).requires_grad_(False).eval()
    table = text.get_input_embeddings()
    identity = identity_of(tokens, table)
    identity.load_state_dict(torch.load(path("clip-identity.pt"), weights_only=True))
    identity.attach(table)
    net, new = networks.unet()
    vae = networks.autoencoder(path("vae"))
    parameters = [*net.parameters(), *identity.parameters()]
    optimizer = torch.optim.AdamW(parameters, 1e-3, betas=(.9, .99), weight_decay=.01)
    average = Average(parameters)
    steps = Steps(path("unet.ckpt"), UNET_STEPS, 5, net=net, identity=identity, optimizer=optimizer, average=average)
    scheduler, scale = networks.schedule(), vae.config.scaling_factor
    pairs, run, begun = Pairs(tokens, "latents.npy"), None, time.process_time()
    empty = encode(tokens, [""])[0]
    for step, rng in steps:
        rate(optimizer, 8e-4, step, 200, max(0, 4 * step / UNET_STEPS - 3))
        for name, parameter in net.named_parameters():
            parameter.requires_grad_(step >= KEYS_FIRST or name in new)
        parts, ids, things = pairs.draw(rng, DENOISED)
        mean, logvar = torch.from_numpy(parts.astype(np.float32)).chunk(2, 1)
        z = (mean + torch.randn_like(mean) * (.5 * logvar.clamp(-30, 20)).exp()) * scale
        noise, t = torch.randn_like(z), torch.randint(0, 1000, (len(z),))
        pairs.show(identity, table, len(ids), things)
        ids[torch.rand(len(ids)) < .1] = empty
        predicted = net(scheduler.add_noise(z, noise, t), t, text(ids)[0]).sample
        each = F.mse_loss(predicted, noise, reduction="none").mean((1, 2, 3))
        snr = scheduler.alphas_cumprod[t] / (1 - scheduler.alphas_cumprod[t])
        descend(optimizer, (each * (snr.clamp(max=5) / snr)).mean(), parameters)  # min-SNR weighting
        average.update(step)
        now = np.array([half.mean().item() for half in each.detach().split(list(DENOISED.values()))])
        run = now if run is None else .99 * run + .01 * now
        if step % 100 == 0:
            print(f"unet {step} loss captioned {run[0]:.4f} unnamed {run[1]:.4f} cpu {time.process_time() - begun:.0f} s", flush=True)
        if step % 1000 == 999:
            averaged_sheet(average, net, vae, text, tokens, identity, f"unet-{step + 1}.png")
    average.apply()
    net.save_pretrained(path("unet"))
    torch.save(identity.state_dict(), path("identity.pt"))


def averaged_sheet(average, net, vae, text, tokens, identity, name):
    """A sheet of samples of the averaged weights; the trained ones are put back."""
    kept = [p.detach().clone() for p in average.parameters]
    average.apply()
    samples.sheet(net.eval(), vae, text, tokens, identity).save(path(name))
    net.train()
    with torch.no_grad():
        torch._foreach_copy_([p.data for p in average.parameters], kept)


def export():
    export_to(path, os.environ.get("WORLD_OUT", path("out")))


STAGES = {"data": (data, dataset.COUNTS), "vocabulary": (vocabulary_, None), "clip": (clip, CLIP_STEPS), "gate": (gate, CLIP_STEPS), "vae": (vae, VAE_STEPS),
          "latents": (latents, None), "dino": (dino, DINO_STEPS), "unet": (unet, UNET_STEPS)}


def run(name):
    """Runs a stage, unless it is done at this size."""
    stage, size = STAGES[name]
    marker, begun = path(name + ".done"), time.time()
    if os.path.exists(marker) and open(marker).read() == str(size):
        print(f"== {name} is done: delete {marker} to do it again")
        return
    stage()
    dataset.write(marker, lambda file: file.write(str(size).encode()))
    print(f"== {name} {time.time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    os.makedirs(WORK, exist_ok=True)
    torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 2)
    for name in sys.argv[1].split(","):
        export() if name == "export" else run(name)
