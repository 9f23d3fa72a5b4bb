package zoodip.gateway.tokens;

import java.io.IOException;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;
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

  /** That keys cannot be fetched is not the caller's fault. */
  static ServiceException of(InvalidJwtException failure) {
    if (failure.getCause() instanceof UnresolvableKeyException unresolvable
        && unresolvable.getCause() instanceof IOException) {
      return new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "The keys of the tokens' issuer cannot be fetched; try again a little later",
          failure);
    }
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
