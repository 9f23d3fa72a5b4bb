package zoodip.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
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
import zoodip.zeroth.journal.ProbeLoss;

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
    assertEquals(undisturbed.losses().probes(), last.losses().probes());
  }

  /**
   * A training of 60 steps of three rows can afford two probes of four samples, one at each end.
   */
  @Property(tries = 40)
  void aResumedSessionDoesNotLookAgainAtWhatItsJournalKnows(
      @ForAll @IntRange(min = 1, max = STEPS) int steps) {
    List<Integer> looks = new ArrayList<>();
    ProbeFunction counting =
        queries -> {
          looks.add(queries.size());
          return probeLosses(queries);
        };
    TrainingSession first = session(Estimator.RGE, List.of());
    run(first, steps, counting);
    TrainingSession resumed = session(Estimator.RGE, List.of(first.drain().orElseThrow()));
    resumed.probe(counting);
    run(resumed, STEPS, counting);
    assertEquals(List.of(4, 4), looks);
    assertEquals(
        List.of(0L, 60L), resumed.losses().probes().stream().map(ProbeLoss::step).toList());
  }

  @Test
  void whatIsLearnedDoesNotDependOnProbes() {
    Hyperparameters with = hyperparameters(Estimator.RGE, 4);
    TrainingSession probed = session(with, LossJournal.empty(3));
    TrainingSession other = session(with(with, ProbeSettings.NONE), LossJournal.empty(3));
    run(probed, STEPS);
    run(other, STEPS);
    assertArrayEquals(other.theta(), probed.theta());
    assertEquals(other.lossesSha256(), probed.lossesSha256());
    assertEquals(2, probed.drain().orElseThrow().probes().size());
    JournalSegment without = other.drain().orElseThrow();
    assertArrayEquals(
        new JournalSegment(1, 3, without.losses()).encode(), without.encode(), "version 1");
  }

  @Test
  void aProbeThatComesOutAsNoNumberIsLeftOut() {
    TrainingSession session = session(Estimator.RGE, List.of());
    session.probe(queries -> new float[] {1, 2, Float.NaN, 4});
    assertEquals(List.of(), session.losses().probes());
    session.probe(queries -> new float[] {1, 2, 3, 4});
    assertEquals(List.of(new ProbeLoss(0, 4, 2.5)), session.losses().probes());
  }

  /**
   * With nearly as many rows for probes as for steps there are 11 of them, of which 5 are taken.
   */
  @Test
  void probesThatLowerNothingEndATrainingThatAskedForIt() {
    Hyperparameters asked =
        with(hyperparameters(Estimator.RGE, 4), new ProbeSettings(0.99, 2, 0.01));
    TrainingSession session = session(asked, LossJournal.empty(3));
    List<JournalSegment> journal = new ArrayList<>();
    float[] losses = {8, 7, 6, 6, 6, 5};
    session.probe(queries -> fill(losses[0], queries.size()));
    while (!session.isDone()) {
      session.step(TrainingSessionTest::losses);
      float loss = losses[session.losses().probes().size()];
      session.probe(queries -> fill(loss, queries.size()));
      if (session.steps() % 7 == 0) {
        session.drain().ifPresent(journal::add);
      }
    }
    session.drain().ifPresent(journal::add);
    assertEquals(5, session.losses().probes().size());
    assertTrue(session.steps() < STEPS);
    TrainingSession resumed = session(asked, LossJournal.of(journal));
    assertTrue(resumed.isDone());
    assertArrayEquals(session.theta(), resumed.theta());
  }

  private static float[] fill(float loss, int count) {
    float[] losses = new float[count];
    Arrays.fill(losses, loss);
    return losses;
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
    run(session, steps, TrainingSessionTest::probeLosses);
  }

  private static void run(TrainingSession session, int steps, ProbeFunction probeFunction) {
    session.probe(probeFunction);
    for (int step = 0; step < steps && !session.isDone(); step++) {
      session.step(TrainingSessionTest::losses);
      session.probe(probeFunction);
    }
  }

  private static float[] probeLosses(List<LossQuery> queries) {
    float[] losses = new float[queries.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = losses(queries.get(i))[0];
    }
    return losses;
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
        new ProbeSettings(0.05, 0, 0));
  }

  private static Hyperparameters with(Hyperparameters settings, ProbeSettings probe) {
    return new Hyperparameters(
        settings.optimizer(),
        settings.steps(),
        settings.seed(),
        settings.vectors(),
        settings.flipProbability(),
        settings.sampling(),
        settings.timesteps(),
        settings.resolution(),
        settings.squash(),
        probe);
  }
}
