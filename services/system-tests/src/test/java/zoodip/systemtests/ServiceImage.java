package zoodip.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A service's image, unpacked, whose processes have its root and nothing else to see: read-only but
 * for /tmp and /var/lib/zoodip, from which no program can be run, as user 65532, with the image's
 * environment. The network is the machine's. Needs Linux's mount namespaces.
 *
 * @param root the image's root folder
 * @param config what the image says of how it is run
 */
record ServiceImage(Path root, JsonNode config) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USER = "65532";

  /** Mounts, then becomes the service: its process has the id of the script's. */
  private static final String SCRIPT =
      """
      set -e
      root=$1 owner=$2 folder=$3
      shift 3
      mount --bind "$root" "$root"
      mount -o remount,bind,ro "$root"
      mount -t tmpfs -o nosuid,nodev,noexec,mode=1777 tmpfs "$root/tmp"
      mount -t tmpfs -o "nosuid,nodev,noexec,mode=0700,uid=$owner,gid=$owner" tmpfs "$root/var/lib/zoodip"
      mount --rbind /proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount --bind /etc/hosts "$root/etc/hosts"
      if [ "$owner" = 0 ]; then
        exec unshare --user --map-user=%1$s --map-group=%1$s --root="$root" --wd="$folder" -- "$@"
      fi
      exec unshare --setgid=%1$s --setuid=%1$s --root="$root" --wd="$folder" -- "$@"
      """
          .formatted(USER);

  /** The tar of an image that the profile {@code images} has built. */
  static Path tar(String image) {
    return Path.of(System.getProperty("images"), image + ".tar");
  }

  /**
   * Unpacks an image's layers.
   *
   * @param tar in Docker's format
   * @param folder for its files, which does not exist yet
   */
  static ServiceImage unpack(Path tar, Path folder) throws IOException, InterruptedException {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    Path root = Files.createDirectories(folder.resolve("root"));
    run("tar", "-xf", tar.toString(), "-C", parts.toString());
    JsonNode manifest = JSON.readTree(parts.resolve("manifest.json").toFile()).get(0);
    for (JsonNode layer : manifest.get("Layers")) {
      Path file = parts.resolve(layer.asText());
      run("tar", "-xpf", file.toString(), "--numeric-owner", "-C", root.toString());
      Files.delete(file);
    }
    for (String mounted : List.of("proc", "dev", "etc")) {
      Files.createDirectories(root.resolve(mounted));
    }
    // as container runtimes do, which mount theirs
    Files.createFile(root.resolve("etc/hosts"));
    return new ServiceImage(
        root, JSON.readTree(parts.resolve(manifest.get("Config").asText()).toFile()).get("config"));
  }

  /** The name, tag included, under which Docker knows the image of a tar. */
  static String name(Path tar) throws IOException {
    Process listed =
        new ProcessBuilder("tar", "-xOf", tar.toString(), "manifest.json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return JSON.readTree(listed.getInputStream()).get(0).get("RepoTags").get(0).asText();
  }

  /** Whether this user may start processes with mounts of their own. */
  static boolean canRun() {
    try {
      run(command("true"));
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A process of the service with settings in its environment. */
  ProcessBuilder process(Map<String, String> settings) {
    List<String> script = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", root.toString()));
    script.add(isRoot() ? USER : "0");
    script.add(config.get("WorkingDir").asText());
    config.get("Entrypoint").forEach(argument -> script.add(argument.asText()));
    ProcessBuilder process = new ProcessBuilder(command(script.toArray(String[]::new)));
    process.environment().keySet().retainAll(List.of("PATH"));
    environment().forEach(entry -> process.environment().put(entry[0], entry[1]));
    settings.forEach((name, value) -> process.environment().put(variable(name), value));
    return process;
  }

  /** The mount of a running process's root folder, as Linux lists it. */
  static String rootMount(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "mountinfo"))) {
      return lines.filter(line -> line.split(" ")[4].equals("/")).reduce("", (a, b) -> b);
    }
  }

  private List<String[]> environment() {
    return StreamSupport.stream(config.get("Env").spliterator(), false)
        .map(entry -> entry.asText().split("=", 2))
        .toList();
  }

  private static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String[] command(String... inside) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!isRoot()) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of(inside));
    return command.toArray(String[]::new);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /** Deletes what was unpacked. */
  void delete() {
    try {
      run("rm", "-rf", "--one-file-system", root.getParent().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
