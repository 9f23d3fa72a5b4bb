package zoodip.evaluator.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zoodip.v1.Scores;

class ScoringTest {
  private static final int WIDTH = 4;
  private static final double ROUNDING = 1e-9;

  /** Photos and images with their prompts' texts. */
  record EmbeddingSet(List<Embeddings> photos, List<Embeddings> images, List<float[]> texts) {
    Scores scores() {
      return scoring().scores();
    }

    Scoring scoring() {
      Scoring scoring = new Scoring(photos, images.size());
      for (int i = 0; i < images.size(); i++) {
        scoring.image(i, images.get(i), texts.get(i));
        scoring.diversity(images.get(i));
      }
      return scoring;
    }
  }

  @Property
  void agreesWithTheMeanOverAllPairs(@ForAll("sets") EmbeddingSet set) {
    Scores scores = set.scores();
    assertEquals(
        meanOfPairs(set.images(), set.photos(), Embeddings::clip), scores.getClipI(), ROUNDING);
    assertEquals(
        meanOfPairs(set.images(), set.photos(), Embeddings::dino), scores.getDino(), ROUNDING);
    assertEquals(meanOfPrompts(set), scores.getClipT(), ROUNDING);
    assertEquals(meanOfDifferent(set.images()), scores.getDinoInter(), ROUNDING);
  }

  @Property
  void staysBetweenMinusOneAndOne(@ForAll("sets") EmbeddingSet set) {
    for (ToDoubleFunction<Scores> score : SCORES) {
      assertTrue(Math.abs(score.applyAsDouble(set.scores())) <= 1);
    }
  }

  @Property
  void doesNotDependOnTheOrder(@ForAll("sets") EmbeddingSet set, @ForAll Random random) {
    List<Integer> order = new ArrayList<>();
    set.images().forEach(image -> order.add(order.size()));
    Collections.shuffle(order, random);
    List<Embeddings> photos = new ArrayList<>(set.photos());
    Collections.shuffle(photos, random);
    EmbeddingSet shuffled =
        new EmbeddingSet(
            photos,
            order.stream().map(set.images()::get).toList(),
            order.stream().map(set.texts()::get).toList());
    for (ToDoubleFunction<Scores> score : SCORES) {
      assertEquals(
          score.applyAsDouble(set.scores()), score.applyAsDouble(shuffled.scores()), ROUNDING);
    }
  }

  @Property
  void isSymmetricInPhotosAndImages(@ForAll("sets") EmbeddingSet set) {
    EmbeddingSet swapped =
        new EmbeddingSet(
            /* photos= */ set.images(),
            /* images= */ set.photos(),
            set.photos().stream().map(Embeddings::clip).toList());
    assertEquals(set.scores().getClipI(), swapped.scores().getClipI(), ROUNDING);
    assertEquals(set.scores().getDino(), swapped.scores().getDino(), ROUNDING);
  }

  @Property
  void doesNotDependOnTheLengthOfEmbeddings(@ForAll("sets") EmbeddingSet set) {
    EmbeddingSet longer =
        new EmbeddingSet(
            set.photos(),
            set.images().stream()
                .map(image -> new Embeddings(times(3, image.clip()), times(.5f, image.dino())))
                .toList(),
            set.texts());
    for (ToDoubleFunction<Scores> score : SCORES) {
      assertEquals(score.applyAsDouble(set.scores()), score.applyAsDouble(longer.scores()), 1e-6);
    }
  }

  @Property
  void givesEachPromptTheFiguresOfItsOwnImages(@ForAll("sets") EmbeddingSet set) {
    for (int prompt = 0; prompt < set.images().size(); prompt++) {
      Scores scores = set.scoring().scores(prompt);
      List<Embeddings> own = List.of(set.images().get(prompt));
      assertEquals(meanOfPairs(own, set.photos(), Embeddings::clip), scores.getClipI(), ROUNDING);
      assertEquals(
          naiveCosine(own.get(0).clip(), set.texts().get(prompt)), scores.getClipT(), ROUNDING);
      assertEquals(meanOfPairs(own, set.photos(), Embeddings::dino), scores.getDino(), ROUNDING);
      assertEquals(prompt == 0, scores.hasDinoInter());
    }
  }

