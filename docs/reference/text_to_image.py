"""Entries of a text-to-image model: its networks alone, guided pictures, and training losses."""

import copy

import diffusers
import torch

import sampling
from entries import doubled
from training import Training

PIPELINES = {
    "StableDiffusionPipeline": diffusers.StableDiffusionPipeline,
    "StableDiffusionXLPipeline": diffusers.StableDiffusionXLPipeline,
}
TEXTS = ["a photo of a cat", "", "wow! a red dog, on the beach!! " + "on top of a wooden floor " * 20]
PIPELINE = dict(
    prompt="a photo of a dog on the beach!",
    negative_prompt="blurry, low quality",
    steps=6,
    guidance_scale=7.5,
)
DRAWN = ("ddim", "pndm", "euler", "dpmpp_2m")
SIZES = dict(base=(8, 16), b1=(16, 16), b3=(8, 8), wide=(8, 24))


def spec_of(folder, name):
    own = load(folder).scheduler
    return dict(
        family=name,
        placeholder="<new1>",
        encoder_texts=TEXTS,
        training_prompt="a photo of a <new1> dog",
        trajectory_steps=sampling.STEPS,
        pipeline=dict(PIPELINE, no_negative_scheduler=type(own).__name__),
        schedulers=sampling.resolved(own),
    )


def load(folder):
    name = diffusers.DiffusionPipeline.load_config(folder)["_class_name"]
    return PIPELINES[name].from_pretrained(folder, torch_dtype=torch.float32, local_files_only=True)


