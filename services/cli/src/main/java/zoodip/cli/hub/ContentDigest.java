package zoodip.cli.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The digest by which a hub names a file's content. */
sealed interface ContentDigest {
  /** In lower-case hexadecimal. */
  String hex();

  /** Of a file in the form of this digest. */
  String ofFile(Path file) throws IOException;

  /** Of an ETag: the length says which kind it is. */
  static Optional<ContentDigest> of(String tag) {
    String hex = tag.replaceFirst("^W/", "").replace("\"", "");
    if (hex.matches("[0-9a-f]{64}")) {
      return Optional.of(new Sha256OfContent(hex));
    }
    return hex.matches("[0-9a-f]{40}") ? Optional.of(new GitBlob(hex)) : Optional.empty();
  }

  default boolean fits(Path file) throws IOException {
    return ofFile(file).equals(hex());
  }

  /** Of files in Git LFS or Xet. */
  record Sha256OfContent(String hex) implements ContentDigest {
    @Override
    public String ofFile(Path file) throws IOException {
      return digest("SHA-256", new byte[0], file);
    }
  }

  /** Of files in Git itself: SHA-1 over a header and the content. */
  record GitBlob(String hex) implements ContentDigest {
    @Override
    public String ofFile(Path file) throws IOException {
      byte[] header = ("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII);
      return digest("SHA-1", header, file);
    }
  }

  private static String digest(String algorithm, byte[] before, Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(before);
      new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has " + algorithm, e);
    }
  }
}
