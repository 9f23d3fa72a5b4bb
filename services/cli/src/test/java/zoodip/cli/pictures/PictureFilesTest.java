package zoodip.cli.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PictureFilesTest {
  @Test
  void aPromptBecomesTheNameOfAFile() {
    assertEquals("a-my-mug-mug-in-the-snow", PictureFiles.slug("a <my-mug> mug, in the snow!"));
    assertEquals("picture", PictureFiles.slug("雪"));
    assertTrue(PictureFiles.slug("word ".repeat(50)).length() <= 60);
  }
}
