package zoodip.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of a contract.
 *
 * @param breaks what clients or stored messages of the older one would not survive
 * @param additions what the older one does not have
 */
record Changes(List<String> breaks, List<String> additions) {

  static Changes between(Contract older, Contract newer) {
    List<String> breaks = new ArrayList<>();
    older
        .elements()
        .forEach((element, traits) -> breaks.addAll(breaks(element, traits, newer.elements())));
    List<String> additions =
        newer.elements().keySet().stream()
            .filter(element -> !older.elements().containsKey(element))
            .toList();
    return new Changes(List.copyOf(breaks), additions);
  }

  private static List<String> breaks(
      String element, Map<String, String> traits, Map<String, Map<String, String>> newer) {
    Map<String, String> now = newer.get(element);
    if (now == null) {
      return List.of("%s %sis gone or has another number".formatted(element, named(traits)));
    }
    return traits.entrySet().stream()
        .filter(trait -> !trait.getValue().equals(now.get(trait.getKey())))
        .map(
            trait ->
                "%s %shas another %s: %s instead of %s"
                    .formatted(
                        element,
                        named(traits),
                        trait.getKey(),
                        now.get(trait.getKey()),
                        trait.getValue()))
        .toList();
  }

  private static String named(Map<String, String> traits) {
    return traits.containsKey("name") ? "(" + traits.get("name") + ") " : "";
  }
}
