package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.clip.ClipModel;
import zoodip.diffusion.dino.DinoModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.images.RgbImage;

class EncodersTest {
  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static List<RgbImage> images(String toy) {
    return Toyboxes.images(toy);
  }

  @Test
  void clipPutsAImageNearItsDescription() {
    try (ClipModel clip =
        ClipModel.open(Toyboxes.folder("clip"), ModelOptions.of(Precision.FP32))) {
      float[] photo = clip.imageEmbeddings(images("mug-01"))[0];
      float[][] texts = clip.textEmbeddings(List.of("a photo of a mug", "a photo of a car"));
      assertEquals(1, squaredLength(photo), 1e-5);
      assertTrue(cosine(photo, texts[0]) > cosine(photo, texts[1]));
    }
  }

  private static double squaredLength(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    return square;
  }

  @Test
  void dinoTellsOneToyFromAnother() {
    try (DinoModel dino =
        DinoModel.open(Toyboxes.folder("dino"), ModelOptions.of(Precision.FP32))) {
      float[][] mugs = dino.classTokens(images("mug-01"));
      float[][] cars = dino.classTokens(images("car-03"));
      assertTrue(cosine(mugs[0], mugs[1]) > cosine(mugs[0], cars[0]) + 0.2);
    }
  }
}
