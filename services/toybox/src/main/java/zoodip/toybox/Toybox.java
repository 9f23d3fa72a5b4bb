package zoodip.toybox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A small trained text-to-image model of toys, the encoders that score it, and photos of eight toys
 * that it does not know: what the demo and every test use in place of a real model.
 */
public final class Toybox {
  private static final String INDEX = "files.txt";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Toybox() {}

  /**
   * Writes everything below {@code folder}: model, clip, dino, subjects, prompts.json.
   *
   * @return the folder
   */
  public static Path extract(Path folder) {
    return extract("", folder);
  }

  /** Writes the text-to-image model (diffusers layout) into {@code folder} and returns it. */
  public static Path model(Path folder) {
    return extract("model/", folder);
  }

  /** Writes the CLIP model (transformers layout) into {@code folder} and returns it. */
  public static Path clip(Path folder) {
    return extract("clip/", folder);
  }

  /** Writes the DINOv2 model (transformers layout) into {@code folder} and returns it. */
  public static Path dino(Path folder) {
    return extract("dino/", folder);
  }

  /** What the model store is told of each of the three models. */
  public static List<ModelDescription> models() {
    return List.of(
        new ModelDescription("models/toybox", "model/", read("models/toybox.json")),
        new ModelDescription("models/toybox-clip", "clip/", read("models/toybox-clip.json")),
        new ModelDescription("models/toybox-dino", "dino/", read("models/toybox-dino.json")));
  }

  /** The names of the photo sets, for example {@code mug-01}. */
  public static List<String> subjectNames() {
    return files().stream()
        .filter(file -> file.startsWith("subjects/") && file.endsWith("/subject.json"))
        .map(file -> file.substring("subjects/".length(), file.lastIndexOf('/')))
        .toList();
  }

  /**
   * Writes one photo set into {@code folder} and reads it.
   *
   * @throws BadSubjectException if there is no photo set of this name
   */
  public static PhotoSet subject(String name, Path folder) {
    if (!subjectNames().contains(name)) {
      throw new BadSubjectException(
          "the toybox has no toy '%s'; it has %s".formatted(name, subjectNames()));
    }
    return PhotoSet.read(extract("subjects/" + name + "/", folder));
  }

  /** The 25 prompts of evaluations; {0} is the placeholder, {1} the class word. */
  public static List<String> prompts() {
    try {
      JsonNode prompts = JSON.readTree(read("prompts.json")).required("prompts");
      return StreamSupport.stream(prompts.spliterator(), false).map(JsonNode::asText).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The toybox's prompts.json is damaged", e);
    }
  }

  static List<String> files() {
    return new String(bytes(INDEX), StandardCharsets.UTF_8).lines().toList();
  }

  /** Writes the files below the prefix, which is a folder's name with a slash or empty. */
  static Path extract(String prefix, Path folder) {
    for (String file : files()) {
      if (file.startsWith(prefix)) {
        write(file, folder.resolve(file.substring(prefix.length())));
      }
    }
    return folder;
  }

  private static void write(String file, Path target) {
    try (InputStream content = open(file)) {
      Files.createDirectories(target.getParent());
      Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the toybox's %s to %s".formatted(file, target), e);
    }
  }

  private static String read(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String file) {
    try (InputStream content = open(file)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the toybox's " + file, e);
    }
  }

  private static InputStream open(String file) {
    InputStream content = Toybox.class.getResourceAsStream(file);
    if (content == null) {
      throw new IllegalStateException(
          "The toybox jar lacks %s, which its %s names".formatted(file, INDEX));
    }
    return content;
  }
}
