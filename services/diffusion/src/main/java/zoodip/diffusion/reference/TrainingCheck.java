package zoodip.diffusion.reference;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.latent.ForwardProcess;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.latent.LossBatch;
import zoodip.diffusion.latent.Moments;
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
    ForwardProcess forward = ForwardProcess.of(model.scheduler());
    float[] latents =
        moments().sample(reference.floats("training.vae_noise"), model.vae().scaling());
    float[] noise = reference.floats("training.noise");
    int timestep = (int) reference.longs("training.timestep")[0];
    float[] noisy = forward.noisy(latents, noise, timestep);
    float[] target = forward.target(latents, noise, timestep);
    reference.compare("training.latents", latents);
    reference.compare("training.noisy", noisy);
    reference.compare("training.target", target);
    losses(noisy, target, timestep);
  }

  private Moments moments() {
    try (Vae encoder = model.openEncoder();
        TensorScope scope = model.scope()) {
      NDArray pixels = reference.tensor(scope, "training.pixels");
      return Moments.of(encoder.moments(scope, pixels).toFloatArray());
    }
  }

  private void losses(float[] noisy, float[] target, int timestep) {
    long[] shape = reference.shape("training.noise");
    try (TensorScope scope = model.scope()) {
      NDArray sizes =
          reference.has("training.time_ids")
              ? reference.tensor(scope, "training.time_ids")
              : scope.floats(new float[0], 1, 0);
      LossBatch batch =
          new LossBatch(
              scope.floats(noisy, shape),
              scope.floats(target, shape),
              timestep,
              encoders(scope, "training.input_ids"),
              concepts(scope),
              sizes);
      reference.compare("training.loss", model.losses(scope, batch));
    }
  }

  private List<NDArray> encoders(TensorScope scope, String name) {
    List<NDArray> tensors = new ArrayList<>();
    for (int i = 0; i < model.conditioner().encoders().size(); i++) {
      tensors.add(reference.tensor(scope, i == 0 ? name : name + "_" + (i + 1)));
    }
    return tensors;
  }

  /** From [rows, width] to [rows, 1, width]. */
  private List<NDArray> concepts(TensorScope scope) {
    return encoders(scope, "training.token_embedding").stream()
        .map(rows -> rows.expandDims(1))
        .toList();
  }
}
