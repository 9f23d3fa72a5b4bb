package zoodip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;

class GalleryTest {
  @TempDir Path folder;

  @Test
  void theFivePromptsShowSettingsThatNoPhotoHas() {
    PhotoSet mug = Toybox.subject("mug-01", folder);
    List<String> prompts = Gallery.prompts(mug);
    assertEquals(5, new HashSet<>(prompts).size());
    for (String prompt : prompts) {
      String setting = prompt.substring(prompt.indexOf("{1}") + 3);
      mug.photos().forEach(photo -> assertTrue(!photo.caption().endsWith(setting), setting));
    }
  }
}
