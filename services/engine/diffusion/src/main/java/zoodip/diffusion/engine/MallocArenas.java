package zoodip.diffusion.engine;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many arenas glibc's malloc has in this process.
 *
 * <p>By itself it gives each of the JVM's threads one of its own, and the engine's thread one whose
 * blocks cannot grow together: a training step of Stable Diffusion 1.5 then keeps a quarter more
 * memory and takes a tenth longer. When Java code runs, the JVM has made a dozen arenas already and
 * {@code mallopt} comes too late, so the process starts once more, under the same id and with the
 * same arguments, with the environment saying it.
 */
public final class MallocArenas {
  private static final String LIMIT = "MALLOC_ARENA_MAX";
  private static final String TUNABLES = "GLIBC_TUNABLES";
  private static final String PRELOADED = "LD_PRELOAD";
  private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
  private static final String PROGRAM = "/proc/self/exe";

  private MallocArenas() {}

  /**
   * Starts this process again with one arena, if its malloc is glibc's and the environment does not
   * say how many; returns if that cannot be done or is done. Belongs at the very beginning of a
   * {@code main}: nothing that the process has done until then goes on.
   */
  public static void oneForThisProcess() {
    if (isChosen() || isDebugged() || glibc().isEmpty()) {
      return;
    }
    try {
      restart(arguments(Files.readAllBytes(ARGUMENTS)));
    } catch (IOException | LinkageError e) {
      // the process goes on as it is: that costs memory, not function
      return;
    }
  }

  /** What malloc this process has, for reports. */
  public static String describe() {
    String kind = glibc().map(version -> "glibc " + version).orElse("not glibc");
    return Stream.of(
            Optional.of(kind), set(LIMIT), set(TUNABLES), set(PRELOADED).filter(x -> !x.isEmpty()))
        .flatMap(Optional::stream)
        .reduce((a, b) -> a + ", " + b)
        .orElseThrow();
  }

  private static Optional<String> set(String variable) {
    return Optional.ofNullable(System.getenv(variable)).map(value -> variable + "=" + value);
  }

  private static boolean isChosen() {
    String tunables = System.getenv(TUNABLES);
    return System.getenv(LIMIT) != null
        || (tunables != null && tunables.contains("glibc.malloc.arena"));
  }

  /** A debugger would lose the process. */
  private static boolean isDebugged() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("JDWP"));
  }

  private static Optional<String> glibc() {
    if (!Platform.isLinux()) {
      return Optional.empty();
    }
    try {
      Function version = NativeLibrary.getProcess().getFunction("gnu_get_libc_version");
      return Optional.of(version.invokeString(new Object[0], false));
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  /** Byte for byte, whatever the encoding. */
  private static List<byte[]> arguments(byte[] listed) {
    List<byte[]> arguments = new ArrayList<>();
    for (String argument : new String(listed, StandardCharsets.ISO_8859_1).split("\0", -1)) {
      arguments.add((argument + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }
    // the list ends with a terminator, not with an empty argument
    arguments.remove(arguments.size() - 1);
    return arguments;
  }

  private static void restart(List<byte[]> arguments) {
    NativeLibrary c = NativeLibrary.getProcess();
    Memory list = new Memory((long) (arguments.size() + 1) * Native.POINTER_SIZE);
    List<Memory> held = new ArrayList<>();
    for (byte[] argument : arguments) {
      Memory text = new Memory(argument.length);
      text.write(0, argument, 0, argument.length);
      list.setPointer((long) held.size() * Native.POINTER_SIZE, text);
      held.add(text);
    }
    list.setPointer((long) held.size() * Native.POINTER_SIZE, Pointer.NULL);
    if (c.getFunction("setenv").invokeInt(new Object[] {LIMIT, "1", 1}) == 0) {
      // returns only if it fails
      int unused = c.getFunction("execv").invokeInt(new Object[] {PROGRAM, list});
      c.getFunction("unsetenv").invokeInt(new Object[] {LIMIT});
    }
  }
}
