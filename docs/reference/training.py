"""Entries of one training step: three candidates of a placeholder's vector and their losses."""

import contextlib

import torch

import sampling

CANDIDATES = 3


class Training:
    def __init__(self, model):
        self.model = model
        self.entries = model.entries

    def run(self):
        model, entries = self.model, self.entries
        shape = model.shape("base", 1)
        self.pixels = entries.pixels("training.pixels", *model.pixels("base"))
        self.posterior = entries.noise("training.vae_noise", *shape)
        self.noise = entries.noise("training.noise", *shape)
        last = model.single.scheduler.config.num_train_timesteps
        self.timestep = entries.integers("training.timestep", 1, last, 1)
        self.times = None
        if model.xl:
            self.times = entries.given("training.time_ids", self.sizes)
        self.ids, self.rows = [], []
        for suffix in model.suffixes:
            ids = self.caption(suffix)
            entries.tensors["training.input_ids" + suffix] = ids
            width = getattr(model.single, "text_encoder" + suffix).config.hidden_size
            name = "training.token_embedding" + suffix
            self.ids.append(ids)
            self.rows.append(entries.noise(name, CANDIDATES, width, scale=0.5))
        single, double = model.both(self.step)
        for name, value in single.items():
            entries.computed("training." + name, value, double[name])
        entries.tolerance.update({"training.input_ids" + s: 0.0 for s in model.suffixes})

    def sizes(self):
        height, width = self.pixels.shape[2:]
        return torch.tensor([[height, width, 3, 5, height, width]], dtype=torch.float32)

    def caption(self, suffix):
        """The placeholder's id is the vocabulary's size."""
        tokenizer = getattr(self.model.single, "tokenizer" + suffix)
        vocabulary = getattr(self.model.single, "text_encoder" + suffix).config.vocab_size
        tokenizer.add_tokens(self.model.spec["placeholder"])
        ids = self.model.ids(suffix, [self.model.spec["training_prompt"]])
        ids[ids == len(tokenizer) - 1] = vocabulary
        return ids

    def step(self, pipe, kind):
        scheduler = sampling.forward(pipe.scheduler)
        moments = pipe.vae.encode(self.pixels.to(kind)).latent_dist
        latents = moments.mean + moments.std * self.posterior.to(kind)
        latents = latents * pipe.vae.config.scaling_factor
        noise = self.noise.to(kind)
        noisy = scheduler.add_noise(latents, noise, self.timestep)
        velocity = scheduler.config.prediction_type == "v_prediction"
        target = scheduler.get_velocity(latents, noise, self.timestep) if velocity else noise
        losses = [self.loss(pipe, noisy, target, row) for row in range(CANDIDATES)]
        return dict(latents=latents, noisy=noisy, target=target, loss=torch.stack(losses))

    def loss(self, pipe, noisy, target, row):
        states = []
        for suffix, ids, rows in zip(self.model.suffixes, self.ids, self.rows):
            with one_more_token(getattr(pipe, "text_encoder" + suffix), rows[row]) as encoder:
                states.append(encoder(ids, output_hidden_states=True))
        context, added = states[0].last_hidden_state, {}
        if self.model.xl:
            context = torch.cat([state.hidden_states[-2] for state in states], -1)
            times = self.times.to(noisy.dtype)
            added = dict(text_embeds=states[-1].text_embeds, time_ids=times)
        said = pipe.unet(noisy, self.timestep, context, added_cond_kwargs=added).sample
        return ((said - target) ** 2).mean()


@contextlib.contextmanager
def one_more_token(encoder, vector):
    """The encoder with one more row in its table."""
    table = encoder.get_input_embeddings()
    before = table.weight
    more = torch.cat([before, vector[None].to(before.dtype)])
    table.weight = torch.nn.Parameter(more, requires_grad=False)
    try:
        yield encoder
    finally:
        table.weight = before
