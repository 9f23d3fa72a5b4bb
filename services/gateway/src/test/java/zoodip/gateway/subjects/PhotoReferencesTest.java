package zoodip.gateway.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.SubjectManifest;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.LearnableProperty;
import zoodip.v1.Photo;
import zoodip.v1.Subject;

class PhotoReferencesTest {
  @Test
  void aPhotoKeepsItsCaption() {
    PhotoReference photo = PhotoReferences.of(manifest("a {} at night")).get(0);

    assertEquals(List.of("a {} at night"), photo.getCaptionsList());
    assertEquals("key", photo.getKey());
    assertEquals("abc", photo.getSha256());
  }

  @Test
  void aPhotoWithoutOneGetsTheNeutralCaptions() {
    List<String> captions = PhotoReferences.of(manifest("")).get(0).getCaptionsList();

    assertEquals(27, new HashSet<>(captions).size());
    for (String caption : captions) {
      assertTrue(caption.matches("[^{}]*\\{\\}[^{}]*"), caption);
    }
  }

  @Test
  void aStyleHasCaptionsOfItsOwn() {
    SubjectManifest.Builder style = manifest("").toBuilder();
    style.getSubjectBuilder().setLearnableProperty(LearnableProperty.LEARNABLE_PROPERTY_STYLE);

    for (String caption : PhotoReferences.of(style.build()).get(0).getCaptionsList()) {
      assertTrue(caption.contains("in the style of {}"), caption);
    }
  }

  @Test
  void aSubjectWithoutPhotosIsRefused() {
    var error =
        assertThrows(
            ServiceException.class, () -> PhotoReferences.of(SubjectManifest.getDefaultInstance()));

    assertEquals(ErrorReason.ERROR_REASON_PHOTO_COUNT, error.reason());
  }

  @Test
  void aStoredCaptionMayNameOnlyTheConceptToBeLearned() {
    SubjectManifest stored = manifest("a {}, which is <my-dog>, beside <a-word>");

    var error =
        assertThrows(
            ServiceException.class,
            () -> PhotoReferences.of(stored, "<my-dog>", "training_job.subject"));

    assertEquals(ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT, error.reason());
    assertTrue(error.getMessage().contains("<a-word>"), error.getMessage());
    assertEquals(1, PhotoReferences.of(manifest("{}, <my-dog>"), "<my-dog>", "field").size());
    assertEquals(1, PhotoReferences.of(manifest("a < {} > b <3"), "<my-dog>", "field").size());
  }

  private static SubjectManifest manifest(String caption) {
    return SubjectManifest.newBuilder()
        .setSubject(
            Subject.newBuilder().addPhotos(Photo.newBuilder().setSha256("abc").setCaption(caption)))
        .addPhotoKeys("key")
        .build();
  }
}
