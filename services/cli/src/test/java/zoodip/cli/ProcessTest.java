package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Ports;
import zoodip.platform.files.ProcessLock;

/** The command as a process of its own, with a locale and ports of its own. */
@Timeout(120)
class ProcessTest {
  @TempDir Path folder;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the words' bytes are had from /proc")
  void wordsKeepTheirLettersInALocaleThatHasNone() throws Exception {
    Ended shown = run(Map.of("LC_ALL", "C"), "jobs", "show", "Собака ❄");
    assertEquals(2, shown.code(), shown.said());
    assertTrue(shown.said().contains("'Собака ❄' is no id of a training job"), shown.said());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere file names have every letter")
  void aFileThatTheLocaleCannotNameIsExplained() throws Exception {
    Ended shown =
        run(Map.of("LC_ALL", "C"), "generate", "a mug", "--out", folder.resolve("x") + "-снег");
    assertEquals(2, shown.code(), shown.said());
    assertTrue(shown.said().contains("set LC_ALL=C.UTF-8"), shown.said());
  }

  @Test
  void servingOnATakenPortNamesItAndStartsNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      String free = String.valueOf(Ports.freePort());
      Path data = folder.resolve("data");
      String[] serve = {"serve", "--data", data.toString(), "--port"};
      Ended grpc = run(Map.of(), with(serve, port, "--http-port", free));
      assertEquals(2, grpc.code(), grpc.said());
      assertTrue(grpc.said().contains("port " + port + " of 127.0.0.1, for gRPC"), grpc.said());
      Ended http = run(Map.of(), with(serve, free, "--http-port", port));
      assertEquals(2, http.code(), http.said());
      assertTrue(
          http.said().contains("port " + port + " of 127.0.0.1, for health and metrics"),
          http.said());
      assertTrue(Files.notExists(data));
    }
  }

  @Test
  void servingOnOnePortForBothIsRefusedByName() throws Exception {
    String port = String.valueOf(Ports.freePort());
    Path data = folder.resolve("data");
    Ended both =
        run(Map.of(), "serve", "--data", data.toString(), "--port", port, "--http-port", port);
    assertEquals(2, both.code(), both.said());
    assertTrue(
        both.said().contains("gRPC and health and metrics cannot both have port " + port),
        both.said());
    assertTrue(both.said().contains("--port or --http-port"), both.said());
    assertTrue(Files.notExists(data));
  }

  @Test
  void servingOthersNeedsAuthOrASayingSo() throws Exception {
    String port = String.valueOf(Ports.freePort());
    Path data = folder.resolve("data");
    for (String host : List.of("0.0.0.0", "::")) {
      Ended refused =
          run(
              Map.of(),
              "serve",
              "--data",
              data.toString(),
              "--host",
              host,
              "--port",
              port,
              "--http-port",
              "0");
      assertEquals(2, refused.code(), refused.said());
      assertTrue(refused.said().contains("--auth"), refused.said());
      assertTrue(refused.said().contains("--insecure"), refused.said());
      assertTrue(Files.notExists(data));
    }
  }

  @Test
  void servingOnAFileSaysThatItIsOne() throws Exception {
    Path file = Files.createFile(folder.resolve("data"));
    Ended served = serve(file);
    assertEquals(2, served.code(), served.said());
    assertTrue(served.said().contains(file + " is a file, not a folder"), served.said());
    assertTrue(served.said().contains("--data"), served.said());
  }

  @Test
  void servingOnAFolderInUseSaysWhoHasIt() throws Exception {
    try (ProcessLock held = ProcessLock.tryHold(folder.resolve("serve.lock")).orElseThrow()) {
      Ended served = serve(folder);
      assertEquals(2, served.code(), served.said());
      assertTrue(served.said().contains("another zoodip serve runs on " + folder), served.said());
    }
  }

  private Ended serve(Path data) throws Exception {
    String port = String.valueOf(Ports.freePort());
    return run(Map.of(), "serve", "--data", data.toString(), "--port", port, "--http-port", "0");
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private record Ended(int code, String said) {}

  /** Words reach it as UTF-8, whatever locale this process has. */
  private Ended run(Map<String, String> environment, String... words) throws Exception {
    Path script = folder.resolve("run.sh");
    List<String> lines =
        new ArrayList<>(List.of("exec \"$JAVA\" -cp \"$CLASSES\" zoodip.cli.Zoodip \\"));
    for (String word : words) {
      lines.add("'" + word + "' \\");
    }
    Files.write(script, lines, StandardCharsets.UTF_8);
    ProcessBuilder shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    Map<String, String> all = shell.environment();
    all.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.put("CLASSES", System.getProperty("java.class.path"));
    all.putAll(environment);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
    return new Ended(process.exitValue(), said);
  }

  @Test
  void aPortThatIsNoneIsRefused() throws IOException {
    Cli.Run run = Cli.run("serve", "--port", 99999);
    assertEquals(2, run.code(), run::err);
    assertTrue(run.err().contains("they go from 1 to 65535"), run::err);
  }
}
