package zoodip.gateway.jobs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Names how far the reader of a watch has seen: opaque text of the job and the revision. */
final class ResumeToken {
  private static final int BYTES = Integer.BYTES + Long.BYTES;

  private ResumeToken() {}

  static String of(String job, long revision) {
    byte[] token = ByteBuffer.allocate(BYTES).putInt(sum(job)).putLong(revision).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The revision that was seen; 0 for the empty token.
   *
   * @throws ServiceException INVALID_REQUEST if the token is of another job or no token
   */
  static long revision(String job, String token) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.remaining() == BYTES && bytes.getInt() == sum(job)) {
        return bytes.getLong();
      }
    } catch (IllegalArgumentException e) {
      throw unusable(job);
    }
    throw unusable(job);
  }

  private static ServiceException unusable(String job) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        "resume_token",
        "The resume token is not one of a watch of " + job + "; leave it out to begin anew");
  }

  private static int sum(String job) {
    CRC32C sum = new CRC32C();
    sum.update(job.getBytes(StandardCharsets.UTF_8));
    return (int) sum.getValue();
  }
}
