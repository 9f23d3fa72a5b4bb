package zoodip.diffusion.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one line why libtorch did not start, and what to set. */
final class StartFailure {
  /** What the driver brings, and no libtorch. */
  private static final String DRIVER = "libcuda.so";

  private StartFailure() {}

  /**
   * @param folder of a libtorch that does not come along
   */
  static EngineStartException of(Throwable failure, Optional<Path> folder) {
    List<Throwable> causes = Stream.iterate(failure, e -> e != null, Throwable::getCause).toList();
    return first(causes, EngineStartException.class)
        .orElseGet(() -> new EngineStartException(line(causes, folder), failure));
  }

  private static String line(List<Throwable> causes, Optional<Path> folder) {
    Optional<LinkageError> link = first(causes, LinkageError.class);
    if (link.isPresent() && isOfJna(link.get())) {
      return "JNA cannot load its native part (%s): set -Djna.tmpdir to a folder that programs can be written to and run from"
          .formatted(said(link.get()));
    }
    if (link.isPresent() && said(link.get()).contains(DRIVER)) {
      return "this libtorch is for CUDA and needs NVIDIA's driver, which is not there (%s): install it, give a container the GPU, or unset %s to use the one that comes along"
          .formatted(said(link.get()), LibtorchSelection.LIBRARY_PATH);
    }
    if (link.isPresent()) {
      return "libtorch cannot be loaded (%s): %s".formatted(said(link.get()), another(folder));
    }
    return first(causes, IOException.class)
        .map(
            io ->
                "libtorch cannot be unpacked into %s (%s): set DJL_CACHE_DIR to a folder that can be written, with 1 GB free"
                    .formatted(Utils.getEngineCacheDir(), said(io)))
        .orElseGet(
            () ->
                "libtorch cannot start: "
                    + causes.stream()
                        .map(StartFailure::said)
                        .distinct()
                        .collect(Collectors.joining(": ")));
  }

  private static String another(Optional<Path> folder) {
    return folder
        .map(
            path ->
                "it is the one in %s; %s, or unset it to use the one that comes along"
                    .formatted(path, LibtorchSelection.nameAFolder("of an undamaged one")))
        .orElseGet(
            () ->
                "it needs a system with glibc; if it was unpacked only in part, delete %s and start again"
                    .formatted(Utils.getEngineCacheDir("pytorch")));
  }

  private static boolean isOfJna(LinkageError error) {
    return said(error).contains("jna")
        || Arrays.stream(error.getStackTrace())
            .limit(3)
            .anyMatch(frame -> frame.getClassName().startsWith("com.sun.jna."));
  }

  private static String said(Throwable failure) {
    return (failure instanceof IOException ? failure.toString() : textOf(failure))
        .replaceAll("\\s*\\R\\s*", " ");
  }

  private static String textOf(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> kind) {
    return causes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
