package zoodip.platform.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** Certificates for localhost and their keys, as PEM files in a folder; each its own authority. */
final class KeyPairFiles {
  private static final String PASSWORD = "secret";

  private final Path folder;

  KeyPairFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes NAME.crt and NAME.key. */
  void make(String name, int days) throws Exception {
    keytool(
        name,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:localhost",
        "-validity",
        String.valueOf(days));
    write(name);
  }

  /** Makes NAME.crt anew, for the same key. */
  void renew(String name, int days) throws Exception {
    keytool(name, "-selfcert", "-validity", String.valueOf(days));
    write(name);
  }

  void copy(String from, String to) throws IOException {
    Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** The beginning of a file, up to the middle of a line. */
  String half(String name) throws IOException {
    String whole = text(name);
    return whole.substring(0, whole.length() / 2);
  }

  private void write(String name) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(store(name))) {
      keys.load(content, PASSWORD.toCharArray());
    }
    write(name + ".crt", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    write(name + ".key", "PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
  }

  private void write(String file, String what, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private void keytool(String name, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    builder.command().addAll(List.of(arguments));
    builder
        .command()
        .addAll(
            List.of(
                "-alias",
                "a",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store(name).toString()));
    Process made = builder.redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (made.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
