package zoodip.platform.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
  private static final List<String> NAMES = List.of("my-mug-2", "cat", "my-jug", "kitten");

  @Test
  void theNearestIsFoundIfOneIsNear() {
    assertEquals(Optional.of("my-mug-2"), NearestNames.nearest("my-mug-", NAMES));
    assertEquals(Optional.of("my-jug"), NearestNames.nearest("my-jog", NAMES));
    assertEquals(Optional.of("cat"), NearestNames.nearest("kat", NAMES));
    assertEquals(Optional.of("kitten"), NearestNames.nearest("sitting", NAMES));
  }

  @Test
  void whatIsFarFromAllIsLikeNone() {
    assertEquals(Optional.empty(), NearestNames.nearest("elephant", NAMES));
    assertEquals(Optional.empty(), NearestNames.nearest("dog", NAMES));
    assertEquals(Optional.empty(), NearestNames.nearest("cat", List.of()));
  }

  @Test
  void whatIsLongerThanAnyNameIsComparedWithNone() {
    List<String> neverLookedAt =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw new AssertionError("compared");
          }

          @Override
          public int size() {
            return 1_000_000;
          }
        };

    assertEquals(Optional.empty(), NearestNames.nearest("x".repeat(4000), neverLookedAt));
  }
}
