package zoodip.gateway.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class FilterTest {
  private static final Map<String, Pattern> FIELDS =
      Map.of("state", Pattern.compile("RUNNING|QUEUED"), "subject", Pattern.compile(".*"));

  private final Map<String, String> job =
      Map.of("state", "RUNNING", "subject", "tenants/a/subjects/dog");

  @Test
  void noFilterLetsEverythingThrough() {
    assertTrue(matches(""));
    assertTrue(matches("  "));
  }

  @Test
  void everyTermHasToHold() {
    assertTrue(matches("state = RUNNING"));
    assertTrue(matches("state=RUNNING AND subject=\"tenants/a/subjects/dog\""));
    assertFalse(matches("state = RUNNING AND subject = \"tenants/a/subjects/cat\""));
    assertFalse(matches("state = QUEUED AND subject = dog"));
  }

  @Test
  void aResourceIsFoundByItsIdToo() {
    assertTrue(matches("subject = dog"));
    assertFalse(matches("subject = og"));
  }

  @Test
  void whatDoesNotParseIsRefused() {
    for (String text :
        new String[] {
          "state",
          "state =",
          "= RUNNING",
          "state = SLEEPING",
          "colour = red",
          "state = RUNNING AND",
          "state = RUNNING AND ",
          "state = RUNNING subject = dog",
          "state = RUNNING OR state = QUEUED",
          "state = RUNNING AND state = QUEUED",
          "subject = \"unended"
        }) {
      var error = assertThrows(ServiceException.class, () -> Filter.parse(text, FIELDS), text);
      assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, error.reason());
    }
  }

  private boolean matches(String filter) {
    return Filter.parse(filter, FIELDS).matches(job::get);
  }
}
