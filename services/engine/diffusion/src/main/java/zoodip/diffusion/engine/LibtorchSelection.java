package zoodip.diffusion.engine;

import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which libtorch this process is told to load. DJL would ignore a folder without one and fetch
 * another version or kind from the internet, so what it is told is looked at first and refused by
 * name.
 */
final class LibtorchSelection {
  static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
  static final String FLAVOR = "PYTORCH_FLAVOR";
  static final String VERSION = "PYTORCH_VERSION";

  private static final String LIBRARY = System.mapLibraryName("torch");
  private static final String LIBRARY_OF_CUDA = System.mapLibraryName("torch_cuda");

  /** Kinds that have ever been published, of which the JNI library brings a few. */
  private static final List<String> FLAVORS =
      List.of("cpu", "cu118", "cu121", "cu124", "cu126", "cu128", "cu130");

  private final Function<String, Optional<String>> settings;
  private final Platform platform;

  private LibtorchSelection(Function<String, Optional<String>> settings) {
    this.settings = settings;
    this.platform = Platform.detectPlatform("pytorch");
  }

  /** What environment and system properties say. */
  static LibtorchSelection ofThisProcess() {
    return of(name -> Optional.ofNullable(Utils.getEnvOrSystemProperty(name)));
  }

  /**
   * @param settings what is said of a name, if anything is
   */
  static LibtorchSelection of(Function<String, Optional<String>> settings) {
    return new LibtorchSelection(settings);
  }

  /** Where the library lies that is not the one that comes along. */
  Optional<Path> folder() {
    return set(LIBRARY_PATH)
        .map(this::named)
        .or(() -> settings.apply("java.library.path").flatMap(LibtorchSelection::within));
  }

  /**
   * The kind of libtorch, as DJL names it.
   *
   * @throws EngineStartException if there is no such libtorch, or not the one that is asked for
   */
  String flavor() {
    checkVersion();
    Optional<Path> folder = folder();
    List<String> usable = FLAVORS.stream().filter(this::isUsable).toList();
    if (usable.isEmpty() || (folder.isEmpty() && platform.isPlaceholder())) {
      throw new EngineStartException(
          "no libtorch for "
              + platform.getClassifier()
              + " comes along"
              + (usable.isEmpty() ? "" : ": " + nameAFolder("of one")));
    }
    Optional<String> asked = folder.isPresent() ? settings.apply(FLAVOR) : set(FLAVOR);
    asked.ifPresent(flavor -> check(flavor, usable, folder.isPresent()));
    return asked.orElseGet(() -> folder.map(this::kind).orElse(platform.getFlavor()));
  }

  private void checkVersion() {
    String built = version();
    set(VERSION)
        .filter(version -> !version.equals(built) && !version.equals(platform.getVersion()))
        .ifPresent(
            version -> {
              throw new EngineStartException(
                  "%s is %s, but Zoodip is built for libtorch %s: unset %1$s"
                      .formatted(VERSION, version, built));
            });
  }

  private void check(String flavor, List<String> usable, boolean ofFolder) {
    if (!usable.contains(flavor)) {
      throw new EngineStartException(
          "%s is '%s', but on %s it can only be %s: set one of them, or unset it"
              .formatted(FLAVOR, flavor, platform.getClassifier(), String.join(" or ", usable)));
    }
    if (!ofFolder && !flavor.equals(platform.getFlavor())) {
      throw new EngineStartException(
          "%s is %s, but the libtorch that comes along is for %s: %s, or unset %1$s"
              .formatted(
                  FLAVOR, flavor, platform.getFlavor(), nameAFolder("of one for " + flavor)));
    }
  }

  /** The version of libtorch that this build calls. */
  static String version() {
    try (InputStream file = ClassLoaderUtils.getResourceAsStream("jnilib/pytorch.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      String jni = properties.getProperty("jni_version");
      return jni.substring(0, jni.indexOf('-'));
    } catch (IOException e) {
      throw new UncheckedIOException("The JNI library of libtorch is incomplete", e);
    }
  }

  /** What to set to use another libtorch. */
  static String nameAFolder(String ofWhat) {
    return "set %s to the lib folder %s, version %s".formatted(LIBRARY_PATH, ofWhat, version());
  }

  private boolean isUsable(String flavor) {
    String file =
        "jnilib/%s/%s/%s"
            .formatted(platform.getClassifier(), flavor, System.mapLibraryName("djl_torch"));
    return ClassLoaderUtils.getContextClassLoader().getResource(file) != null;
  }

  private String kind(Path folder) {
    String prefix = Files.exists(folder.resolve(LIBRARY_OF_CUDA)) ? "cu" : "cpu";
    return FLAVORS.stream()
        .filter(flavor -> flavor.startsWith(prefix))
        .filter(this::isUsable)
        .findFirst()
        .orElse("cpu");
  }

  private Path named(String path) {
    return within(path)
        .orElseThrow(
            () ->
                new EngineStartException(
                    "%s is %s, %s: %s, or unset it to use the one that comes along"
                        .formatted(
                            LIBRARY_PATH,
                            path,
                            Files.exists(Path.of(path))
                                ? "where there is no " + LIBRARY
                                : "which does not exist",
                            nameAFolder("of a libtorch"))));
  }

  private static Optional<Path> within(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .map(Path::of)
        .map(place -> place.endsWith(LIBRARY) ? place : place.resolve(LIBRARY))
        .filter(Files::isRegularFile)
        .map(file -> file.toAbsolutePath().getParent())
        .findFirst();
  }

  private Optional<String> set(String name) {
    return settings.apply(name).filter(value -> !value.isEmpty());
  }
}
