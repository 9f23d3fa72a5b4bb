package zoodip.reference;

import static zoodip.reference.Shapes.ANY;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.latent.Decoder;
import zoodip.diffusion.latent.GuidedSampling;
import zoodip.diffusion.latent.GuidedText;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.latent.LatentSize;
import zoodip.diffusion.latent.Pixels;
import zoodip.diffusion.latent.TextBatch;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.scheduler.SamplingPlan;
import zoodip.diffusion.scheduler.Scheduler;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.scheduler.Schedulers;

/** Generates images from text, from given first noise. */
final class PipelineCheck {
  private static final String NO_NEGATIVE = "no_negative";

  private final Reference reference;
  private final LatentModel model;

  PipelineCheck(Reference reference, LatentModel model) {
    this.reference = reference;
    this.model = model;
  }

  void run() {
    reference.cases("pipeline.", ".latents").forEach(this::pipeline);
  }

  private void pipeline(String name) {
    int steps = reference.spec("pipeline").path("steps").asInt();
    SamplingPlan plan = scheduler(name).plan(steps);
    if (plan.needsNoise()) {
      skip(name, "its step noise is not in the file");
      return;
    }
    new Shapes(reference).expect("pipeline.noise", 1, model.vae().latentChannels(), ANY, ANY);
    LatentSize size = size();
    double scale = reference.spec("pipeline").path("guidance_scale").asDouble();
    List<float[]> noise = List.of(reference.floats("pipeline.noise"));
    try (TensorScope scope = model.scope();
        GuidedSampling guidedSampling =
            new GuidedSampling(model, plan, text(scope, name), scale, size, noise)) {
      while (!guidedSampling.finished()) {
        guidedSampling.step(i -> noise.get(i));
      }
      reference.compare("pipeline." + name + ".latents", guidedSampling.latents().get(0));
      reference.compare("pipeline." + name + ".image", image(size, guidedSampling.latents()));
    }
  }

  private void skip(String name, String why) {
    reference.skip("pipeline." + name + ".latents", why);
    reference.skip("pipeline." + name + ".image", why);
  }

  private Scheduler scheduler(String name) {
    if (name.equals(NO_NEGATIVE)) {
      return Schedulers.of(model.scheduler());
    }
    JsonNode config = reference.spec("schedulers").path(name);
    return Schedulers.named(name, SchedulerConfig.of(config));
  }

  private LatentSize size() {
    long[] shape = reference.shape("pipeline.noise");
    int factor = model.vae().factor();
    return new LatentSize((int) shape[1], (int) shape[2], (int) shape[3], factor);
  }

  private GuidedText text(TensorScope scope, String name) {
    boolean none = name.equals(NO_NEGATIVE);
    boolean zeros = none && model.index().zeroEmptyPrompt();
    String negative = none ? "" : reference.spec("pipeline").path("negative_prompt").asText();
    return new GuidedText(
        ids(scope, reference.spec("pipeline").path("prompt").asText()),
        zeros ? List.of() : ids(scope, negative),
        zeros,
        TextBatch.concepts(scope, model.conditioner(), List.of()));
  }

  private List<NDArray> ids(TensorScope scope, String prompt) {
    return TextBatch.ids(scope, model.conditioner(), List.of(prompt), ConceptTable.of(List.of()));
  }

  private float[] image(LatentSize size, List<float[]> latents) {
    float[] pixels = Decoder.pixels(model, size, latents);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Pixels.unit(pixels[i]);
    }
    return pixels;
  }
}
