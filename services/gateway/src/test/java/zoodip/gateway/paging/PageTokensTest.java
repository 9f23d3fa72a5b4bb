package zoodip.gateway.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import zoodip.platform.errors.ServiceException;

class PageTokensTest {
  private final PageTokens tokens = new PageTokens("key");

  @Property
  void aTokenOpensForItsList(@ForAll String list, @ForAll("keys") String last) {
    assertEquals(Optional.of(last), tokens.open(list, tokens.seal(list, last)));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> keys() {
    return net.jqwik.api.Arbitraries.strings().alpha().numeric().withChars(" /-");
  }

  @Example
  void aTokenOfAnotherListOrKeyIsRefused() {
    String token = tokens.seal("jobs of a", "k");

    assertThrows(ServiceException.class, () -> tokens.open("jobs of b", token));
    assertThrows(ServiceException.class, () -> new PageTokens("other").open("jobs of a", token));
  }

  @Property
  void aChangedTokenIsRefused(@ForAll @IntRange(max = 20) int at) {
    byte[] token = Base64.getUrlDecoder().decode(tokens.seal("list", "a/key"));
    token[at] ^= 1;
    String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(token);

    assertThrows(ServiceException.class, () -> tokens.open("list", changed));
  }

  @Example
  void whatIsNoTokenIsRefused() {
    for (String text : new String[] {"x", "not base64!", "AAAA", " "}) {
      assertThrows(ServiceException.class, () -> tokens.open("list", text), text);
    }
  }
}
