package zoodip.trainer.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.concepts.settings.Sampling;
import zoodip.concepts.settings.TimestepRange;
import zoodip.diffusion.LossQuery;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.ZoSettings;

class ProbeSetTest {
  private static final int LATENT = 12;
  private static final float[] THETA = {1, 2, 3};

  @Property(tries = 50)
  void eachSampleHasAPartOfTheTimestepsToItself(@ForAll long seed) {
    List<LossQuery> queries = probeSet(seed, 0.5).queries(THETA);
    assertEquals(16, queries.size());
    for (int i = 0; i < queries.size(); i++) {
      int place = queries.get(i).timestep() - 500;
      assertTrue(25 * i <= place && place < 25 * (i + 1), "sample %d at %d".formatted(i, place));
    }
  }

  @Test
  void samplesAreTheSameEachTimeAndOnlyThetaIsAnother() {
    List<LossQuery> first = probeSet(3, 0.5).queries(new float[3]);
    List<LossQuery> later = probeSet(3, 0.5).queries(THETA);
    for (int i = 0; i < first.size(); i++) {
      assertEquals(described(first.get(i)), described(later.get(i)));
      assertArrayEquals(first.get(i).noise(), later.get(i).noise());
      assertArrayEquals(first.get(i).posteriorNoise(), later.get(i).posteriorNoise());
      assertEquals(1, later.get(i).candidates().length);
      assertSame(THETA, later.get(i).candidates()[0]);
    }
  }

  @Test
  void photosAndCaptionsComeInRotation() {
    List<LossQuery> queries = probeSet(3, 0.5).queries(THETA);
    assertEquals(
        List.of(0, 1, 2, 1, 2, 2, 0), queries.stream().limit(7).map(LossQuery::photo).toList());
    assertEquals(
        List.of(0, 0, 0, 1, 1, 2, 0), queries.stream().limit(7).map(LossQuery::caption).toList());
  }

  @Test
  void mirrorsAsOftenAsStepsDo() {
    assertTrue(probeSet(1, 1).queries(THETA).stream().allMatch(LossQuery::flipped));
    assertTrue(probeSet(1, 0).queries(THETA).stream().noneMatch(LossQuery::flipped));
    long mirrored =
        LongStream.range(0, 100)
            .map(
                seed ->
                    probeSet(seed, 0.5).queries(THETA).stream().filter(LossQuery::flipped).count())
            .sum();
    assertEquals(800, mirrored, 100);
  }

  @Test
  void noNoiseIsThatOfAStepOrOfAnotherSample() {
    List<LossQuery> queries = probeSet(7, 0.5).queries(THETA);
    Set<String> noises = new HashSet<>();
    queries.forEach(query -> noises.add(Arrays.toString(query.noise())));
    queries.forEach(query -> noises.add(Arrays.toString(query.posteriorNoise())));
    assertEquals(2 * queries.size(), noises.size());
    StepSampler steps = new StepSampler(hyperparameters(7, 0.5), captions(), LATENT);
    for (int step = 1; step <= 100; step++) {
      LossQuery query = steps.query(step, new float[][] {THETA});
      assertFalse(noises.contains(Arrays.toString(query.noise())));
      assertFalse(noises.contains(Arrays.toString(query.posteriorNoise())));
    }
  }

  /** What resumed trainings compare with: these numbers must stay. */
  @Test
  void drawsWhatItAlwaysDrew() {
    LossQuery query = probeSet(1, 0.5).queries(THETA).get(5);
    assertEquals(
        "2 false 2 627 0.038903784 -0.88814694",
        described(query) + " " + query.noise()[0] + " " + query.posteriorNoise()[11]);
  }

  private static String described(LossQuery query) {
    return "%d %s %d %d"
        .formatted(query.photo(), query.flipped(), query.caption(), query.timestep());
  }

  private static ProbeSet probeSet(long seed, double flipProbability) {
    return new ProbeSet(hyperparameters(seed, flipProbability), captions(), LATENT);
  }

  private static PhotoCaptions captions() {
    return new PhotoCaptions(List.of(1, 2, 3));
  }

  private static Hyperparameters hyperparameters(long seed, double flipProbability) {
    return new Hyperparameters(
        new ZoSettings(Estimator.RGE, 8, 1e-2, 5e-3, 0.9, 0.999, 1e-3, Optional.empty()),
        217,
        seed,
        1,
        flipProbability,
        Sampling.INDEPENDENT,
        new TimestepRange(500, 900),
        64,
        false,
        new ProbeSettings(0.05, 0, 0));
  }
}
