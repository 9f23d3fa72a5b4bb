package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void allPagesAreRead() {
    assertEquals(List.of(1, 2, 3), Listing.read(10, this::page));
    assertEquals(List.of("", "two"), asked);
  }

  @Test
  void noPageIsReadBeyondTheLimit() {
    assertEquals(List.of(1), Listing.read(1, this::page));
    assertEquals(List.of(""), asked);
  }

  private Listing.Page<Integer> page(String token) {
    asked.add(token);
    return token.isEmpty()
        ? new Listing.Page<>(List.of(1, 2), "two")
        : new Listing.Page<>(List.of(3), "");
  }
}
