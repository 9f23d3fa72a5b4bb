package zoodip.diffusion.toybox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;

/** The toybox on disk, unpacked once for all tests of a process. */
public final class Toyboxes {
  private static final Path FOLDER = unpack();

  private Toyboxes() {}

  private static Path unpack() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "toybox"));
      return Toybox.extract(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of the toybox: model, clip or dino. */
  public static Path folder(String part) {
    return FOLDER.resolve(part);
  }

  /** The photos of a toy, as trained on: each with its caption. */
  public static List<TrainingPhoto> photos(String toy) {
    List<TrainingPhoto> photos = new ArrayList<>();
    for (PhotoSet.CaptionedPhoto photo :
        PhotoSet.read(FOLDER.resolve("subjects").resolve(toy)).photos()) {
      photos.add(new TrainingPhoto(image(photo.file()), List.of(photo.caption())));
    }
    return photos;
  }

  /** The photos of a toy alone. */
  public static List<RgbImage> images(String toy) {
    return PhotoSet.read(FOLDER.resolve("subjects").resolve(toy)).photos().stream()
        .map(photo -> image(photo.file()))
        .toList();
  }

  private static RgbImage image(Path file) {
    try {
      return Photos.decode(Files.readAllBytes(file), PhotoLimits.DEFAULT).image();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
