package zoodip.platform.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 in lower-case hex, as the system names bytes everywhere. Not thread-safe. */
public final class Sha256 {
  private final MessageDigest digest = algorithm();

  public static String of(byte[] bytes) {
    return new Sha256().add(bytes).hex();
  }

  /** Of bytes in pieces, which stay as they are. */
  public static String of(List<ByteBuffer> pieces) {
    Sha256 sha256 = new Sha256();
    pieces.forEach(piece -> sha256.digest.update(piece.duplicate()));
    return sha256.hex();
  }

  /** Of the text's UTF-8 bytes. */
  public static String of(String text) {
    return new Sha256().add(text).hex();
  }

  /** Of the fp32 little-endian bytes. */
  public static String of(float[] values) {
    return new Sha256().add(values).hex();
  }

  /** Of a file's bytes. */
  public static String of(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return of(content);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Of what is left in a stream. */
  public static String of(InputStream content) throws IOException {
    MessageDigest digest = algorithm();
    new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The fp32 little-endian bytes. */
  public static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds the text's UTF-8 bytes. */
  public Sha256 add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the fp32 little-endian bytes. */
  public Sha256 add(float[] values) {
    return add(bytes(values));
  }

  /** Of what was added so far; more can be added. */
  public String hex() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JVM's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
