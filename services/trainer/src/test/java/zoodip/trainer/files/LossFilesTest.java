package zoodip.trainer.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.concepts.settings.Sampling;
import zoodip.concepts.settings.TimestepRange;
import zoodip.trainer.sampling.PhotoCaptions;
import zoodip.trainer.sampling.ProbeSet;
import zoodip.trainer.sampling.StepSampler;
import zoodip.trainer.training.TrainingSession;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.journal.LossJournal;

class LossFilesTest {
  private static final int STEPS = 2;

  @Test
  void aTrainingWithoutProbesHasTheColumnsThatItAlwaysHad() {
    assertEquals(
        "step,loss,smoothed\n1,0.5,0.5\n2,0.5,0.5\n", table(trained(session(ProbeSettings.NONE))));
  }

  @Test
  void probesStandAtTheStepsThatTheyFollow() {
    assertEquals(
        "step,loss,smoothed,probe\n0,,,0.75\n1,0.5,0.5,\n2,0.5,0.5,0.25\n",
        table(trained(session(new ProbeSettings(0.5, 0, 0)))));
  }

  @Test
  void thePlotShowsProbesToo() {
    byte[] without = plot(trained(session(ProbeSettings.NONE)));
    byte[] with = plot(trained(session(new ProbeSettings(0.5, 0, 0))));
    assertFalse(Arrays.equals(without, with));
    assertArrayEquals(with, plot(trained(session(new ProbeSettings(0.5, 0, 0)))));
  }

  @Test
  void beforeTheFirstStepThereIsNothingToShow() {
    assertEquals(List.of(), LossFiles.of("title", session(ProbeSettings.NONE).losses()));
  }

  private static TrainingSession trained(TrainingSession session) {
    session.probe(queries -> constant(0.75f, queries.size()));
    while (!session.isDone()) {
      session.step(query -> constant(0.5f, query.candidates().length));
      session.probe(queries -> constant(0.25f, queries.size()));
    }
    return session;
  }

  private static float[] constant(float loss, int count) {
    float[] losses = new float[count];
    Arrays.fill(losses, loss);
    return losses;
  }

  private static String table(TrainingSession session) {
    return new String(LossFiles.of("title", session.losses()).get(0).content(), US_ASCII);
  }

  private static byte[] plot(TrainingSession session) {
    return LossFiles.of("title", session.losses()).get(1).content();
  }

  /** Two steps of nine rows. */
  private static TrainingSession session(ProbeSettings probe) {
    var hyperparameters =
        new Hyperparameters(
            new ZoSettings(Estimator.RGE, 8, 1e-2, 5e-2, 0.9, 0.999, 1e-3, Optional.empty()),
            STEPS,
            7,
            1,
            0.5,
            Sampling.INDEPENDENT,
            new TimestepRange(100, 600),
            64,
            false,
            probe);
    var captions = new PhotoCaptions(List.of(1));
    return new TrainingSession(
        hyperparameters,
        new StepSampler(hyperparameters, captions, 4),
        new ProbeSet(hyperparameters, captions, 4),
        ThetaLayout.of(List.of(3), 1),
        new float[3],
        LossJournal.empty(9));
  }
}
