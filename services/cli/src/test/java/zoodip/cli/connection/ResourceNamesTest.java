package zoodip.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import zoodip.cli.errors.UsageException;

class ResourceNamesTest {
  private final ResourceNames names = new ResourceNames("tenants/default");

  @Test
  void anIdBecomesANameOfTheTenant() {
    assertEquals("tenants/default/subjects/my-mug", names.subject("my-mug"));
    assertEquals("tenants/default/concepts/my-mug", names.concept("<my-mug>"));
    assertEquals("tenants/default/trainingJobs/1", names.trainingJob("1"));
    assertEquals("models/sd1.5", names.model("sd1.5"));
  }

  @Test
  void aWholeNameStaysAsItIs() {
    assertEquals("tenants/other/subjects/a", names.subject("tenants/other/subjects/a"));
    assertEquals("models/toybox", names.model("models/toybox"));
  }

  @Test
  void whatIsNoIdIsRefusedWithOneThatIs() {
    var failure = assertThrows(UsageException.class, () -> names.subject("My Mug"));
    assertTrue(failure.getMessage().contains("for example my-mug"), failure.getMessage());
  }
}
