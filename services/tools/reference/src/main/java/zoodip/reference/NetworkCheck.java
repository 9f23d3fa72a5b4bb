package zoodip.reference;

import static zoodip.reference.Shapes.ANY;

import ai.djl.ndarray.NDArray;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.text.TextEncoder;
import zoodip.diffusion.text.TextEncoderOutput;
import zoodip.diffusion.unet.Condition;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.Vae;

/** Runs the networks of a text-to-image model, each alone, on given inputs. */
final class NetworkCheck {
  private final Reference reference;
  private final LatentModel model;

  NetworkCheck(Reference reference, LatentModel model) {
    this.reference = reference;
    this.model = model;
  }

  void run() {
    List<TextEncoder> encoders = model.conditioner().encoders();
    for (int i = 0; i < encoders.size(); i++) {
      text(encoders.get(i), i == 0 ? "text_encoder" : "text_encoder_" + (i + 1));
    }
    reference.cases("unet.", ".sample").forEach(name -> unet("unet." + name));
    encode();
    decode();
  }

  private void text(TextEncoder encoder, String name) {
    if (!reference.has(name + ".input_ids")) {
      return;
    }
    new Shapes(reference).expectUpTo(name + ".input_ids", encoder.config().tokens());
    try (TensorScope scope = model.scope()) {
      NDArray ids = reference.ids(scope, name + ".input_ids");
      NDArray none = scope.floats(new float[0], 1, 0, encoder.config().width());
      TextEncoderOutput states = encoder.encode(scope, ids, none, 0);
      reference.compare(name + ".last_hidden_state", states.last().toFloatArray());
      reference.compare(name + ".penultimate", states.penultimate().toFloatArray());
      reference.compare(name + ".pooler_output", states.pooled().toFloatArray());
      reference.compare(name + ".text_embeds", states.pooled().toFloatArray());
    }
  }

  private void unet(String name) {
    checkInputs(name);
    try (TensorScope scope = model.scope()) {
      NDArray none = scope.floats(new float[0], 0);
      NDArray context = reference.tensor(scope, name + ".encoder_hidden_states");
      boolean added = reference.has(name + ".text_embeds");
      Condition condition =
          new Condition(
              context,
              added ? reference.tensor(scope, name + ".text_embeds") : none,
              added ? reference.tensor(scope, name + ".time_ids") : none);
      NDArray sample = reference.tensor(scope, name + ".sample");
      NDArray timestep = reference.tensor(scope, name + ".timestep");
      NDArray out = model.unet().predict(scope, sample, timestep, condition);
      reference.compare(name + ".out", out.toFloatArray());
    }
  }

  private void checkInputs(String name) {
    UNetConfig config = model.unet().config();
    Shapes shapes = new Shapes(reference);
    shapes.expect(name + ".sample", ANY, config.latentChannels(), ANY, ANY);
    long rows = reference.shape(name + ".sample")[0];
    shapes.expectRows(name + ".timestep", rows);
    shapes.expect(name + ".encoder_hidden_states", rows, ANY, config.contextWidth());
    if (config.added().sizeWidth() > 0) {
      shapes.expect(name + ".text_embeds", rows, config.added().pooledWidth());
      shapes.expectRows(name + ".time_ids", rows, UNetConfig.SIZES);
    }
  }

  private void encode() {
    if (!reference.has("vae.pixels")) {
      return;
    }
    new Shapes(reference).expect("vae.pixels", ANY, model.vae().imageChannels(), ANY, ANY);
    try (Vae encoder = model.openEncoder();
        TensorScope scope = model.scope()) {
      NDArray pixels = reference.tensor(scope, "vae.pixels");
      reference.compare("vae.moments", encoder.moments(scope, pixels).toFloatArray());
    }
  }

  private void decode() {
    if (!reference.has("vae.latents")) {
      return;
    }
    new Shapes(reference).expect("vae.latents", ANY, model.vae().latentChannels(), ANY, ANY);
    try (TensorScope scope = model.scope()) {
      NDArray latents = reference.tensor(scope, "vae.latents");
      reference.compare("vae.decoded", model.decoder().pixels(scope, latents).toFloatArray());
    }
  }
}
