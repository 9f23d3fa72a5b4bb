package zoodip.gateway.requests;

import com.google.protobuf.Message;
import zoodip.platform.digest.Sha256;

/** Tells whether two creates ask for the same. */
public final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of the message's bytes; of two equal messages without maps it is the same. */
  public static String of(Message asked) {
    return Sha256.of(asked.toByteArray());
  }
}
