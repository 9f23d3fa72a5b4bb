package zoodip.toybox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSetTest {
  @TempDir Path folder;

  @Test
  void photosWithoutACaptionHaveAnEmptyOne() throws IOException {
    describe("{\"class\": \" mug \", \"living\": true, \"captions\": {\"b.PNG\": \"one {}\"}}");
    photo("b.PNG");
    photo("a.jpeg");
    photo("notes.txt");
    PhotoSet photos = PhotoSet.read(folder);
    assertEquals("mug", photos.classWord());
    assertTrue(photos.living());
    assertEquals(
        List.of(
            new PhotoSet.CaptionedPhoto(folder.resolve("a.jpeg"), ""),
            new PhotoSet.CaptionedPhoto(folder.resolve("b.PNG"), "one {}")),
        photos.photos());
  }

  @Test
  void aMissingFolderIsNamed() {
    refused("there is no folder", folder.resolve("nowhere"));
  }

  @Test
  void aMissingDescriptionIsNamed() throws IOException {
    photo("a.jpg");
    refused("cannot read " + folder.resolve("subject.json"), folder);
  }

  @Test
  void textThatIsNoJsonIsRefused() throws IOException {
    describe("class: mug");
    photo("a.jpg");
    refused("is no JSON", folder);
  }

  @Test
  void anEmptyDescriptionIsRefused() throws IOException {
    describe("");
    photo("a.jpg");
    refused("has no \"class\"", folder);
  }

  @Test
  void aMissingClassWordIsRefused() throws IOException {
    describe("{\"living\": false}");
    photo("a.jpg");
    refused("has no \"class\"", folder);
  }

  @Test
  void aFolderWithoutPhotosIsRefused() throws IOException {
    describe("{\"class\": \"mug\"}");
    refused("has no photo", folder);
  }

  @Test
  void aCaptionForAMissingPhotoIsRefused() throws IOException {
    describe("{\"class\": \"mug\", \"captions\": {\"b.jpg\": \"a {}\"}}");
    photo("a.jpg");
    refused("has a caption for b.jpg", folder);
  }

  @Test
  void aCaptionWithoutOrWithTwoPlaceholdersIsRefused() throws IOException {
    photo("a.jpg");
    describe("{\"class\": \"mug\", \"captions\": {\"a.jpg\": \"a mug\"}}");
    refused("exactly one {}", folder);
    describe("{\"class\": \"mug\", \"captions\": {\"a.jpg\": \"{} and {}\"}}");
    refused("exactly one {}", folder);
  }

  @Test
  void captionsThatAreNoObjectAreRefused() throws IOException {
    photo("a.jpg");
    describe("{\"class\": \"mug\", \"captions\": [\"a {}\"]}");
    refused("\"captions\"", folder);
  }

  @Test
  void aWordForLivingIsRefused() throws IOException {
    photo("a.jpg");
    describe("{\"class\": \"mug\", \"living\": \"no\"}");
    refused("\"living\"", folder);
  }

  private void refused(String problem, Path at) {
    String message = assertThrows(BadSubjectException.class, () -> PhotoSet.read(at)).getMessage();
    assertTrue(message.contains(problem), message);
  }

  private void describe(String json) throws IOException {
    Files.writeString(folder.resolve("subject.json"), json);
  }

  private void photo(String name) throws IOException {
    Files.write(folder.resolve(name), new byte[] {1});
  }
}
