package zoodip.cli.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImageFilesTest {
  @Test
  void aPromptBecomesTheNameOfAFile() {
    assertEquals("a-my-mug-mug-in-the-snow", ImageFiles.slug("a <my-mug> mug, in the snow!"));
    assertEquals("picture", ImageFiles.slug("?!"));
  }

  @Test
  void everyScriptHasItsLetters() {
    assertEquals("雪", ImageFiles.slug("雪"));
    assertEquals("собака-в-снегу", ImageFiles.slug("Собака в снегу"));
    assertEquals("caf\u00e9", ImageFiles.slug("cafe\u0301"));
  }

  @Test
  void fileSystemsTakeTheName() {
    for (String word : new String[] {"word ", "слово ", "\uD842\uDFB7"}) {
      String slug = ImageFiles.slug(word.repeat(100));
      assertTrue(slug.getBytes(StandardCharsets.UTF_8).length <= 120, slug);
      assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(slug), slug);
    }
  }
}
