package zoodip.local.benchmark;

import java.util.List;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.TrainingSpec;
import zoodip.trainer.training.TrainingContext;
import zoodip.trainer.training.TrainingSession;

/** A training with nothing around it: no Kafka, no journal, no events. */
record BaselineTraining(DiffusionModel model, TrainingSpec spec, List<TrainingPhoto> photos) {
  private static final int WARM_UP = 50;

  /** The speed of the steps after the first fifty. */
  double stepsPerSecond() {
    TrainingContext context =
        TrainingContext.prepare(model, spec, Hyperparameters.of(spec), photos);
    TrainingSession session = context.begin();
    while (session.steps() < WARM_UP) {
      session.step(context);
    }
    long start = System.nanoTime();
    while (!session.isDone()) {
      session.step(context);
    }
    return (session.steps() - WARM_UP) / ((System.nanoTime() - start) / 1e9);
  }
}
