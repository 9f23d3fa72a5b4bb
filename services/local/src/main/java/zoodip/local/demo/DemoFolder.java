package zoodip.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.figures.ContactSheet;
import zoodip.images.photos.Photos;
import zoodip.images.png.Png;
import zoodip.toybox.PhotoSet;

/** The folder that the demo leaves: report.json, contact-sheet.png and the single images. */
record DemoFolder(Path folder) {
  private static final int CELL_PIXELS = 192;

  Path report() {
    return folder.resolve("report.json");
  }

  Path contactSheet() {
    return folder.resolve("contact-sheet.png");
  }

  /**
   * Makes the folder and removes what an earlier run left, so that a failure leaves nothing old.
   */
  void prepare() {
    try {
      Files.createDirectories(folder.resolve("pictures"));
      Files.deleteIfExists(report());
      Files.deleteIfExists(contactSheet());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to the demo's folder " + folder, e);
    }
  }

  /** Writes one file for each image, for example images/concept-1.png. */
  List<Path> writeImages(String kind, List<Gallery.Generated> images) {
    List<Path> files = new ArrayList<>();
    for (Gallery.Generated image : images) {
      Path file = folder.resolve("pictures").resolve(kind + "-" + (files.size() + 1) + ".png");
      write(file, image.png().toByteArray());
      files.add(file);
    }
    return files;
  }

  void writeContactSheet(
      String title,
      PhotoSet photos,
      List<Gallery.Generated> classWord,
      List<Gallery.Generated> concept) {
    ContactSheet sheet =
        new ContactSheet(
            title,
            List.of(
                new ContactSheet.Row("photos", photoCells(photos)),
                new ContactSheet.Row("class word only", cells(classWord)),
                new ContactSheet.Row("concept, same seeds", cells(concept))));
    write(contactSheet(), Png.encode(sheet.draw(CELL_PIXELS), Map.of()));
  }

  void writeReport(byte[] json) {
    write(report(), json);
  }

  private static List<ContactSheet.Cell> photoCells(PhotoSet photos) {
    return photos.photos().stream()
        .map(photo -> new ContactSheet.Cell(decode(read(photo.file())), photo.caption()))
        .toList();
  }

  private static List<ContactSheet.Cell> cells(List<Gallery.Generated> images) {
    return images.stream()
        .map(image -> new ContactSheet.Cell(decode(image.png().toByteArray()), image.prompt()))
        .toList();
  }

  private static RgbImage decode(byte[] file) {
    return Photos.decode(file, PhotoLimits.DEFAULT).image();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
