package zoodip.images.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.fixtures.Fixtures;
import zoodip.images.photos.Photos;

class PngTest {
  private static final RgbImage IMAGE = Fixtures.image("rgb.png");

  @Test
  void imagesAndTextSurvive() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("prompt", "ein <my-dog> im Schnee, 雪");
    text.put("seed", "42");
    text.put("empty", "");
    byte[] file = Png.encode(IMAGE, text);
    assertEquals(IMAGE, Photos.decode(file, PhotoLimits.DEFAULT).image());
    assertEquals(text, Png.text(file));
    assertEquals(List.copyOf(text.keySet()), List.copyOf(Png.text(file).keySet()));
  }

  @Test
  void otherReadersSeeTheSameImage() throws IOException {
    byte[] file = Png.encode(IMAGE, Map.of("seed", "42"));
    assertEquals(IMAGE, RgbImage.of(ImageIO.read(new ByteArrayInputStream(file))));
  }

  @Test
  void textIsPlainWhereLatin1Suffices() {
    String plain = new String(Png.encode(IMAGE, Map.of("a", "für\nzwei")), ISO_8859_1);
    String international = new String(Png.encode(IMAGE, Map.of("a", "雪")), ISO_8859_1);

    assertTrue(plain.contains("tEXta\0für\nzwei"));
    assertTrue(international.contains("iTXta\0"));
  }

  @Test
  void theSameImageGivesTheSameBytes() {
    assertArrayEquals(Png.encode(IMAGE, Map.of()), Png.encode(IMAGE, Map.of()));
  }

  @Test
  void refusesKeywordsThatPngDoesNotKnow() {
    for (String keyword : List.of("", " seed", "a".repeat(80), "größe", "a\0b")) {
      assertThrows(IllegalArgumentException.class, () -> Png.encode(IMAGE, Map.of(keyword, "x")));
    }
    assertThrows(IllegalArgumentException.class, () -> Png.encode(IMAGE, Map.of("a", "x\0y")));
  }
}
