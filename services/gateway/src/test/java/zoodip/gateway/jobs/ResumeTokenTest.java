package zoodip.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import zoodip.platform.errors.ServiceException;

class ResumeTokenTest {
  @Property
  void aTokenKeepsItsRevision(@ForAll long revision) {
    assertEquals(revision, ResumeToken.revision("j", ResumeToken.of("j", revision)));
  }

  @Example
  void noTokenIsBeforeEveryRevision() {
    assertEquals(0, ResumeToken.revision("j", ""));
  }

  @Example
  void aTokenOfAnotherJobIsRefused() {
    String token = ResumeToken.of("j", 5);

    assertThrows(ServiceException.class, () -> ResumeToken.revision("k", token));
  }

  @Property
  void whatIsNoTokenIsRefused(@ForAll char letter) {
    assertThrows(ServiceException.class, () -> ResumeToken.revision("j", "" + letter));
  }
}
