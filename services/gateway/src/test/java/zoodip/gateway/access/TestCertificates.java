package zoodip.gateway.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Certificates in files of a folder, each its own authority. */
final class TestCertificates {
  private static final char[] PASSWORD = "secret".toCharArray();

  private final Path folder;

  TestCertificates(Path folder) {
    this.folder = folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes NAME.crt and NAME.key, for localhost. */
  void make(String name, String commonName) {
    try {
      keys(name, commonName);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream content = Files.newInputStream(file(name + ".p12"))) {
        keys.load(content, PASSWORD);
      }
      write(name + ".crt", pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
      write(name + ".key", pem("PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded()));
      Files.delete(file(name + ".p12"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a file with several certificates. */
  void bundle(String bundle, String... names) {
    try {
      StringBuilder all = new StringBuilder();
      for (String name : names) {
        all.append(Files.readString(file(name + ".crt")));
      }
      write(bundle, all.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts one certificate in the place of another. */
  void replace(String old, String by) {
    try {
      for (String kind : new String[] {".key", ".crt"}) {
        write(old + kind, Files.readString(file(by + kind)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) throws IOException {
    Path part = file(name + ".part");
    Files.writeString(part, text);
    Files.move(part, file(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void keys(String name, String commonName) throws IOException {
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + commonName,
                "-ext",
                "san=dns:localhost,dns:" + commonName,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file(name + ".p12").toString())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (made.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] content) {
    String text = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what);
  }
}
