package zoodip.trainer.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.concepts.settings.TimestepRange;
import zoodip.zeroth.random.RandomStreams;

class DrawsInTurnTest {
  private static final TimestepRange RANGE = new TimestepRange(300, 800);

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void everyPhotoAndMirrorImageComesOnceBeforeAnyComesAgain(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int photos,
      @ForAll boolean mirrored,
      @ForAll @IntRange(max = 50) int bags) {
    PhotoTimestepSequence sequence = sequence(seed, photos, mirrored);
    int size = mirrored ? 2 * photos : photos;
    Map<List<Object>, Integer> seen = new HashMap<>();
    for (int i = 1; i <= size; i++) {
      PhotoTimestepSequence.Draw draw = sequence.at((long) bags * size + i);
      seen.merge(List.of(draw.photo(), draw.flipped()), 1, Integer::sum);
    }
    assertEquals(size, seen.size());
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void anyStretchOfStepsCoversTheTimestepsEvenly(
      @ForAll long seed, @ForAll @IntRange(max = 10_000) int start) {
    PhotoTimestepSequence sequence = sequence(seed, 5, true);
    int[] tenths = new int[10];
    for (int i = 1; i <= 100; i++) {
      int timestep = sequence.at(start + i).timestep();
      assertTrue(timestep >= 300 && timestep < 800, "timestep " + timestep);
      tenths[(timestep - 300) / 50]++;
    }
    for (int count : tenths) {
      assertTrue(count >= 8 && count <= 12, "of 100 steps " + count + " in a tenth of the range");
    }
  }

  @Test
  void ordersDifferBetweenBagsAndSeeds() {
    assertNotEquals(order(1, 0), order(1, 1));
    assertNotEquals(order(1, 0), order(2, 0));
    assertEquals(order(1, 3), order(1, 3));
  }

  @Test
  void withoutMirroringNoPhotoIsMirrored() {
    PhotoTimestepSequence sequence = sequence(5, 3, false);
    for (int step = 1; step <= 30; step++) {
      assertFalse(sequence.at(step).flipped());
    }
  }

  @Test
  void captionsComeInRotation() {
    PhotoCaptions captions = new PhotoCaptions(List.of(1, 3, 2));
    List<PhotoCaptions.CaptionChoice> turn = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      turn.add(captions.inRotation(i));
    }
    assertEquals(
        List.of(
            new PhotoCaptions.CaptionChoice(0, 0),
            new PhotoCaptions.CaptionChoice(1, 0),
            new PhotoCaptions.CaptionChoice(2, 0),
            new PhotoCaptions.CaptionChoice(1, 1),
            new PhotoCaptions.CaptionChoice(2, 1),
            new PhotoCaptions.CaptionChoice(1, 2)),
        turn);
    assertEquals(captions.inRotation(1), captions.inRotation(7));
  }

  private static List<Integer> order(long seed, int bag) {
    PhotoTimestepSequence sequence = sequence(seed, 8, false);
    List<Integer> order = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      order.add(sequence.at(8L * bag + i).photo());
    }
    return order;
  }

  private static PhotoTimestepSequence sequence(long seed, int photos, boolean mirrored) {
    return new DrawsInTurn(new RandomStreams(seed), photos, mirrored, RANGE);
  }
}
