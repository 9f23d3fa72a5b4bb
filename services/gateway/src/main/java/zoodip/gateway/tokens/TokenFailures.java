package zoodip.gateway.tokens;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** What callers are told whose tokens do not hold. */
final class TokenFailures {
  private static final Map<Integer, String> REASONS =
      Map.of(
          ErrorCodes.EXPIRED, "it has ended; get another one",
          ErrorCodes.NOT_YET_VALID, "it does not hold yet",
          ErrorCodes.ISSUER_INVALID, "it is of an issuer that is not known here",
          ErrorCodes.ISSUER_MISSING, "it does not say who issued it",
          ErrorCodes.AUDIENCE_INVALID, "it is meant for others",
          ErrorCodes.AUDIENCE_MISSING, "it does not say whom it is for",
          ErrorCodes.SIGNATURE_INVALID, "its signature does not fit");

  private TokenFailures() {}

  /**
   * That keys cannot be fetched, or too many tokens come at once, is not the caller's fault. What
   * jose4j says of a token has the token in it, so no cause but of a fetch goes on.
   */
  static ServiceException of(Throwable failure) {
    if (failure instanceof InvalidJwtException invalid) {
      return refused(invalid);
    }
    if (failure instanceof RejectedExecutionException) {
      return new ServiceException(
          ErrorReason.ERROR_REASON_OVERLOADED,
          "More tokens come than can be checked; try again a little later");
    }
    if (failure instanceof IOException || failure instanceof TimeoutException) {
      return new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "The keys of the tokens' issuer cannot be fetched; try again a little later",
          failure);
    }
    return new ServiceException(
        ErrorReason.ERROR_REASON_INTERNAL, "The token could not be checked: " + failure.getClass());
  }

  private static ServiceException refused(InvalidJwtException failure) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_UNAUTHENTICATED,
        "The token does not hold: "
            + REASONS.entrySet().stream()
                .filter(reason -> failure.hasErrorCode(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("it is damaged, or signed by a key that its issuer does not have"));
  }
}
