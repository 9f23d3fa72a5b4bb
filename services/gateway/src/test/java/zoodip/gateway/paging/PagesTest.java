package zoodip.gateway.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zoodip.v1.Model;

class PagesTest {
  private static final ListDefinition<Model> LISTING =
      new ListDefinition<>(
          "models", ListDefinition.BY_NAME, Fields.of(Field.text("name", Model::getName)));

  private final Pages pages = new Pages(new PageTokens("key"), 50);

  @Test
  void largeItemsMakeShortPagesAndNoneIsLeftOut() {
    List<Model> all =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    Model.newBuilder()
                        .setName("models/" + i)
                        .setDisplayName("x".repeat(i == 2 ? 3 << 20 : 900 << 10))
                        .build())
            .toList();
    List<Model> seen = new ArrayList<>();
    String token = "";
    do {
      Page<Model> page =
          pages.cut(LISTING, ItemSource.of(all), new PageRequest("", "", "", 100, token));
      int bytes = page.items().stream().mapToInt(Model::getSerializedSize).sum();
      assertTrue(bytes <= Pages.MAX_BYTES || page.items().size() == 1, () -> bytes + " bytes");
      seen.addAll(page.items());
      token = page.nextToken();
    } while (!token.isEmpty());
    assertEquals(all, seen);
  }
}
