package zoodip.trainer.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.concepts.settings.Sampling;
import zoodip.concepts.settings.TimestepRange;
import zoodip.diffusion.LossQuery;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.ZoSettings;

class StepSamplerTest {
  private static final TimestepRange PAPER = new TimestepRange(500, 900);

  private static final ZoSettings OPTIMIZER =
      new ZoSettings(Estimator.RGE, 2, 1e-2, 5e-3, 0.9, 0.999, 1e-3, Optional.empty());
  private static final float[][] NONE = {};

  private final StepSampler sampler = sampler(1, 0.5);

  @Property
  void aStepDependsOnItsNumberOnly(
      @ForAll long seed,
      @ForAll @LongRange(min = 1) long step,
      @ForAll @LongRange(min = 1) long other) {
    StepSampler first = sampler(seed, 0.5);
    LossQuery wanted = first.query(step, NONE);
    StepSampler second = sampler(seed, 0.5);
    LossQuery ignored = second.query(other, NONE);
    assertEquals(12, ignored.noise().length);
    assertSame(wanted, second.query(step, NONE));
  }

  @Property
  void staysWithinItsSettings(@ForAll long seed, @ForAll @LongRange(min = 1) long step) {
    LossQuery query = sampler(seed, 0.5).query(step, NONE);
    assertTrue(0 <= query.photo() && query.photo() < 3);
    assertTrue(0 <= query.caption() && query.caption() < List.of(1, 2, 27).get(query.photo()));
    assertTrue(500 <= query.timestep() && query.timestep() < 900);
    assertEquals(12, query.posteriorNoise().length);
  }

  @Test
  void drawsEveryPhotoTimestepAndSideEquallyOften() {
    int steps = 40_000;
    int[] photos = new int[3];
    int[] timesteps = new int[400];
    int flipped = 0;
    for (long step = 1; step <= steps; step++) {
      LossQuery query = sampler.query(step, NONE);
      photos[query.photo()]++;
      timesteps[query.timestep() - 500]++;
      flipped += query.flipped() ? 1 : 0;
    }
    for (int count : photos) {
      assertEquals(steps / 3.0, count, 5 * Math.sqrt(steps * 2 / 9.0));
    }
    for (int count : timesteps) {
      assertEquals(steps / 400.0, count, 5 * Math.sqrt(steps / 400.0));
    }
    assertEquals(steps / 2.0, flipped, 5 * Math.sqrt(steps / 4.0));
  }

  @Test
  void flipsAlwaysOrNeverWhenToldSo() {
    assertTrue(
        LongStream.range(1, 1000).allMatch(step -> sampler(1, 1).query(step, NONE).flipped()));
    assertTrue(
        LongStream.range(1, 1000).noneMatch(step -> sampler(1, 0).query(step, NONE).flipped()));
  }

  @Test
  void itsTwoNoisesDiffer() {
    LossQuery query = sampler.query(1, NONE);
    for (int i = 0; i < 12; i++) {
      assertNotEquals(query.noise()[i], query.posteriorNoise()[i]);
    }
  }

  /** Computed by another implementation of Philox and of the quantile function. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, false, 26, 645, -0.12042963, 0.9190145",
    "2, 0, true, 0, 889, 0.1711714, -2.367047",
    "8589934599, 0, true, 0, 558, 0.44585994, 0.67393023"
  })
  void drawsWhatItAlwaysDrew(
      long step,
      int photo,
      boolean flipped,
      int caption,
      int timestep,
      float noise,
      float posterior) {
    LossQuery query = sampler.query(step, NONE);
    assertEquals(photo, query.photo());
    assertEquals(flipped, query.flipped());
    assertEquals(caption, query.caption());
    assertEquals(timestep, query.timestep());
    assertEquals(noise, query.noise()[0]);
    assertEquals(posterior, query.posteriorNoise()[11]);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertRefused(List.of(), 0.5, 12);
    assertRefused(List.of(1, 0), 0.5, 12);
    assertRefused(List.of(1), 1.5, 12);
    assertRefused(List.of(1), Double.NaN, 12);
    assertRefused(List.of(1), 0.5, 0);
    assertThrows(IllegalArgumentException.class, () -> new TimestepRange(-1, 5));
    assertThrows(IllegalArgumentException.class, () -> new TimestepRange(5, 5));
  }

  private static void assertRefused(
      List<Integer> captions, double flipProbability, int latentSize) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new StepSampler(
                hyperparameters(1, flipProbability), new PhotoCaptions(captions), latentSize));
  }

  private static Hyperparameters hyperparameters(long seed, double flipProbability) {
    return new Hyperparameters(
        OPTIMIZER,
        100,
        seed,
        1,
        flipProbability,
        Sampling.INDEPENDENT,
        PAPER,
        64,
        false,
        ProbeSettings.NONE);
  }

  private static StepSampler sampler(long seed, double flipProbability) {
    return new StepSampler(
        hyperparameters(seed, flipProbability), new PhotoCaptions(List.of(1, 2, 27)), 12);
  }

  private static void assertSame(LossQuery wanted, LossQuery query) {
    assertEquals(describe(wanted), describe(query));
    assertArrayEquals(wanted.noise(), query.noise());
    assertArrayEquals(wanted.posteriorNoise(), query.posteriorNoise());
  }

  private static String describe(LossQuery query) {
    return "%d %s %d %d"
        .formatted(query.photo(), query.flipped(), query.caption(), query.timestep());
  }
}
