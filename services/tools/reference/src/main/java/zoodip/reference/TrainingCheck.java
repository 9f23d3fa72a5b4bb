package zoodip.reference;

import static zoodip.reference.Shapes.ANY;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.latent.ForwardProcess;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.latent.LossBatch;
import zoodip.diffusion.latent.Moments;
import zoodip.diffusion.text.TextConfig;
import zoodip.diffusion.text.TextEncoder;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.Vae;

/** Computes the training loss of three candidates on a given photo, noise and timestep. */
final class TrainingCheck {
  private final Reference reference;
  private final LatentModel model;

  TrainingCheck(Reference reference, LatentModel model) {
    this.reference = reference;
    this.model = model;
  }

  void run() {
    if (!reference.has("training.pixels")) {
      return;
    }
    checkInputs();
    ForwardProcess forward = ForwardProcess.of(model.scheduler());
    int timestep = timestep(forward);
    float[] latents =
        moments().sample(reference.floats("training.vae_noise"), model.vae().scaling());
    float[] noise = reference.floats("training.noise");
    float[] noisy = forward.noisy(latents, noise, timestep);
    float[] target = forward.target(latents, noise, timestep);
    reference.compare("training.latents", latents);
    reference.compare("training.noisy", noisy);
    reference.compare("training.target", target);
    losses(noisy, target, timestep);
  }

  private int timestep(ForwardProcess forward) {
    int timestep = (int) reference.longs("training.timestep")[0];
    if (timestep < 0 || timestep >= forward.schedule().size()) {
      throw reference.wrong("training.timestep", "is beyond the training's timesteps: " + timestep);
    }
    return timestep;
  }

  private void checkInputs() {
    checkPhoto();
    checkTexts();
  }

  private void checkPhoto() {
    Shapes shapes = new Shapes(reference);
    shapes.expect("training.pixels", 1, model.vae().imageChannels(), ANY, ANY);
    long[] pixels = reference.shape("training.pixels");
    long factor = model.vae().factor();
    long[] latents = {1, model.vae().latentChannels(), pixels[2] / factor, pixels[3] / factor};
    shapes.expect("training.vae_noise", latents);
    shapes.expect("training.noise", latents);
  }

  private void checkTexts() {
    Shapes shapes = new Shapes(reference);
    for (int i = 0; i < model.conditioner().encoders().size(); i++) {
      String suffix = i == 0 ? "" : "_" + (i + 1);
      TextConfig text = model.conditioner().encoders().get(i).config();
      shapes.expectUpTo("training.input_ids" + suffix, text.tokens());
      shapes.expect("training.token_embedding" + suffix, ANY, text.width());
    }
    if (model.unet().config().added().sizeWidth() > 0) {
      shapes.expect("training.time_ids", 1, UNetConfig.SIZES);
    }
  }

  private Moments moments() {
    try (Vae encoder = model.openEncoder();
        TensorScope scope = model.scope()) {
      NDArray pixels = reference.tensor(scope, "training.pixels");
      return Moments.of(encoder.moments(scope, pixels).toFloatArray());
    }
  }

  private List<Integer> common(List<NDArray> ids) {
    List<TextEncoder> encoders = model.conditioner().encoders();
    return IntStream.range(0, encoders.size())
        .mapToObj(i -> encoders.get(i).commonTokens(List.of(ids.get(i).toLongArray())))
        .toList();
  }

  private void losses(float[] noisy, float[] target, int timestep) {
    long[] shape = reference.shape("training.noise");
    try (TensorScope scope = model.scope()) {
      NDArray sizes =
          reference.has("training.time_ids")
              ? reference.tensor(scope, "training.time_ids")
              : scope.floats(new float[0], 1, 0);
      List<NDArray> ids = encoders("training.input_ids", name -> reference.ids(scope, name));
      LossBatch batch =
          new LossBatch(
              scope.floats(noisy, shape),
              scope.floats(target, shape),
              scope.longs(new long[] {timestep}, 1),
              ids,
              concepts(scope),
              common(ids),
              sizes,
              BatchSharing.FAST);
      reference.compare("training.loss", model.losses(scope, batch, model.condition(scope, batch)));
    }
  }

  private List<NDArray> encoders(String name, Function<String, NDArray> tensor) {
    List<NDArray> tensors = new ArrayList<>();
    for (int i = 0; i < model.conditioner().encoders().size(); i++) {
      tensors.add(tensor.apply(i == 0 ? name : name + "_" + (i + 1)));
    }
    return tensors;
  }

  /** From [rows, width] to [rows, 1, width]. */
  private List<NDArray> concepts(TensorScope scope) {
    return encoders("training.token_embedding", name -> reference.tensor(scope, name)).stream()
        .map(rows -> rows.expandDims(1))
        .toList();
  }
}
