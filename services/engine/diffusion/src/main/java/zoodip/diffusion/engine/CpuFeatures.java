package zoodip.diffusion.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What this machine's processor can do. */
public final class CpuFeatures {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final Set<String> INT8_PRODUCTS = Set.of("avx512_vnni", "avx_vnni");

  private static final String BF16_TILES = "amx_bf16";

  private CpuFeatures() {}

  /**
   * Whether it has instructions that add products of int8 in int32. Others saturate at 16 bits on
   * the way, which is no exact product. False where the operating system does not tell.
   */
  public static boolean multipliesInt8() {
    return features().stream().anyMatch(INT8_PRODUCTS::contains);
  }

  /**
   * Whether it multiplies tiles of bf16 (AMX), which libtorch's own attention then uses. False
   * where the operating system does not tell.
   */
  public static boolean multipliesTiles() {
    return features().contains(BF16_TILES);
  }

  /** Its name as the operating system tells it, else the architecture's. */
  public static String name() {
    return field("model name").orElse(System.getProperty("os.arch"));
  }

  private static Set<String> features() {
    return field("flags").map(flags -> Set.copyOf(List.of(flags.split("\\s+")))).orElse(Set.of());
  }

  /** Of the first processor. */
  private static Optional<String> field(String name) {
    try (Stream<String> lines = Files.lines(DESCRIPTION)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
