package zoodip.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatePartsTest {
  @ParameterizedTest
  @CsvSource({
    // candidates, side of the latents, parts
    "3, 64, 1",
    "9, 64, 4",
    "9, 128, 4",
    "4, 64, 2",
    "9, 16, 1",
    "65, 16, 2",
    "1, 64, 1"
  })
  void everyCandidateIsInOnePartAndTheFirstInAll(int candidates, int side, int parts) {
    List<int[]> all = CandidateParts.of(candidates, new LatentSize(4, side, side, 8));
    assertEquals(parts, all.size());
    all.forEach(part -> assertEquals(0, part[0]));
    int[] others = all.stream().flatMapToInt(part -> Arrays.stream(part, 1, part.length)).toArray();
    int[] expected = new int[candidates - 1];
    Arrays.setAll(expected, i -> i + 1);
    assertArrayEquals(expected, others);
  }

  @Test
  void aPartCanBeDividedFurtherAndKeepsItsFirst() {
    assertEquals(List.of(3, 4), CandidateParts.compared(new int[] {0, 3, 4}));
    assertArrayEquals(new int[] {0, 4}, CandidateParts.withFirst(List.of(4)));
    assertEquals(List.of(0), CandidateParts.compared(new int[] {0}));
    assertArrayEquals(new int[] {0}, CandidateParts.withFirst(List.of(0)));
  }

  @Test
  void aPublishedStepAtAnyResolutionIsOnePart() {
    for (int side : new int[] {8, 64, 96, 128, 256}) {
      assertEquals(1, CandidateParts.of(3, new LatentSize(4, side, side, 8)).size());
    }
  }
}
