package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageReaderTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void allPagesAreRead() {
    assertEquals(List.of(1, 2, 3), PageReader.read(10, this::page));
    assertEquals(List.of("", "two"), asked);
  }

  @Test
  void noPageIsReadBeyondTheLimit() {
    assertEquals(List.of(1), PageReader.read(1, this::page));
    assertEquals(List.of(""), asked);
  }

  private PageReader.ListPage<Integer> page(String token) {
    asked.add(token);
    return token.isEmpty()
        ? new PageReader.ListPage<>(List.of(1, 2), "two")
        : new PageReader.ListPage<>(List.of(3), "");
  }
}
