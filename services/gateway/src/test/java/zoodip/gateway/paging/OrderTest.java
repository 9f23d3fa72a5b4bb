package zoodip.gateway.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class OrderTest {
  private record Thing(String name, String word) {}

  private static final Fields<Thing> FIELDS =
      Fields.of(Field.text("name", Thing::name), Field.text("word", Thing::word));

  private final Thing a = new Thing("a", "mug");
  private final Thing b = new Thing("b", "cat");
  private final Thing c = new Thing("c", "mug");

  @Example
  void termsDecideOneAfterTheOther() {
    assertEquals(List.of(a, b, c), ordered("name"));
    assertEquals(List.of(c, b, a), ordered("name desc"));
    assertEquals(List.of(b, c, a), ordered("word, name desc"));
    assertEquals(List.of(c, a, b), ordered(" word  desc ,name desc"));
  }

  @Example
  void theNameDecidesWhereAllElseIsEqual() {
    assertEquals(List.of(b, a, c), ordered("word"));
    assertEquals(List.of(a, c, b), ordered("word desc"));
  }

  @Example
  void whatDoesNotParseIsRefused() {
    for (String text :
        new String[] {"colour", "name asc", "name desc desc", "name,", "name word"}) {
      var error = assertThrows(ServiceException.class, () -> Order.parse(text, FIELDS), text);
      assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, error.reason());
    }
  }

  @Property
  void aPlaceIsReadAsItWasWritten(@ForAll @Size(min = 1, max = 4) List<String> place) {
    // lone surrogates are no text that a protobuf string can hold
    List<String> texts = place.stream().map(text -> text.replaceAll("\\p{Cs}", "")).toList();

    Order<Thing> order =
        Order.parse(String.join(",", texts.stream().map(t -> "word").toList()), FIELDS);
    List<Comparable<?>> values = new ArrayList<>(texts);
    values.add("its name");
    Order.SortKey key = new Order.SortKey(values);

    assertEquals(key, order.read(order.write(key)));
  }

  private List<Thing> ordered(String order) {
    Order<Thing> parsed = Order.parse(order, FIELDS);
    return Stream.of(c, a, b)
        .sorted((one, other) -> parsed.compare(parsed.sortKey(one), parsed.sortKey(other)))
        .toList();
  }
}
