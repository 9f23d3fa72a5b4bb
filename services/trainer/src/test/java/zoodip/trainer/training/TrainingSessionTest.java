package zoodip.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.concepts.settings.Sampling;
import zoodip.concepts.settings.TimestepRange;
import zoodip.diffusion.LossQuery;
import zoodip.platform.errors.ServiceException;
import zoodip.trainer.sampling.PhotoCaptions;
import zoodip.trainer.sampling.ProbeSet;
import zoodip.trainer.sampling.StepSampler;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;

class TrainingSessionTest {
  private static final int STEPS = 60;
  private static final int WIDTH = 12;
  private static final int LATENT = 6;

  @Property(tries = 40)
  void aSessionResumedAnyNumberOfTimesArrivesAtTheSameBits(
      @ForAll Estimator estimator,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 25) Integer> lives) {
    TrainingSession undisturbed = session(estimator, List.of());
    run(undisturbed, STEPS);
    List<JournalSegment> journal = new ArrayList<>();
    for (int steps : lives) {
      TrainingSession life = session(estimator, journal);
      run(life, steps);
      life.drain().ifPresent(journal::add);
      run(life, 3);
    }
    TrainingSession last = session(estimator, journal);
    run(last, STEPS);
    assertTrue(last.isDone());
    assertArrayEquals(undisturbed.theta(), last.theta());
    assertEquals(undisturbed.lossesSha256(), last.lossesSha256());
    assertEquals(undisturbed.smoothedLoss(), last.smoothedLoss());
  }

  @Test
  void aQueryStaysTheSameUntilItIsAnswered() {
    TrainingSession session = session(Estimator.RGE, List.of());
    run(session, 3);
    LossQuery first = session.ask();
    LossQuery again = session.ask();
    assertEquals(3, session.steps());
    assertArrayEquals(first.candidates(), again.candidates());
    assertArrayEquals(first.noise(), again.noise());
  }

  @Test
  void lossesAreGivenOutOnceAndInOrder() {
    TrainingSession session = session(Estimator.RGE, List.of());
    assertEquals(Optional.empty(), session.drain());
    run(session, 5);
    assertEquals(1, session.drain().orElseThrow().firstStep());
    run(session, 2);
    JournalSegment next = session.drain().orElseThrow();
    assertEquals(6, next.firstStep());
    assertEquals(7, next.lastStep());
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrainingAndSaysWhatToDo() {
    TrainingSession session = session(Estimator.RGE, List.of());
    run(session, 4);
    var failure =
        assertThrows(
            ServiceException.class, () -> session.step(query -> new float[] {1, Float.NaN, 1}));
    assertEquals(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE, failure.reason());
    assertTrue(failure.getMessage().contains("step 5"), failure.getMessage());
    assertTrue(failure.getMessage().contains("learning rate"), failure.getMessage());
    assertEquals(4, session.steps());
  }

  @Test
  void aHistoryAsLongAsHalfTheEmbeddingIsRefused() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> session(hyperparameters(Estimator.RGE, WIDTH / 2), LossJournal.empty(3)));
    assertTrue(failure.getMessage().contains("tau"), failure.getMessage());
  }

  @Test
  void theSmoothedLossFollowsTheLossOfThetaItself() {
    TrainingSession session = session(Estimator.RGE, List.of());
    assertEquals(0, session.smoothedLoss());
    for (int step = 0; step < 30; step++) {
      session.step(query -> new float[] {0.25f, 0.3f, 0.2f});
    }
    assertEquals(0.25, session.smoothedLoss(), 1e-6);
  }

  private static void run(TrainingSession session, int steps) {
    for (int step = 0; step < steps && !session.isDone(); step++) {
      session.step(TrainingSessionTest::losses);
    }
  }

  /** A valley whose floor is bent by what the step looks at. */
  private static float[] losses(LossQuery query) {
    float[] losses = new float[query.candidates().length];
    for (int i = 0; i < losses.length; i++) {
      float loss = query.timestep() * 1e-3f;
      for (int j = 0; j < WIDTH; j++) {
        float distance = query.candidates()[i][j] - j - 0.1f * query.noise()[j % LATENT];
        loss += distance * distance * (query.flipped() ? 1 : 2);
      }
      losses[i] = loss;
    }
    return losses;
  }

  private static TrainingSession session(Estimator estimator, List<JournalSegment> segments) {
    Hyperparameters hyperparameters = hyperparameters(estimator, 4);
    LossJournal journal =
        segments.isEmpty()
            ? LossJournal.empty(hyperparameters.optimizer().candidates())
            : LossJournal.of(segments);
    return session(hyperparameters, journal);
  }

  private static TrainingSession session(Hyperparameters hyperparameters, LossJournal journal) {
    var captions = new PhotoCaptions(List.of(1, 2, 3));
    return new TrainingSession(
        hyperparameters,
        new StepSampler(hyperparameters, captions, LATENT),
        new ProbeSet(hyperparameters, captions, LATENT),
        ThetaLayout.of(List.of(WIDTH), 1),
        new float[WIDTH],
        journal);
  }

  private static Hyperparameters hyperparameters(Estimator estimator, int history) {
    return new Hyperparameters(
        new ZoSettings(
            estimator,
            2,
            1e-2,
            5e-2,
            0.9,
            0.999,
            1e-3,
            Optional.of(new SubspaceSettings(history, 1e-3))),
        STEPS,
        7,
        1,
        0.5,
        Sampling.INDEPENDENT,
        new TimestepRange(100, 600),
        64,
        false,
        ProbeSettings.NONE);
  }
}
