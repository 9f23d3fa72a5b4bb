package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MallocArenasTest {
  /** What a JVM of its own runs. */
  static final class Tells {
    public static void main(String... arguments) {
      MallocArenas.oneForThisProcess();
      System.out.println(ProcessHandle.current().pid());
      System.out.println(System.getenv("MALLOC_ARENA_MAX"));
      System.out.println(MallocArenas.describe());
      System.out.println(System.getProperty("told"));
      for (String argument : arguments) {
        System.out.println("<" + argument + ">");
      }
    }
  }

  private record Told(long pid, List<String> lines) {}

  private static Told tell(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dtold=a b", "-cp", System.getProperty("java.class.path")));
    command.add(Tells.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(List.of("MALLOC_ARENA_MAX", "GLIBC_TUNABLES"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Told(process.pid(), output.lines().toList());
  }

  @Test
  void aPlainStartHasOneArenaAndTheSameArguments() throws Exception {
    assumeTrue(MallocArenas.describe().startsWith("glibc "), "the C library is not glibc");
    Told told = tell(Map.of(), "a b", "", "c\"d", "*");
    String malloc = told.lines().get(2);
    assertEquals(
        List.of(String.valueOf(told.pid()), "1", malloc, "a b", "<a b>", "<>", "<c\"d>", "<*>"),
        told.lines());
    assertEquals("MALLOC_ARENA_MAX=1", malloc.substring(malloc.indexOf(", ") + 2));
  }

  @Test
  void theUsersOwnLimitWins() throws Exception {
    assertEquals("3", tell(Map.of("MALLOC_ARENA_MAX", "3")).lines().get(1));
    assertEquals("null", tell(Map.of("GLIBC_TUNABLES", "glibc.malloc.arena_max=2")).lines().get(1));
  }
}
