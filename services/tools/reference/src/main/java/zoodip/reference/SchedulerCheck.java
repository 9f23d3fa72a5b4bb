package zoodip.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.latent.ForwardProcess;
import zoodip.diffusion.scheduler.FloatLatents;
import zoodip.diffusion.scheduler.Sampler;
import zoodip.diffusion.scheduler.SamplingPlan;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.scheduler.Schedulers;

/** Runs schedulers on given model outputs, and the forward noising of training. */
final class SchedulerCheck {
  private final Reference reference;
  private final ForwardProcess forward;

  SchedulerCheck(Reference reference, ForwardProcess forward) {
    this.reference = reference;
    this.forward = forward;
  }

  void run() {
    noising();
    for (Map.Entry<String, JsonNode> entry : reference.spec("schedulers").properties()) {
      trajectory(entry.getKey(), SchedulerConfig.of(entry.getValue()));
    }
  }

  private void noising() {
    if (!reference.has("noise.add.x0")) {
      return;
    }
    long[] timesteps = timesteps();
    float[] clean = reference.floats("noise.add.x0");
    float[] noise = reference.floats("noise.add.noise");
    float[] noisy = new float[clean.length];
    float[] velocity = new float[clean.length];
    int row = clean.length / timesteps.length;
    for (int i = 0; i < timesteps.length; i++) {
      float[] x = Arrays.copyOfRange(clean, i * row, (i + 1) * row);
      float[] e = Arrays.copyOfRange(noise, i * row, (i + 1) * row);
      int t = (int) timesteps[i];
      System.arraycopy(forward.noisy(x, e, t), 0, noisy, i * row, row);
      System.arraycopy(forward.velocity(x, e, t), 0, velocity, i * row, row);
    }
    reference.compare("noise.add.noisy", noisy);
    reference.compare("noise.add.velocity", velocity);
  }

  private long[] timesteps() {
    Shapes shapes = new Shapes(reference);
    shapes.expectLike("noise.add.noise", "noise.add.x0");
    shapes.expect("noise.add.timesteps", reference.shape("noise.add.x0")[0]);
    long[] timesteps = reference.longs("noise.add.timesteps");
    for (long t : timesteps) {
      if (t < 0 || t >= forward.schedule().size()) {
        throw reference.wrong("noise.add.timesteps", "goes beyond the training's timesteps: " + t);
      }
    }
    return timesteps;
  }

  private void trajectory(String scheduler, SchedulerConfig config) {
    String name = "scheduler." + scheduler;
    if (!reference.has(name + ".noise")) {
      return;
    }
    SamplingPlan plan =
        Schedulers.named(scheduler, config).plan(reference.spec("trajectory_steps").asInt());
    reference.compare(name + ".timesteps", floats(plan.timesteps()));
    reference.compare(name + ".sigmas", floats(plan.sigmas()));
    reference.compare(name + ".init_noise_sigma", new float[] {(float) plan.initNoiseSigma()});
    float[] noise = reference.floats(name + ".noise");
    try (Sampler<float[]> sampler = new Sampler<>(plan, new FloatLatents(), noise)) {
      reference.compare(name + ".sample.0", sampler.sample());
      while (!sampler.finished()) {
        step(name, sampler);
      }
    }
  }

  private void step(String name, Sampler<float[]> sampler) {
    int call = sampler.calls();
    reference.compare(name + ".scaled_input." + call, sampler.input());
    String given = name + ".step_noise." + call;
    String output = name + ".model_output." + call;
    Shapes shapes = new Shapes(reference);
    shapes.expectLike(output, name + ".noise");
    if (sampler.needsNoise()) {
      shapes.expectLike(given, name + ".noise");
    }
    Optional<float[]> noise =
        reference.has(given) ? Optional.of(reference.floats(given)) : Optional.empty();
    sampler.advance(reference.floats(output), noise);
    reference.compare(name + ".sample." + (call + 1), sampler.sample());
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
