package zoodip.platform.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ResourceNameTest {
  @Example
  void aNameIsReadAsItIsWritten() {
    ResourceName name = ResourceName.parse("tenants/acme/subjects/my-dog");

    assertEquals(new ResourceName("tenants/acme", "subjects", "my-dog"), name);
    assertEquals("tenants/acme/subjects/my-dog", name.toString());
    assertEquals("<my-dog>", name.placeholder());
  }

  @Example
  void aModelHasNoParent() {
    assertEquals(ResourceName.model("sd1.5"), ResourceName.parse("models/sd1.5"));
  }

  @Example
  void whatIsNoNameIsRefused() {
    for (String text :
        new String[] {"", "models", "models/", "models/../x", "tenants/A/subjects/x", "a/b/c/d"}) {
      assertThrows(IllegalArgumentException.class, () -> ResourceName.parse(text), text);
    }
  }

  @Property
  void everyRequestIdMakesANameThatParses(@ForAll String requestId) {
    ResourceName name = ResourceName.forCreate("tenants/acme", "trainingJobs", requestId);

    assertEquals(name, ResourceName.parse(name.toString()));
  }

  @Example
  void oneRequestIdMakesOneNameInEachCollectionOfEachTenant() {
    String id = ResourceName.derivedId("tenants/a", "trainingJobs", "r");

    assertEquals(id, ResourceName.derivedId("tenants/a", "trainingJobs", "r"));
    assertNotEquals(id, ResourceName.derivedId("tenants/b", "trainingJobs", "r"));
    assertNotEquals(id, ResourceName.derivedId("tenants/a", "evaluations", "r"));
    assertNotEquals(id, ResourceName.derivedId("tenants/a", "trainingJobs", "s"));
  }

  @Example
  void noRequestIdMakesANewNameEachTime() {
    assertNotEquals(
        ResourceName.forCreate("tenants/a", "subjects", ""),
        ResourceName.forCreate("tenants/a", "subjects", ""));
    assertTrue(ResourceName.forCreate("tenants/a", "subjects", "").id().matches("[0-9a-f]{20}"));
  }
}
