package zoodip.cli.images;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import zoodip.cli.files.OutputFile;
import zoodip.cli.files.Paths;
import zoodip.cli.terminal.Output;
import zoodip.v1.Image;

/** Names and writes the files of images; none replaces another image. */
record ImageFiles(Path folder, Output out) {
  /** Of a name, before seed and suffix: file systems take 255. */
  private static final int MAX_BYTES = 120;

  /** Writes one image and says where. */
  void write(String prompt, Image image) {
    String name = "%s-%d.png".formatted(slug(prompt), image.getSeed());
    Path file = OutputFile.keep(folder, name, image.getPng());
    out.item(
        image.toBuilder().clearPng().build(),
        Map.of("prompt", prompt, "file", file.toString()),
        file);
  }

  /** A prompt as a file can be called: its letters and digits, those of every script. */
  static String slug(String prompt) {
    String composed = Normalizer.normalize(prompt, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String slug = cut(composed.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-"));
    String ascii = slug.replaceAll("[^a-z0-9]+", "-");
    String name = (Paths.canName(slug) ? slug : ascii).replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "picture" : name;
  }

  private static String cut(String name) {
    String rest = name;
    while (rest.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
    }
    return rest;
  }
}