class TextToImage:
    def __init__(self, folder, entries, spec, sizes):
        self.entries = entries
        self.spec = spec
        self.sizes = {**SIZES, **sizes}
        self.single = load(folder)
        self.double = load(folder)
        for part in ("unet", "vae", "text_encoder", "text_encoder_2"):
            if getattr(self.double, part, None) is not None:
                getattr(self.double, part).double()
        for pipe in (self.single, self.double):
            pipe.set_progress_bar_config(disable=True)
        self.suffixes = [s for s in ("", "_2") if hasattr(self.single, "text_encoder" + s)]
        self.xl = len(self.suffixes) > 1
        self.channels = self.single.unet.config.in_channels
        self.factor = 2 ** (len(self.single.vae.config.block_out_channels) - 1)

    def run(self):
        shape = self.shape("base", 1)
        for suffix in self.suffixes:
            self.text_encoder(suffix)
        last = self.single.scheduler.config.num_train_timesteps - 1
        self.unet("b1", [0])
        self.unet("b3", [last, (last + 1) // 2, 1])
        self.unet("wide", [last])
        self.autoencoder()
        sampling.trajectories(self.entries, self.spec["schedulers"], shape)
        sampling.noising(self.entries, self.single.scheduler, shape)
        self.pictures()
        Training(self).run()

    def shape(self, name, rows):
        return (rows, self.channels, *self.sizes[name])

    def pixels(self, name):
        height, width = self.sizes[name]
        return (1, 3, height * self.factor, width * self.factor)

    def ids(self, suffix, texts):
        tokenizer = getattr(self.single, "tokenizer" + suffix)
        length = tokenizer.model_max_length
        options = dict(padding="max_length", max_length=length, truncation=True)
        return tokenizer(texts, return_tensors="pt", **options).input_ids

    def both(self, compute):
        """A result in fp32 and in fp64."""
        single = compute(self.single, torch.float32)
        with doubled():
            return single, compute(self.double, torch.float64)

    def text_encoder(self, suffix):
        name = "text_encoder" + suffix
        ids = self.ids(suffix, self.spec["encoder_texts"])
        self.entries.given(name + ".input_ids", lambda: ids)
        self.entries.tensors[name + ".input_ids"] = ids
        single, double = self.both(
            lambda pipe, _: getattr(pipe, name)(ids, output_hidden_states=True)
        )
        compute = self.entries.computed
        compute(name + ".last_hidden_state", single.last_hidden_state, double.last_hidden_state)
        compute(name + ".penultimate", single.hidden_states[-2], double.hidden_states[-2])
        pooled = "text_embeds" if "text_embeds" in single else "pooler_output"
        compute(f"{name}.{pooled}", single[pooled], double[pooled])

    def unet(self, name, timesteps):
        rows = len(timesteps)
        config = self.single.unet.config
        name_of = lambda field: f"unet.{name}.{field}"
        sample = self.entries.noise(name_of("sample"), *self.shape(name, rows))
        timestep = self.entries.given(name_of("timestep"), lambda: torch.tensor(timesteps))
        width = config.cross_attention_dim
        tokens = self.single.tokenizer.model_max_length
        context = self.entries.noise(name_of("encoder_hidden_states"), rows, tokens, width)
        added = {}
        if self.xl:
            pooled = config.projection_class_embeddings_input_dim
            pooled -= 6 * config.addition_time_embed_dim
            added["text_embeds"] = self.entries.noise(name_of("text_embeds"), rows, pooled)
            added["time_ids"] = self.entries.given(name_of("time_ids"), lambda: self.times(name, rows))

        def predicted(pipe, kind):
            conditions = {key: value.to(kind) for key, value in added.items()}
            arguments = (sample.to(kind), timestep, context.to(kind))
            return pipe.unet(*arguments, added_cond_kwargs=conditions).sample

        self.entries.computed(name_of("out"), *self.both(predicted))

    def times(self, name, rows):
        """Original size, crop, target size."""
        height, width = (side * self.factor for side in self.sizes[name])
        crops = torch.randint(0, 64, (rows, 2), generator=self.entries.random).tolist()
        found = [[height, width, *crops[i], 1024, 768 + i] for i in range(rows)]
        return torch.tensor(found, dtype=torch.float32)

    def autoencoder(self):
        pixels = self.entries.pixels("vae.pixels", *self.pixels("base"))
        encode = lambda pipe, kind: pipe.vae.encode(pixels.to(kind)).latent_dist.parameters
        self.entries.computed("vae.moments", *self.both(encode))
        latents = self.entries.noise("vae.latents", *self.shape("base", 1), scale=4)
        decode = lambda pipe, kind: pipe.vae.decode(latents.to(kind)).sample
        self.entries.computed("vae.decoded", *self.both(decode))

    def pictures(self):
        noise = self.entries.noise("pipeline.noise", *self.shape("base", 1))
        own = self.single.scheduler
        negative = self.spec["pipeline"]["negative_prompt"]
        for name in DRAWN:
            config = self.spec["schedulers"][name]
            self.picture(name, sampling.CLASSES[name], config, noise, negative)
        if not isinstance(own, diffusers.EulerAncestralDiscreteScheduler):
            self.picture("no_negative", type(own), own.config, noise, None)

    def picture(self, name, kind, config, noise, negative):
        single, double = self.both(
            lambda pipe, width: self.drawn(pipe, kind.from_config(config), noise.to(width), negative)
        )
        self.entries.computed(f"pipeline.{name}.latents", single[0], double[0])
        self.entries.computed(f"pipeline.{name}.image", single[1], double[1])

    def drawn(self, pipe, scheduler, noise, negative):
        options = self.spec["pipeline"]
        pipe = copy.copy(pipe)
        pipe.scheduler = scheduler
        last = []

        def keep(_pipe, _step, _timestep, values):
            last[:] = [values["latents"]]
            return values

        image = pipe(
            options["prompt"],
            negative_prompt=negative,
            num_inference_steps=options["steps"],
            guidance_scale=options["guidance_scale"],
            height=noise.shape[2] * self.factor,
            width=noise.shape[3] * self.factor,
            latents=noise,
            output_type="pt",
            callback_on_step_end=keep,
        ).images
        return last[0], image