  @Example
  void imageEqualToTheOnlyPhotoScoresOne() {
    Embeddings photo = new Embeddings(new float[] {3, 4}, new float[] {0, -2});
    Scoring scoring = new Scoring(List.of(photo), 1);
    scoring.image(0, photo, new float[] {-4, 3});
    assertEquals(1, scoring.scores().getClipI(), ROUNDING);
    assertEquals(0, scoring.scores().getClipT(), ROUNDING);
    assertEquals(1, scoring.scores().getDino(), ROUNDING);
    assertFalse(scoring.scores().hasDinoInter());
  }

  @Example
  void refusesWhatHasNoDirection() {
    Embeddings photo = new Embeddings(new float[] {3, 4}, new float[] {0, -2});
    Scoring scoring = new Scoring(List.of(photo), 1);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Embeddings image = new Embeddings(new float[] {1, bad}, new float[] {1, 1});
      assertThrows(NotFiniteException.class, () -> scoring.image(0, image, new float[] {1, 0}));
    }
    Embeddings zero = new Embeddings(new float[] {1, 1}, new float[2]);
    assertThrows(NotFiniteException.class, () -> scoring.diversity(zero));
    assertThrows(NotFiniteException.class, () -> new Scoring(List.of(zero), 1));
  }

  @Example
  void needsPhotosAndImages() {
    assertThrows(IllegalArgumentException.class, () -> new Scoring(List.of(), 1));
    Embeddings photo = new Embeddings(new float[] {3, 4}, new float[] {0, -2});
    assertThrows(IllegalStateException.class, () -> new Scoring(List.of(photo), 1).scores());
  }

  @Provide
  Arbitrary<EmbeddingSet> sets() {
    Arbitrary<float[]> embedding =
        Arbitraries.floats()
            .between(-10, 10)
            .array(float[].class)
            .ofSize(WIDTH)
            .filter(values -> naiveDot(values, values) > 1e-3);
    Arbitrary<Embeddings> seen =
        embedding.flatMap(clip -> embedding.map(dino -> new Embeddings(clip, dino)));
    return Arbitraries.integers()
        .between(2, 6)
        .flatMap(
            count ->
                seen.list()
                    .ofMinSize(2)
                    .ofMaxSize(4)
                    .flatMap(
                        photos ->
                            seen.list()
                                .ofSize(count)
                                .flatMap(
                                    images ->
                                        embedding
                                            .list()
                                            .ofSize(count)
                                            .map(t -> new EmbeddingSet(photos, images, t)))));
  }

  private static final List<ToDoubleFunction<Scores>> SCORES =
      List.of(Scores::getClipI, Scores::getClipT, Scores::getDino, Scores::getDinoInter);

  private interface Side {
    float[] of(Embeddings seen);
  }

  private static double meanOfPairs(List<Embeddings> some, List<Embeddings> others, Side side) {
    double sum = 0;
    for (Embeddings one : some) {
      for (Embeddings other : others) {
        sum += naiveCosine(side.of(one), side.of(other));
      }
    }
    return sum / (some.size() * others.size());
  }

  private static double meanOfPrompts(EmbeddingSet set) {
    double sum = 0;
    for (int i = 0; i < set.images().size(); i++) {
      sum += naiveCosine(set.images().get(i).clip(), set.texts().get(i));
    }
    return sum / set.images().size();
  }

  private static double meanOfDifferent(List<Embeddings> images) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < images.size(); i++) {
      for (int j = i + 1; j < images.size(); j++) {
        sum += naiveCosine(images.get(i).dino(), images.get(j).dino());
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static double naiveCosine(float[] a, float[] b) {
    return naiveDot(a, b) / Math.sqrt(naiveDot(a, a) * naiveDot(b, b));
  }

  private static double naiveDot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] times(float factor, float[] values) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
