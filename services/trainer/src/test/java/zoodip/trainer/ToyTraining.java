package zoodip.trainer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.TrainingSpec;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.digest.Sha256;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.Model;
import zoodip.v1.Precision;

/** The training of one toy with the toybox model and its preset. */
public final class ToyTraining {
  private final PhotoSet toy;

  public ToyTraining(Path folder) {
    toy = Toybox.subject("mug-01", folder);
  }

  /** What the model store is told of the toybox model. */
  public static Model model() {
    try {
      Model.Builder model = Model.newBuilder();
      JsonFormat.parser().merge(Toybox.models().get(0).json(), model);
      return model.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All of the job but the model's digest. */
  public TrainingSpec spec(int steps, Precision precision) {
    Model model = model();
    TrainingSpec.Builder spec =
        TrainingSpec.newBuilder()
            .setClassWord(toy.classWord())
            .setModel(model.getName())
            .setConcept("tenants/t/concepts/my-mug")
            .setPlaceholder("<my-mug>")
            .setSettings(model.getTrainingSettings().toBuilder().setSteps(steps).setDirections(2))
            .setPrecision(precision)
            .setInitializer(toy.classWord())
            .setSeed(42);
    toy.photos().forEach(photo -> spec.addPhotos(reference(photo)));
    return spec.build();
  }

  public List<TrainingPhoto> photos() {
    return toy.photos().stream()
        .map(
            photo ->
                new TrainingPhoto(
                    Photos.decode(bytes(photo), PhotoLimits.DEFAULT).image(),
                    List.of(photo.caption())))
        .toList();
  }

  /** Object keys and bytes of the photos, as the spec refers to them. */
  public void forEachPhoto(java.util.function.BiConsumer<String, byte[]> photo) {
    toy.photos().forEach(each -> photo.accept(key(bytes(each)), bytes(each)));
  }

  private static PhotoReference reference(PhotoSet.Photo photo) {
    byte[] bytes = bytes(photo);
    return PhotoReference.newBuilder()
        .setKey(key(bytes))
        .setSha256(Sha256.of(bytes))
        .addCaptions(photo.caption())
        .build();
  }

  private static String key(byte[] photo) {
    return "tenants/t/subjects/mug/photos/" + Sha256.of(photo) + ".jpg";
  }

  private static byte[] bytes(PhotoSet.Photo photo) {
    try {
      return Files.readAllBytes(photo.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
