package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

class ThetaLayoutTest {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void joinsWhatItSplits(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 9) Integer> widths,
      @ForAll @IntRange(min = 1, max = 4) int vectors,
      @ForAll long seed) {
    ThetaLayout layout = ThetaLayout.of(widths, vectors);
    float[] theta = new RandomStreams(seed).gaussians(RandomStream.NOISE, 1, layout.dimension());
    List<float[][]> split = layout.split(theta);
    for (int i = 0; i < widths.size(); i++) {
      assertEquals(vectors, split.get(i).length);
      assertEquals(widths.get(i), split.get(i)[0].length);
    }
    assertArrayEquals(theta, layout.join(split));
  }

  @Test
  void laysEncodersOneAfterTheOther() {
    ThetaLayout layout = ThetaLayout.of(List.of(2, 3), 2);
    assertEquals(10, layout.dimension());
    assertArrayEquals(
        new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        layout.join(List.of(new float[][] {{0, 1}, {2, 3}}, new float[][] {{4, 5, 6}, {7, 8, 9}})));
  }

  @Test
  void oneVectorStartsAtTheMeanOfTheWordsTokens() {
    assertArrayEquals(new float[] {3, 4}, start(1, new float[][] {{1, 2}, {3, 4}, {5, 6}}));
  }

  @Test
  void asManyVectorsAsTokensStartAtTheTokens() {
    assertArrayEquals(new float[] {1, 2, 3, 4}, start(2, new float[][] {{1, 2}, {3, 4}}));
  }

  @Test
  void fewerVectorsThanTokensStartAtMeansOfNeighbours() {
    assertArrayEquals(new float[] {1, 2, 4, 5}, start(2, new float[][] {{1, 2}, {3, 4}, {5, 6}}));
  }

  @Test
  void moreVectorsThanTokensRepeatTokensInOrder() {
    assertArrayEquals(new float[] {1, 2, 1, 2, 3, 4}, start(3, new float[][] {{1, 2}, {3, 4}}));
  }

  @Test
  void refusesVectorsThatDoNotFit() {
    ThetaLayout layout = ThetaLayout.of(List.of(2), 1);
    assertThrows(IllegalArgumentException.class, () -> layout.split(new float[3]));
    assertThrows(IllegalArgumentException.class, () -> layout.join(List.of()));
    assertThrows(IllegalArgumentException.class, () -> layout.join(one(new float[][] {{1, 2, 3}})));
    assertThrows(
        IllegalArgumentException.class, () -> layout.join(one(new float[][] {{1, 2}, {3, 4}})));
    assertThrows(IllegalArgumentException.class, () -> layout.startingAt(one(new float[0][])));
    assertThrows(IllegalArgumentException.class, () -> ThetaLayout.of(List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> ThetaLayout.of(List.of(768), 0));
    assertThrows(
        IllegalArgumentException.class, () -> ThetaLayout.of(List.of(1 << 30, 1 << 30), 1));
  }

  private static float[] start(int vectors, float[][] word) {
    return ThetaLayout.of(List.of(2), vectors).startingAt(one(word));
  }

  private static List<float[][]> one(float[][] vectors) {
    return Collections.singletonList(vectors);
  }
}
