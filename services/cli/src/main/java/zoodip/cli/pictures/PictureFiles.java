package zoodip.cli.pictures;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import zoodip.cli.OutputFile;
import zoodip.cli.terminal.Output;
import zoodip.v1.Image;

/** Names and writes the files of pictures. */
record PictureFiles(Path folder, Output out) {
  private static final int LONGEST = 60;

  /** Writes one picture and says where. */
  void write(String prompt, Image image) {
    Path file = folder.resolve("%s-%d.png".formatted(slug(prompt), image.getSeed()));
    OutputFile.write(file, image.getPng());
    out.item(
        image.toBuilder().clearPng().build(),
        Map.of("prompt", prompt, "file", file.toString()),
        file);
  }

  /** A prompt as a file can be called. */
  static String slug(String prompt) {
    String slug =
        prompt.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = slug.substring(0, Math.min(LONGEST, slug.length())).replaceAll("-$", "");
    return cut.isEmpty() ? "picture" : cut;
  }
}
