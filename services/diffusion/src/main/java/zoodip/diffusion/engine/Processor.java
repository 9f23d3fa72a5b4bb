package zoodip.diffusion.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this machine's processor can do. */
public final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final Set<String> INT8_PRODUCTS = Set.of("avx512_vnni", "avx_vnni");

  private Processor() {}

  /**
   * Whether it has instructions that add products of int8 in int32. Others saturate at 16 bits on
   * the way, which is no exact product. False where the operating system does not tell.
   */
  public static boolean multipliesInt8() {
    return features().stream().anyMatch(INT8_PRODUCTS::contains);
  }

  private static Set<String> features() {
    try (Stream<String> lines = Files.lines(DESCRIPTION)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .limit(1)
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }
}
