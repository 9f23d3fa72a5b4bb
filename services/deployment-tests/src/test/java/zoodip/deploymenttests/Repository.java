package zoodip.deploymenttests;

import java.nio.file.Path;

/** Where the files of this repository lie. */
final class Repository {
  static final Path ROOT =
      Path.of(System.getProperty("root", "../..")).toAbsolutePath().normalize();

  private Repository() {}
}
