package zoodip.gateway.paging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * Opaque page tokens: the place of an item, authenticated together with the list that it belongs
 * to.
 */
final class PageTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 16;

  private final SecretKeySpec key;

  PageTokens(String key) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The token that leads to what comes after {@code last}. */
  String seal(String list, String last) {
    byte[] content = last.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(mac(list, content), MAC_BYTES + content.length);
    System.arraycopy(content, 0, token, MAC_BYTES, content.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * What stands in a token; nothing in the empty one.
   *
   * @throws ServiceException BAD_PAGE_TOKEN if it is not one of this list's
   */
  Optional<String> open(String list, String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = decode(token);
    if (bytes.length < MAC_BYTES) {
      throw bad();
    }
    byte[] content = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
    if (!MessageDigest.isEqual(mac(list, content), Arrays.copyOf(bytes, MAC_BYTES))) {
      throw bad();
    }
    return Optional.of(new String(content, StandardCharsets.UTF_8));
  }

  private byte[] mac(String list, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(list.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(content), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw bad();
    }
  }

  private static ServiceException bad() {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
        "page_token",
        "The page token was not made for this list; begin again without one");
  }
}
