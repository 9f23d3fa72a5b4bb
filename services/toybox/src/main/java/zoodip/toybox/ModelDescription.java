package zoodip.toybox;

import java.nio.file.Path;

/** One of the toybox's models and what the model store is told of it. */
public final class ModelDescription {
  private final String name;
  private final String prefix;
  private final String json;

  ModelDescription(String name, String prefix, String json) {
    this.name = name;
    this.prefix = prefix;
    this.json = json;
  }

  /** {@code models/toybox}, {@code models/toybox-clip} or {@code models/toybox-dino}. */
  public String name() {
    return name;
  }

  /** A zoodip.v1.Model in the JSON form of protobuf, without files, digest and create time. */
  public String json() {
    return json;
  }

  /** Writes the model's files into {@code folder} and returns it. */
  public Path extract(Path folder) {
    return Toybox.extract(prefix, folder);
  }
}
