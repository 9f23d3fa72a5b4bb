package zoodip.gateway.requests;

import com.google.protobuf.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two creates ask for the same. */
public final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of the message's bytes; of two equal messages without maps it is the same. */
  public static String of(Message asked) {
    return HexFormat.of().formatHex(sha256().digest(asked.toByteArray()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
