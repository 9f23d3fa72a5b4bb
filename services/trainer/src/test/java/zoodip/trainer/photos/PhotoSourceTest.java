package zoodip.trainer.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.PhotoReference;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.trainer.fixtures.TrainerStore;
import zoodip.v1.ErrorReason;

class PhotoSourceTest {
  @TempDir static Path folder;
  private static final PhotoOptions SQUARE = new PhotoOptions(64, PhotoOptions.Fit.CENTER_CROP);

  private static TrainerStore objects;
  private static byte[] photo;

  private final PhotoSource source = new PhotoSource(new CheckedObjects(objects.storage()));

  @BeforeAll
  static void start() throws Exception {
    objects = new TrainerStore(folder.resolve("objects"));
    PhotoSet toy = Toybox.subject("mug-01", folder.resolve("mug-01"));
    photo = Files.readAllBytes(toy.photos().get(0).file());
  }

  @AfterAll
  static void stop() {
    objects.close();
  }

  @Test
  void photosComeDecodedWithTheirCaptions() {
    List<TrainingPhoto> photos = source.of(List.of(put("good", photo)));
    RgbImage whole = Photos.decode(photo, PhotoLimits.DEFAULT).image();
    assertEquals(SQUARE.square(whole), photos.get(0).source().square(SQUARE));
    assertEquals(List.of("a photo of a {}"), photos.get(0).captions());
  }

  @Test
  void aPhotoIsFetchedWhenItIsAskedForAndNotKept() {
    PhotoReference reference = put("later", photo);
    objects.storage().delete(reference.getKey());
    TrainingPhoto later = source.of(List.of(reference)).get(0);
    put("later", photo);
    assertEquals(64, later.source().square(SQUARE).width());
    objects.storage().delete(reference.getKey());
    assertThrows(ServiceException.class, () -> later.source().square(SQUARE));
  }

  @Test
  void aPhotoThatIsGoneOrChangedIsALossOfData() {
    PhotoReference reference = put("changed", photo);
    byte[] changed = photo.clone();
    changed[changed.length / 2] ^= 1;
    objects.storage().put(reference.getKey(), changed, "image/jpeg");
    assertFailure(ErrorReason.ERROR_REASON_DATA_LOSS, "changed", List.of(reference));
    objects.storage().delete(reference.getKey());
    assertFailure(ErrorReason.ERROR_REASON_DATA_LOSS, "gone", List.of(reference));
  }

  @Test
  void bytesThatAreNoPhotoAreABadPhoto() {
    PhotoReference text = put("text", "not a picture".getBytes(StandardCharsets.UTF_8));
    assertFailure(ErrorReason.ERROR_REASON_BAD_PHOTO, "text", List.of(text));
  }

  @Test
  void aJobWithoutPhotosIsRefused() {
    assertFailure(ErrorReason.ERROR_REASON_PHOTO_COUNT, "no photo", List.of());
  }

  private void assertFailure(ErrorReason reason, String why, List<PhotoReference> photos) {
    var failure =
        assertThrows(
            ServiceException.class,
            () -> source.of(photos).forEach(photo -> photo.source().square(SQUARE)));
    assertEquals(reason, failure.reason());
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
  }

  private static PhotoReference put(String name, byte[] bytes) {
    objects.storage().put(name, bytes, "image/jpeg");
    return PhotoReference.newBuilder()
        .setKey(name)
        .setSha256(Sha256.of(bytes))
        .addCaptions("a photo of a {}")
        .build();
  }
}
